"""What a person is shown before a held job goes on: every mark on a still, where the cut shows it, and what to do.

Nothing of the programme itself: with strict rights nothing is delivered, and this page is no delivery.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from dropcut.domain.report import Report
from dropcut.editing.report.looks import LOOKS
from dropcut.editing.report.markup import Html, code, element, theirs
from dropcut.editing.report.page import digest_of
from dropcut.editing.report.sheets import Pictures, marked


def held_page(report: Report, pictures: Mapping[str, Pictures], why: str, ways: Sequence[str]) -> str:
    """`why` it is held, in sentences, and the `ways` to go on, each in words of ours."""
    head = element(
        "header",
        element("p", "Dropcut waits for your word", class_="eyebrow"),
        element("h1", report.title, dir="auto"),
        element("p", theirs(why), class_="sentence"),
    )
    ways_on = element("section", element("h2", "What you can do"), element("ul", *(element("li", theirs(way)) for way in ways)),
                      class_="panel wide")  # fmt: skip
    body = element("main", head, element("div", ways_on, *marked(report, pictures), class_="panels"))
    foot = element("footer", theirs(report.job), f", revision {report.revision}. Nothing of it is delivered.")
    page = element("html", _head(report), element("body", body, foot), lang="en")
    return f"<!doctype html>\n{page.text}\n"


def _head(report: Report) -> Html:
    policy = f"default-src 'none'; style-src '{digest_of(LOOKS)}'; img-src data:; base-uri 'none'; form-action 'none'"
    return element(
        "head",
        element("meta", charset="utf-8"),
        element("meta", http_equiv="Content-Security-Policy", content=policy),
        element("meta", name="viewport", content="width=device-width, initial-scale=1"),
        element("meta", name="referrer", content="no-referrer"),
        element("meta", name="color-scheme", content="light dark"),
        element("title", f"{report.title}: waits for your word"),
        code("style", LOOKS),
    )
