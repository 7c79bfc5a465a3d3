"""The pictures over a line that can be chosen from, by letter, and what a person's letter settles."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from dropcut.domain.cut import Cut, CutLine
from dropcut.domain.decisions import PictureDecision, TakeRef
from dropcut.domain.overlays import Ask, Overlay, Picked, View
from dropcut.editing.references import normal_text
from dropcut.editing.review.takes import NONE

PICTURE: Final = "picture"
_ALPHABET: Final = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


@dataclass(frozen=True)
class Offered:
    """One picture of a table."""

    letter: str
    views: tuple[View, ...]
    reason: str
    ref: TakeRef | None
    """None for what cannot be pinned: a title, a still."""


def field_of(number: int) -> str:
    """What stands before the letter: `picture 1` for the first of a line."""
    return f"{PICTURE} {number}"


def offered(cut: Cut, overlay: Overlay) -> tuple[Offered, ...]:
    """What is shown first, then what else could be, the nearest first."""
    letters = iter(_ALPHABET)
    used = [Offered(next(letters), overlay.views, overlay.reason, _ref(cut, overlay.views))] if _is_used(overlay) else []
    others = (
        Offered(next(letters), each.views, each.reason, _ref(cut, each.views)) for each in overlay.alternates if each.views
    )
    return (*used, *others)


def picture_in_use(overlay: Overlay) -> str:
    """The letter that stands there: that of what is shown, or `none`."""
    return _ALPHABET[0] if _is_used(overlay) else NONE


def asked_as(overlay: Overlay) -> str:
    """How the script asks for it."""
    if overlay.ask is Ask.UNSEEN:
        return "nobody is seen"
    return f"{overlay.ask.value}: {overlay.words}" if overlay.words else overlay.ask.value


def settled_as(overlay: Overlay, *, pin: TakeRef | None = None, dropped: bool = False) -> PictureDecision:
    """What is settled about it, by what is asked for."""
    return PictureDecision(
        ask=overlay.ask, words=normal_text(overlay.words), occurrence=overlay.occurrence, pin=pin, dropped=dropped
    )


def without(decisions: Sequence[PictureDecision], overlay: Overlay) -> Iterator[PictureDecision]:
    """What is settled about the line's other pictures."""
    about = settled_as(overlay)
    for each in decisions:
        if (each.ask, each.words, each.occurrence) != (about.ask, about.words, about.occurrence):
            yield each


def pictures_over(cut: Cut, line: CutLine) -> tuple[tuple[int, Overlay], ...]:
    """Numbered from 1, as the page has them."""
    return tuple(enumerate(cut.overlays_of(line), 1))


def _is_used(overlay: Overlay) -> bool:
    return overlay.status in {Picked.CHOSEN, Picked.AMBIGUOUS}


def _ref(cut: Cut, views: Sequence[View]) -> TakeRef | None:
    clips = {view.clip for view in views}
    if len(clips) != 1 or None in clips:
        return None
    first, last = min(view.first for view in views), max(view.first + view.frames for view in views)
    clip = cut.clips[views[0].clip or 0]
    return TakeRef(asset=clip.asset.sha256, start=cut.format.starts(first), end=cut.format.starts(last))
