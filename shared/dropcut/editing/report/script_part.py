"""The script with the takes that stand for its lines."""

from __future__ import annotations

from fractions import Fraction
from itertools import groupby
from typing import Final

from dropcut.domain.cut import Status
from dropcut.domain.report import LineReport, OtherTake, Report, Source, Used
from dropcut.editing.report.clock import clock, decimal
from dropcut.editing.report.markup import Html, element, joined, named, theirs
from dropcut.editing.report.pictures_part import pictures_part
from dropcut.editing.report.timeline import colour

_LONG: Final = 400
"""More lines than these are drawn only when they are scrolled to."""

SAID: Final = {
    Status.CHOSEN: "chosen",
    Status.AMBIGUOUS: "look at it",
    Status.MISSING: "missing",
    Status.DROPPED: "dropped",
}


def script_part(report: Report) -> Html:
    """Every line with its takes, its reason and what else could have been used."""
    parts = [
        joined([element("h3", theirs(section)) if section else None, *(_line(report, line) for line in lines)])
        for section, lines in groupby(report.lines, key=lambda line: line.section)
    ]
    title = "The script" if report.scripted else "What was kept"
    kind = "script long" if len(report.lines) > _LONG else "script"
    return element("section", element("h2", title), _filters(report), *parts, class_=kind, id="script")


def _filters(report: Report) -> Html | None:
    there = [status for status in Status if any(line.status is status for line in report.lines)]
    if len(there) < 2:  # noqa: PLR2004 - one kind needs no choosing
        return None
    buttons = [_filter("", "All", len(report.lines))]
    buttons += [_filter(status, SAID[status].capitalize(), _count(report, status)) for status in there]
    return element("div", *buttons, class_="filters", role="group", aria_label="Show lines by how they ended")


def _filter(status: str, said: str, count: int) -> Html:
    number = element("span", str(count), class_="count")
    return element("button", said, " ", number, type="button", data_filter=status, aria_pressed="false" if status else "true")


def _count(report: Report, status: Status) -> int:
    return sum(line.status is status for line in report.lines)


def _line(report: Report, line: LineReport) -> Html:
    start = line.pieces[0].program_start if line.pieces else None
    return element(
        "article",
        element("div", str(line.number), class_="line-number"),
        element(
            "div",
            _words(line),
            _caption(line),
            _ending(line),
            _takes(report, line),
            _alternates(report, line),
            pictures_part(report, line),
        ),
        class_=f"line {line.status}",
        id=f"line-{line.number}",
        data_status=line.status,
        data_t=None if start is None else _seconds(start),
        data_end=None if start is None else _seconds(line.pieces[-1].program_end),
    )


def _words(line: LineReport) -> Html:
    """As the script has them; each can be clicked where every one of them has its time."""
    written = line.text.split()
    if [word.text for word in line.words] != written or not written:
        return element("p", line.text or "(no words)", class_="text", dir="auto")
    spans = [element("span", word.text, data_t=_seconds(word.start)) for word in line.words]
    spaced = [part for span in spans for part in (span, " ")][:-1]
    return element("p", *spaced, class_="text", dir="auto")


def _caption(line: LineReport) -> Html | None:
    if line.caption is None:
        return None
    said = theirs(line.caption) if line.caption else "none"
    return element("p", element("span", "Caption: ", class_="quiet"), said, class_="caption")


def _ending(line: LineReport) -> Html:
    badge = element("span", SAID[line.status], class_=f"badge {line.status}")
    return element("p", badge, " ", theirs(line.reason), class_="reason")


def _takes(report: Report, line: LineReport) -> Html | None:
    if not line.pieces:
        return None
    return element("ul", *(_piece(report, piece) for piece in line.pieces), class_="takes")


def _piece(report: Report, piece: Used) -> Html:
    play = element(
        "button",
        "▶ ",
        clock(piece.program_start),
        type="button",
        class_="play",
        data_t=_seconds(piece.program_start),
        aria_label=f"Play from {clock(piece.program_start)}",
    )
    heard = None if piece.sound == piece.clip else joined([", heard in ", named(piece.sound)])
    closer = element("span", ", closer", class_="quiet") if piece.closer else None
    return element("li", play, " ", _source(report, piece), heard, closer)


def _source(report: Report, piece: Source) -> Html:
    dot = element("rect", width="10", height="10", rx="2", class_=colour(report, piece.clip))
    swatch = element("svg", dot, class_="swatch", viewBox="0 0 10 10", aria_hidden="true")
    span = element("span", f"{clock(piece.start)} – {clock(piece.end)}", class_="time")
    return element("span", swatch, named(piece.clip), " ", span, class_="source")


def _alternates(report: Report, line: LineReport) -> Html | None:
    if not line.alternates:
        return None
    count = len(line.alternates)
    title = element("summary", "1 other take" if count == 1 else f"{count} other takes")
    return element("details", title, element("ul", *(_other(report, take) for take in line.alternates)))


def _other(report: Report, take: OtherTake) -> Html:
    score = element("span", decimal(take.score, 2), class_="score", title="score")
    sources = [part for piece in take.pieces for part in (_source(report, piece), " ")]
    return element("li", score, " ", *sources, element("span", theirs(take.reason), class_="quiet"))


def _seconds(time: Fraction) -> str:
    return f"{float(time):.6f}"
