"""The list of jobs."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from urllib.parse import quote

from dropcut.api.pages.sending import new_cut
from dropcut.api.pages.standing import badge, bar, sentence
from dropcut.api.views import JobView
from dropcut.domain.values import Instant
from dropcut.editing.report.markup import Html, element, joined, named, theirs


def page_of_job(view: JobView) -> str:
    """Where a job is looked at."""
    return f"/jobs/{view.owner}/{quote(view.name, safe='')}"


def jobs_part(jobs: Sequence[JobView], further: str, *, one_owner: bool, stranger: str = "") -> Html:
    """All of one page of the list, the one that changed last first. `stranger` is who looks, where they have no role at all."""
    newest = sorted(jobs, key=lambda view: view.revised, reverse=True)
    rows = element("ul", *(_row(view, one_owner=one_owner) for view in newest), class_="jobs")
    more = (
        element("p", element("a", "More jobs", href=f"/?after={quote(further, safe='')}", class_="button")) if further else None
    )
    nothing = _nothing_for(stranger) if stranger else _none()
    return element("section", element("h2", "Jobs"), rows if jobs else nothing, more, id="jobs", aria_label="Jobs")


def listing(jobs: Html, owners: Sequence[str] | None, owner: str) -> Html:
    """The whole content. `owners` are those to whom whoever looks may give footage; None for nobody."""
    title = element("h1", "Your cuts")
    lead = element("p", "Drop a script and your raw footage; get back the cut.", class_="sentence")
    form = None if owners is None else new_cut(owners, owner)
    return joined([element("div", title, lead, class_="intro"), element("div", jobs, form, class_="two")])


def _row(view: JobView, *, one_owner: bool) -> Html:
    owner = None if one_owner else joined([element("span", theirs(view.owner), class_="owner quiet"), " "])
    link = element("a", named(view.name), href=page_of_job(view))
    approved = element("span", "approved", class_="badge approved") if view.approved == view.revision else None
    return element(
        "li",
        element(
            "div", element("h3", owner, link), element("p", badge(view), " ", approved, class_="badges"), class_="job-head"
        ),
        element("p", theirs(sentence(view)), class_="why"),
        bar(view),
        element("p", f"revision {view.revision} · ", _when(view.revised), class_="quiet small"),
        class_=f"job {view.state}",
    )


def _when(at: Instant) -> Html:
    """For the script to write in the reader's own time."""
    told = datetime.fromtimestamp(at / 1000, UTC)
    return element("time", told.strftime("%Y-%m-%d %H:%M UTC"), datetime=told.isoformat())


def _nothing_for(stranger: str) -> Html:
    return element(
        "div",
        element("p", "Nothing here is yours to see yet.", class_="sentence"),
        element("p", "You are signed in as ", theirs(stranger), ". An admin of whoever's cuts you work on gives you a role: "
                "tell them this name.", class_="quiet"),
        class_="empty",
    )  # fmt: skip


def _none() -> Html:
    return element(
        "div",
        element("p", "Nothing here yet.", class_="sentence"),
        element("p", "A drop is one folder: a script (txt, md, fountain, docx or srt) and clips in any number and order. "
                "Without a script, the footage is tightened.", class_="quiet"),
        class_="empty",
    )  # fmt: skip
