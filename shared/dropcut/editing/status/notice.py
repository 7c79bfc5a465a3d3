"""What people are told when a job comes to a state, as a value: a subject, sentences, and a page to open."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from dropcut.domain.jobs import JobState
from dropcut.domain.values import Value
from dropcut.domain.wording import count_of, printable
from dropcut.editing.status.page import Item
from dropcut.editing.status.situation import Situation, Unusable
from dropcut.editing.status.words import STOPPED, headline, to_look_at, unusable

_MOST: Final = 8
_LONGEST: Final = 500
_LONGEST_TITLE: Final = 80


class Notice(Value):
    """One message, whatever it is carried by. All of it is plain text on one line each."""

    title: str
    """What the video is called."""
    headline: str
    sentences: tuple[str, ...]
    link: str = ""
    """The review page; empty where there is none."""
    opens: str = ""
    """What the link is called."""

    @property
    def subject(self) -> str:
        """In one line."""
        return f"{self.title}: {self.headline}"


def notice_of(now: Situation) -> Notice:
    """What is told of a job as it stands."""
    sentences = tuple(_short(text) for text in _sentences(now))
    opens = "Open the review page" if now.review else ""
    return Notice(title=_title(now.title), headline=_headline(now), sentences=sentences, link=now.review, opens=opens)


def ping_notice(title: str) -> Notice:
    """To see whether messages arrive."""
    sentences = ("This is how you will be told when a cut is ready, needs you, or could not be made.",)
    return Notice(title=_title(title), headline="messages arrive", sentences=sentences)


def _headline(now: Situation) -> str:
    if now.over_budget:
        return "Stopped: it would cost more than was allowed"
    if now.state is JobState.DONE:
        return f"The cut is ready: please look at {count_of(len(now.doubts), 'line')}" if now.doubts else "The cut is ready"
    if now.state is JobState.HELD:
        return "The cut waits for your review"
    if now.state is JobState.WORKING:
        return "Work has begun"
    return headline(now)


def _sentences(now: Situation) -> Iterator[str]:
    if now.over_budget:
        yield now.over_budget
    elif now.state is JobState.DONE:
        yield from _ready(now)
    elif now.state is JobState.HELD:
        yield "Nothing goes out until it is approved."
        yield from (now.waiting_for,) if now.waiting_for else ()
    elif now.state is JobState.FAILED:
        yield from _said(now.refusals)
        yield "Mend that in the folder, and it goes on by itself."
    elif now.state is JobState.CANCELLED:
        yield STOPPED
    yield from (item.text for item in _doubts(now))


def _ready(now: Situation) -> Iterator[str]:
    if now.result is not None:
        yield f"{now.result.place} {now.result.link}".strip()
    if now.refusals or now.unusable:
        yield "Not everything could be used:"
        yield from _said((*now.refusals, *now.unusable))


def _doubts(now: Situation) -> Iterator[Item]:
    return to_look_at(now, _MOST)


def _said(things: tuple[Unusable, ...]) -> Iterator[str]:
    yield from (unusable(each).text for each in things[:_MOST])
    if len(things) > _MOST:
        yield f"And {len(things) - _MOST} more."


def _title(title: str) -> str:
    said = printable(title)
    return said if len(said) <= _LONGEST_TITLE else f"{said[: _LONGEST_TITLE - 1]}…"


def _short(text: str) -> str:
    said = printable(text)
    return said if len(said) <= _LONGEST else f"{said[: _LONGEST - 1].rstrip()}…"
