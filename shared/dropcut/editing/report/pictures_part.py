"""The pictures that lie over a line: what was asked for, what is seen, why, and what else could be."""

from __future__ import annotations

from dropcut.domain.overlays import Ask, Picked
from dropcut.domain.report import LineReport, OtherPicture, PictureReport, Report, Showing, Source
from dropcut.editing.report.clock import clock, decimal
from dropcut.editing.report.markup import Html, element, named, theirs
from dropcut.editing.report.timeline import colour

_SAID = {Picked.CHOSEN: "shown", Picked.AMBIGUOUS: "look at it", Picked.MISSING: "not shown", Picked.DROPPED: "dropped"}
_KINDS = {Picked.CHOSEN: "chosen", Picked.AMBIGUOUS: "ambiguous", Picked.MISSING: "missing", Picked.DROPPED: "dropped"}


def pictures_part(report: Report, line: LineReport) -> Html | None:
    """All of a line's."""
    if not line.pictures:
        return None
    return element("ul", *(_picture(report, one) for one in line.pictures), class_="takes pictures")


def _picture(report: Report, one: PictureReport) -> Html:
    badge = element("span", _SAID[one.status], class_=f"badge {_KINDS[one.status]}")
    shown = element("ul", *(_view(report, view) for view in one.views), class_="takes") if one.views else None
    return element("li", _asked(one), " ", badge, " ", theirs(one.reason), shown, _others(report, one))


def _asked(one: PictureReport) -> Html:
    if one.ask is Ask.UNSEEN:
        return element("span", "Nobody is seen: ", class_="quiet")
    said = f"{one.ask}: {one.words}" if one.words else f"{one.ask}"
    return element("span", "[", theirs(said), "]", class_="quiet")


def _view(report: Report, view: Showing) -> Html:
    play = element(
        "button",
        "▶ ",
        clock(view.program_start),
        type="button",
        class_="play",
        data_t=f"{float(view.program_start):.6f}",
        aria_label=f"Play from {clock(view.program_start)}",
    )
    return element("li", play, " ", _source(report, view))


def _source(report: Report, view: Source) -> Html:
    if view.clip not in report.clips:
        return element("span", named(view.clip), " ", element("span", "a still", class_="quiet"), class_="source")
    dot = element("rect", width="10", height="10", rx="2", class_=colour(report, view.clip))
    swatch = element("svg", dot, class_="swatch", viewBox="0 0 10 10", aria_hidden="true")
    span = element("span", f"{clock(view.start)} – {clock(view.end)}", class_="time")
    return element("span", swatch, named(view.clip), " ", span, class_="source")


def _others(report: Report, one: PictureReport) -> Html | None:
    if not one.alternates:
        return None
    count = len(one.alternates)
    title = element("summary", "1 other picture" if count == 1 else f"{count} other pictures")
    return element("details", title, element("ul", *(_other(report, each) for each in one.alternates)))


def _other(report: Report, each: OtherPicture) -> Html:
    score = element("span", decimal(each.score, 2), class_="score", title="score")
    sources = [part for view in each.views for part in (_source(report, view), " ")]
    return element("li", score, " ", *sources, element("span", theirs(each.reason), class_="quiet"))
