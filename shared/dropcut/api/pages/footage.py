"""The footage of one job: the programme with its shot changes, the marks of others on stills, a contact sheet of each clip."""

from __future__ import annotations

from collections.abc import Mapping

from dropcut.api.pages.listing import page_of_job
from dropcut.api.pages.standing import standing
from dropcut.api.views import JobView
from dropcut.domain.jobs import JobState
from dropcut.domain.report import Reporting
from dropcut.editing.report.kept_pictures import Kept, pictures_of
from dropcut.editing.report.markup import Html, element, joined, named, theirs
from dropcut.editing.report.pictures_part import pictures_part
from dropcut.editing.report.sheets import sheets
from dropcut.editing.report.telling import report_of
from dropcut.editing.report.timeline import timeline

_NOT_YET = "What was seen of the footage is shown here as soon as the cut is made."
_NOTHING = "The footage was not looked at: see the report's notes for the reason."


def footage_of_job(view: JobView) -> str:
    """Where that is looked at."""
    return f"{page_of_job(view)}/footage"


def footage(view: JobView, told: Reporting | None, kept: Kept) -> Html:
    """All of the page's content. Raises LostBlob."""
    return joined([_head(view), _seen(told, kept) if told else element("p", _NOT_YET, class_="sentence")])


def shown_over(told: Reporting | None) -> Mapping[int, Html]:
    """The pictures that lie over each line, and why those, by the line's number."""
    report = report_of(told) if told else None
    parts = {line.number: pictures_part(report, line) for line in report.lines} if report else {}
    return {number: part for number, part in parts.items() if part}


def _head(view: JobView) -> Html:
    back = element("a", named(view.name), href=page_of_job(view))
    path = element("p", element("a", "Jobs", href="/"), " / ", theirs(view.owner), " / ", back, class_="eyebrow")
    approve = "Back to the cut, to approve it" if view.state is JobState.HELD and not view.over_budget else "Back to the cut"
    go = element("a", approve, href=page_of_job(view), class_="button")
    return element("div", path, element("h1", "Footage"), standing(view), element("div", go, class_="head-actions"),
                   class_="job-title")  # fmt: skip


def _seen(told: Reporting, kept: Kept) -> Html:
    report = report_of(told)
    panels = sheets(report, pictures_of(told.scenes, told.marks, kept))
    if not panels:
        return element("p", _NOTHING, class_="sentence")
    strip = timeline(report, told.mixed.waveform)
    programme = element("section", element("h2", "The cut and its shot changes"), strip, class_="panel wide") if strip else None
    return element("div", programme, *panels, class_="panels")
