"""All shot changes of a clip, however its shots are joined."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

from dropcut.domain.scenes import Boundary
from dropcut.vision.cuts import cuts_in
from dropcut.vision.dissolves import dissolves_in
from dropcut.vision.fades import LONG_S, fades_in, is_plain
from dropcut.vision.found import Change, Evidence

_SHORTEST: Final = 3
"""In frames. What is shorter is no scene that anybody sees."""


def changes_in(seen: Evidence) -> tuple[Change, ...]:
    """In order, none over another."""
    cuts = cuts_in(seen)
    fades = fades_in(seen, cuts)
    kept = [cut for cut in cuts if not any(fade.first < cut < fade.whole for fade in fades)]
    known = [Change.cut(cut) for cut in kept] + list(fades)
    mixed = [change for change in dissolves_in(seen, kept) if not any(_over(change, other) for other in known)]
    return tuple(_apart(sorted((*known, *_through_walls(seen, mixed)), key=lambda change: change.middle), len(seen)))


def _through_walls(seen: Evidence, mixed: Sequence[Change]) -> Sequence[Change]:
    """Two dissolves with nothing but a plain picture between them are a fade, however little the next shot shows."""
    joined: list[Change] = []
    for change in mixed:
        before = joined[-1] if joined else None
        if before and change.first - before.whole <= LONG_S * seen.rate and is_plain(seen, before.whole - 1, change.first + 1):
            joined[-1] = Change(Boundary.FADE, before.first, (before.whole + change.first) // 2, change.whole)
        else:
            joined.append(change)
    return joined


def _over(one: Change, other: Change) -> bool:
    return one.first < other.whole and other.first < one.whole


def _apart(changes: Sequence[Change], frames: int) -> Iterator[Change]:
    last = 0
    for change in changes:
        if last + _SHORTEST <= change.middle <= frames - _SHORTEST:
            last = change.middle
            yield change


def shots(changes: Sequence[Change], frames: int) -> Iterator[tuple[Change, Change]]:
    """The change that each scene begins with, and the one that ends it."""
    begin = Change(Boundary.START, 0, 0, 0)
    end = Change(Boundary.START, frames, frames, frames)
    yield from pairwise((begin, *changes, end))
