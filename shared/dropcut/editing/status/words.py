"""The words of the status document. It says the same while nothing changes: whoever keeps it writes only what is new."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

from dropcut.domain.jobs import JobState
from dropcut.domain.wording import count_of, printable, spoken
from dropcut.editing.status.page import Item, Page, Part
from dropcut.editing.status.situation import Doubt, Situation, Unusable

NAME: Final = "README - status"
STOPPED: Final = (
    "Somebody stopped it. What was made so far is kept, and whoever runs Dropcut for you can have it go on from there."
)
_DONE: Final = "Everything is done. Add, replace or remove a file, or change the script, and only what changed is made again."
_BUT: Final = "All that could be done is done. Mend what is told of your files below, and only what changed is made again."
_APPROVE: Final = "The cut is made, and is not delivered before {who}."
_WHOEVER: Final = "somebody approves it, as whoever runs Dropcut for you can"
_MOST = 20
_MORE: Final = re.compile(r"[,:] ")
_LONGEST_LINE = 80
ENDING: Final = (
    "Dropcut keeps this page and rewrites it whenever something changes: do not write here. Your own files are never touched."
)
"""A page of ours is known by this: in other words it would be taken for a user's own, and stay as it is."""
_NO_SCRIPT: Final = (
    "No script yet. Put the words to be said beside the clips: {form} that ends in .md, .txt, .docx or .fountain. Without a "
    "script, silences, filler words and repeated takes are cut out."
)
_THERE_WAS_NO_SCRIPT: Final = (
    "There was no script: silences, filler words and repeated takes were cut out. Put {form} that ends in .md, .txt, .docx or "
    ".fountain beside the clips, and the lines in it are cut instead."
)
_NO_CLIPS: Final = "No clip yet. Put your footage into {folder}: one take or many, from any number of cameras."
_ENDED: Final[dict[JobState | None, str]] = {
    JobState.FAILED: "It could not be made: something needs you",
    JobState.HELD: "Waiting for your review",
    JobState.CANCELLED: "Stopped: somebody asked for that",
}
_DOING: Final = {
    "ingest": "looking at the clips",
    "read_settings": "reading the settings",
    "read_script": "reading the script",
    "choose_hearing": "getting ready to listen",
    "transcribe": "listening to the clips",
    "divide": "listening to the clips",
    "hear": "listening to the clips",
    "gather": "listening to the clips",
    "overhear": "listening to the clips",
    "find": "finding the lines of the script",
    "synchronise": "lining up the cameras",
    "choose_meaning": "comparing meanings",
    "understand": "comparing meanings",
    "align": "choosing the takes",
    "choose_encoder": "getting ready to render",
    "render": "rendering the cut",
    "conform": "rendering the cut",
    "upscale": "enlarging the pictures",
    "finish": "rendering the cut",
    "mix": "mixing the sound",
    "assemble": "putting the cut together",
    "deliver": "delivering",
}


def page_of(now: Situation) -> Page:
    """What the document says."""
    parts = (
        Part(heading="What is happening", items=tuple(_happening(now))),
        Part(heading="What to look at", items=tuple(to_look_at(now))),
        Part(heading="What is missing", items=tuple(_missing(now))),
        Part(heading="Where the result is", items=tuple(_result(now))),
        Part(heading="What to know about your files", items=tuple(_left_out(now))),
    )
    return Page(title=now.title, headline=headline(now), parts=tuple(part for part in parts if part.items), ending=ENDING)


def headline(now: Situation) -> str:
    """All of it in a few words."""
    if now.coming_count:
        return f"{count_of(now.coming_count, 'file')} still on the way"
    if now.over_budget:
        return "Stopped: it would cost more than was allowed"
    if now.state is JobState.DONE:
        return _done(now)
    if now.state in _ENDED:
        return _ENDED[now.state]
    if not now.clips:
        return "Waiting for your footage"
    return _waiting(now.waiting_for) if now.waiting_for and not now.doing else "Working on it"


def _done(now: Situation) -> str:
    if now.delivering:
        return "The cut is made, and cannot be put here"
    if not _is_delivered(now):
        return "The cut is made, and on its way here"
    return "The cut is ready, without some of what is here" if now.refusals or now.unusable else "The cut is ready"


def _waiting(what: str) -> str:
    """What it is called, where more is said of it."""
    called, *more = _MORE.split(printable(what), maxsplit=1)
    return f"Waiting for {called}" if more else "Waiting for your files"


def _happening(now: Situation) -> Iterator[Item]:
    if now.coming_count:
        yield Item(
            text="Your files are being copied. Looking at each begins as soon as it is whole; cutting begins when all are here."
        )
    elif now.over_budget:
        yield from (Item(text=now.over_budget), Item(text="Whoever runs Dropcut for you can raise it."))
    elif now.state is JobState.DONE:
        yield Item(text=_BUT if now.refusals or now.unusable else _DONE)
    elif now.state is JobState.FAILED:
        yield Item(text="Nothing goes on by itself until this is mended:")
        yield from map(unusable, now.refusals)
    elif now.state is JobState.HELD:
        yield Item(text=_APPROVE.format(who="you approve it" if now.review else _WHOEVER), link=now.review)
        yield from (Item(text=text) for text in (now.waiting_for,) if text)
    elif now.state is JobState.CANCELLED:
        yield Item(text=STOPPED)
    elif now.state is None or not now.clips:
        yield Item(text="Nothing yet: there is no footage to work on.")
    else:
        yield Item(text=_working(now))


def _working(now: Situation) -> str:
    if now.doing:
        return f"Now {_DOING.get(now.doing, 'working on it')}, with {count_of(now.clips, 'clip')}."
    if now.waiting_for:
        return f"Waiting for {now.waiting_for}."
    return f"About to begin, with {count_of(now.clips, 'clip')}."


def to_look_at(now: Situation, most: int = _MOST) -> Iterator[Item]:
    """The lines that Dropcut is not sure of; nothing while another cut is being made."""
    if now.state not in {JobState.DONE, JobState.HELD} or not now.doubts:
        return
    if now.review:
        yield Item(text="Look at these lines on the review page, where another take is a click away.", link=now.review)
    else:
        yield Item(text="Look at these lines. Another take can be chosen in review.md.")
    yield from (Item(text=_doubt(each)) for each in now.doubts[:most])
    if len(now.doubts) > most:
        yield Item(text=f"And {count_of(len(now.doubts) - most, 'more line')}.")


def _doubt(line: Doubt) -> str:
    said = printable(line.text)
    short = said if len(said) <= _LONGEST_LINE else f"{said[: _LONGEST_LINE - 1].rstrip()}…"
    return f"Line {line.number}, “{short}”: {printable(line.why)}"


def _missing(now: Situation) -> Iterator[Item]:
    for name in now.coming[:_MOST]:
        yield Item(text=f"{spoken(name)} is still uploading.")
    if now.coming_count > len(now.coming[:_MOST]):
        yield Item(text=f"And {count_of(now.coming_count - len(now.coming[:_MOST]), 'more file')} still on the way.")
    is_done = now.state is JobState.DONE
    if not now.clips and not now.coming_count and not is_done:
        yield Item(text=_NO_CLIPS.format(folder=now.folder or "this folder"))
    if not now.script and not now.coming_count and (now.clips or not is_done):
        said = _THERE_WAS_NO_SCRIPT if is_done else _NO_SCRIPT
        yield Item(text=said.format(form="a file" if now.folder else "a Google Doc, or a file"))


def _result(now: Situation) -> Iterator[Item]:
    if now.delivering:
        yield Item(text=f"It cannot be put here: {now.delivering}")
    if now.result is None:
        return
    yield Item(text=now.result.place, link=now.result.link)
    yield from (Item(text=spoken(name), link=link) for name, link in now.result.files[:_MOST])
    if not _is_delivered(now):
        yield Item(text="This is the cut of an earlier state of the folder; the new one takes its place, under the same links.")


def _left_out(now: Situation) -> Iterator[Item]:
    if now.state is not JobState.FAILED:
        yield from _some(map(unusable, now.refusals), len(now.refusals))
    yield from _some(map(unusable, now.unusable), len(now.unusable))
    yield from _some((Item(text=note) for note in now.notes), len(now.notes))


def _some(items: Iterable[Item], count: int) -> Iterator[Item]:
    yield from (item for item, _ in zip(items, range(_MOST), strict=False))
    if count > _MOST:
        yield Item(text=f"And {count - _MOST} more.")


def unusable(file: Unusable) -> Item:
    """What cannot be used, why, and what to do."""
    said = spoken(file.name)
    about = "" if not file.name or file.why.startswith(said) else f"{said}: "
    return Item(text=f"{about}{file.why} {file.hint}".strip())


def _is_delivered(now: Situation) -> bool:
    return now.result is not None and now.result.revision >= now.revision and now.state is JobState.DONE
