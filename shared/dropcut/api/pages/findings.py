"""What a search found."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final
from urllib.parse import quote, urlencode

from dropcut.domain.names import JobId
from dropcut.domain.searching import Answer, Hit, Part
from dropcut.domain.wording import count_of
from dropcut.editing.report.clock import clock
from dropcut.editing.report.markup import Html, element, joined, named, theirs

_SAID: Final = {Part.SCRIPT: "script", Part.TRANSCRIPT: "heard", Part.REPORT: "report"}


def findings(answer: Answer, owner: str, first: int) -> Html:
    """The whole content."""
    lead = _lead(answer)
    hits = element("ol", *(_hit(hit) for hit in answer.hits), class_="hits")
    return element(
        "section",
        element("h1", "Search"),
        element("p", lead, class_="sentence", dir="auto"),
        element("p", answer.note, class_="quiet", dir="auto") if answer.note else None,
        hits if answer.hits else None,
        _more(answer, owner, first),
        class_="findings",
    )


def _lead(answer: Answer) -> str:
    if not answer.words.strip():
        return "Type what was said: words, “a phrase”, or how a word begins with a star behind it."
    if not answer.hits:
        return f"Nothing in {count_of(answer.jobs, 'job')} says {answer.words}."
    return f"In {count_of(answer.jobs, 'job')}: {answer.words}"


def _hit(hit: Hit) -> Html:
    return element(
        "li",
        element("p", element("a", named(hit.title), href=_page(hit)), " ", element("span", _where(hit), class_="quiet small")),
        element("p", *_marked(hit), class_="text", dir="auto"),
        element("p", *_links(hit), class_="small"),
        class_="hit",
    )


def _where(hit: Hit) -> Html:
    line = f", line {hit.line}" if hit.line else ""
    alike = ", means something alike" if hit.by == "meaning" else ""
    return joined([_SAID[hit.part], line, alike])


def _marked(hit: Hit) -> Iterator[Html | str]:
    at = 0
    for first, end in hit.marks:
        yield hit.text[at:first]
        yield element("mark", hit.text[first:end])
        at = end
    yield hit.text[at:]


def _links(hit: Hit) -> Iterator[Html | str]:
    if hit.program is not None:
        yield element("a", f"▶ {clock(hit.program)} in the cut", href=_page(hit, f"?t={float(hit.program):g}"), class_="play")
        yield " "
    if hit.clip is not None and hit.start is not None:
        said = joined([theirs(hit.clip), f" at {clock(hit.start)}"])
        plays_it = hit.program is None and hit.link
        yield element("a", "▶ ", said, href=hit.link, class_="play") if plays_it else said


def _page(hit: Hit, query: str = "") -> str:
    job = JobId.parse(hit.job)
    line = f"#line-{hit.line}" if hit.line else ""
    return f"/jobs/{job.owner}/{quote(job.name, safe='')}{query}{line}"


def _more(answer: Answer, owner: str, first: int) -> Html | None:
    if not answer.more:
        return None
    query = urlencode({"words": answer.words, "owner": owner, "first": first + len(answer.hits)})
    return element("p", element("a", "More", href=f"/search?{query}", class_="button"))
