"""`report.html`: one page that needs no network and nothing beside it, and plays the master where that lies beside it."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Mapping
from hashlib import sha256
from typing import Final
from urllib.parse import quote

from dropcut.domain.report import Report
from dropcut.editing.report.behaviour import BEHAVIOUR
from dropcut.editing.report.looks import LOOKS
from dropcut.editing.report.markup import Html, code, element, joined, theirs
from dropcut.editing.report.panels import panels
from dropcut.editing.report.script_part import script_part
from dropcut.editing.report.sheets import Pictures, sheets
from dropcut.editing.report.summary import summary
from dropcut.editing.report.timeline import timeline

NO_PICTURES: Final[Mapping[str, Pictures]] = {}
_POSTERS: Final = (".jpg", ".jpeg", ".png", ".webp")


def page_of(report: Report, master: str, waveform: tuple[int, ...] = (), pictures: Mapping[str, Pictures] = NO_PICTURES) -> str:
    """The page. `master` is the name of the finished programme beside it; nothing else is ever loaded.

    `pictures` are of the clips that were looked at, by their names.
    """
    body = element(
        "body",
        element("main", summary(report), _desk(report, master, waveform), panels(report, sheets(report, pictures))),
        element("footer", theirs(report.job), f", revision {report.revision}. Space plays, J and K go from line to line."),
        code("script", BEHAVIOUR),
    )
    return "<!doctype html>\n" + element("html", _head(report), body, lang="en").text + "\n"


def _head(report: Report) -> Html:
    return element(
        "head",
        element("meta", charset="utf-8"),
        element("meta", http_equiv="Content-Security-Policy", content=_policy()),
        element("meta", name="viewport", content="width=device-width, initial-scale=1"),
        element("meta", name="referrer", content="no-referrer"),
        element("meta", name="color-scheme", content="light dark"),
        element("title", f"{report.title}: Dropcut report"),
        code("style", LOOKS),
    )


def _policy() -> str:
    """Only our own style and script run, known by their digests; media may come from where the page lies."""
    return (
        f"default-src 'none'; style-src '{digest_of(LOOKS)}'; script-src '{digest_of(BEHAVIOUR)}'; "
        "media-src 'self' file:; img-src 'self' file: data:; base-uri 'none'; form-action 'none'"
    )


def digest_of(text: str) -> str:
    """By which a page's policy knows a text of ours."""
    return f"sha256-{b64encode(sha256(text.encode()).digest()).decode()}"


def _desk(report: Report, master: str, waveform: tuple[int, ...]) -> Html:
    """The programme and its script: side by side where there is room."""
    return element("div", _stage(report, master, waveform), script_part(report), class_="desk")


def _stage(report: Report, master: str, waveform: tuple[int, ...]) -> Html | None:
    picture = timeline(report, waveform)
    if picture is None:
        return None
    poster = next((quote(name) for name in report.files if name.lower().endswith(_POSTERS)), None)
    video = element("video", id="player", src=quote(master), poster=poster, controls=True, preload="metadata", playsinline=True)
    absent = element("p", f"{master} is not beside this page, or this browser cannot play it.", id="absent", hidden=True)
    now = element("p", element("span", id="now-time"), " ", element("bdi", id="now-line"), id="now", aria_live="off")
    return element("section", joined([video, absent, now]), element("div", picture, class_="strip"), class_="stage")
