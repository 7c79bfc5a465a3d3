"""The review page: the script on the left; the player, the chosen take and its alternates on the right."""

from __future__ import annotations

from collections.abc import Sequence

from dropcut.api.pages.costs import costs
from dropcut.api.pages.lines import Lines
from dropcut.api.pages.sending import more_files
from dropcut.api.pages.sheet import Sheet
from dropcut.api.pages.standing import problems, standing
from dropcut.api.views import Delivered, JobView
from dropcut.domain.cut import Cut
from dropcut.domain.jobs import JobState
from dropcut.domain.quotes import Quote
from dropcut.domain.wording import size
from dropcut.editing.report.markup import Html, element, joined, named, theirs

_KEYS = (
    ("Space or K", "play or pause"),
    ("J", "a second back; again and again, further"),
    ("L", "play; pressed again, faster"),
    ("↑ ↓", "the line before, the next line"),
    ("N", "the next line to look at"),
    ("Enter", "play this line"),
    ("1 to 9", "use this take"),
    ("Shift + 1 to 9", "only listen to this take"),
    ("D", "drop the line, or bring it back"),
    ("Alt + ↑ ↓", "move the line"),
    ("C", "fix the caption; Escape leaves it"),
    ("T", "the edges of the take: arrows move them, Tab goes to the other"),
    ("Z", "undo"),
    ("S", "save: make the next cut"),
    ("A", "approve this revision"),
    ("?", "show these keys"),
)


def desk(  # noqa: PLR0913, PLR0917 - a page has so many parts
    view: JobView,
    sheet: Sheet,
    cut: Cut | None,
    lines: Lines | None,
    files: Sequence[Delivered],
    footage: str,
    quote: Quote | None = None,
) -> Html:
    """All of the page's content. `footage` is where what was seen of the clips is shown; empty while that is not known."""
    return joined(
        [
            _head(view, sheet, footage, quote),
            problems(view),
            _notes(cut),
            element("div", lines.script() if lines else _not_cut(view), _right(sheet, files), class_="desk"),
            element("div", _downloads(files, sheet), _more(view, sheet), class_="below"),
            _saving() if sheet.edits else None,
            _conflict() if sheet.edits else None,
            _help(),
            element("div", id="sheet", hidden=True, data_sheet=sheet.model_dump_json(by_alias=True)),
        ]
    )


def _head(view: JobView, sheet: Sheet, footage: str, quote: Quote | None) -> Html:
    return element(
        "div",
        element("p", element("a", "Jobs", href="/"), " / ", theirs(view.owner), class_="eyebrow"),
        element("h1", named(view.name)),
        standing(view),
        costs(view, quote),
        element("div", *_buttons(view, sheet), _footage(view, footage), class_="head-actions"),
        class_="job-title",
    )


def _footage(view: JobView, href: str) -> Html | None:
    held = view.state is JobState.HELD and not view.over_budget
    said = "Look at the marks" if held else "Footage"
    return element("a", said, href=href, class_="button", id="footage") if href else None


def _buttons(view: JobView, sheet: Sheet) -> list[Html]:
    buttons = []
    if sheet.edits and view.state in {JobState.DONE, JobState.HELD} and not view.over_budget:
        done = view.approved == view.revision
        said = f"Approved, revision {view.revision}" if done else f"Approve revision {view.revision}"
        buttons.append(
            element("button", said, type="button", id="approve", class_="main", disabled=True, aria_keyshortcuts="A")
        )
    if sheet.edits and view.state in {JobState.FAILED, JobState.CANCELLED}:
        buttons.append(element("button", "Try again", type="button", id="retry", class_="main"))
    if sheet.edits and view.state is JobState.WORKING:
        buttons.append(element("button", "Cancel", type="button", id="cancel"))
    buttons.append(element("button", "Keys", type="button", id="show-keys", class_="plain", aria_keyshortcuts="?"))
    return buttons


def _right(sheet: Sheet, files: Sequence[Delivered]) -> Html:
    return element("div", _stage(sheet, files), element("div", id="chosen", class_="chosen-take"), class_="right", id="right")


def _stage(sheet: Sheet, files: Sequence[Delivered]) -> Html:
    poster = next((file.href for file in files if file.name.endswith(".jpg")), None)
    captions = next((file.href for file in files if file.name.endswith(".vtt")), None)
    track = element("track", kind="captions", src=captions, srclang="und", label="Captions") if captions else None
    video = element(
        "video",
        track,
        id="player",
        src=sheet.master or None,
        poster=poster,
        controls=True,
        preload="metadata",
        playsinline=True,
        aria_label="The cut",
    )
    told = element("p", "There is nothing to play yet: the cut is still being made.", id="absent", hidden=bool(sheet.master))
    now = element("p", element("span", id="now-what", class_="quiet"), " ", element("bdi", id="now-line"), id="now")
    return element("section", video if sheet.master or sheet.clips else None, told, now, class_="stage", aria_label="Player")


def _not_cut(view: JobView) -> Html:
    said = {
        JobState.FAILED: "There is no cut to show: see above what went wrong.",
        JobState.CANCELLED: "It was cancelled before there was a cut.",
        JobState.DONE: "It was cut by another version of Dropcut. A new file or a changed script makes the cut anew.",
    }.get(view.state, "The script appears here as soon as takes are chosen.")
    return element("section", element("p", said, class_="sentence"), class_="script empty", id="script")


def _notes(cut: Cut | None) -> Html | None:
    told = (*cut.orphans, *cut.notes) if cut else ()
    if not told:
        return None
    notes = element("ul", *(element("li", theirs(each)) for each in told))
    return element("details", element("summary", "Good to know"), notes, class_="panel notes")


def _downloads(files: Sequence[Delivered], sheet: Sheet) -> Html | None:
    if not files:
        return None
    links = (
        element(
            "li",
            element("a", named(file.name), href=f"{file.href}?download=true", download=True),
            " ",
            element("span", size(file.size), class_="quiet"),
        )
        for file in files
    )
    title = element("h2", f"Download revision {sheet.made}")
    return element("section", title, element("ul", *links, class_="downloads"), class_="panel", id="downloads")


def _more(view: JobView, sheet: Sheet) -> Html | None:
    return more_files(view.owner, view.name) if sheet.edits else None


def _saving() -> Html:
    return element(
        "div",
        element("p", id="unsaved", role="status"),
        element("div", element("button", "Undo", type="button", id="undo", aria_keyshortcuts="Z"),
                element("button", "Save and make the cut", type="button", id="save", class_="main", aria_keyshortcuts="S")),
        class_="saving", id="saving", hidden=True, role="region", aria_label="Unsaved changes",
    )  # fmt: skip


def _conflict() -> Html:
    return element(
        "dialog",
        element("h2", "Somebody else changed this cut meanwhile", id="conflict-title"),
        element("p", "Nothing is lost: choose for each line which change shall hold. All else is kept.", class_="quiet"),
        element("form", element("div", id="conflict-lines"),
                element("div", element("button", "Not now", type="button", id="conflict-later"),
                        element("button", "Save these", type="submit", class_="main"), class_="dialog-actions"),
                id="conflict-form", method="dialog"),
        id="conflict", aria_labelledby="conflict-title",
    )  # fmt: skip


def _help() -> Html:
    pairs = (element("div", element("dt", element("kbd", key)), element("dd", said)) for key, said in _KEYS)
    off = element("label", element("input", type="checkbox", id="keys-off"), " Single keys do nothing", class_="keys-off")
    close = element("form", element("button", "Close", class_="main"), method="dialog", class_="dialog-actions")
    return element("dialog", element("h2", "Keys", id="keys-title"), element("dl", *pairs, class_="keys"), off, close,
                   id="keys", aria_labelledby="keys-title")  # fmt: skip
