"""Cuts: from one frame to the next, everything is another. A flash, a shake and a fast pan are none."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

import numpy as np

from dropcut.vision.found import FLASH_FRAMES, FLASH_S, Evidence

_LEAST: Final = 4.0
"""What differs less from the frame before is no cut, however still it was before."""
_AROUND: Final = 3
_STANDS_OUT: Final = ((3.0, 0.6), (1.6, 0.5), (1.2, 0.35))
"""So many times as much as around it, and how alike the two frames may be then."""
_OTHERWISE: Final = 6
_DETAIL: Final = 3.0
"""In levels: what noise does not make."""
_MUCH: Final = 0.25
_NEARLY_ALL: Final = 0.75
_SAME_STEP: Final = 0.6
_SAME_AGAIN: Final = 0.6
_SAME_SHOT: Final = 0.45


def cuts_in(seen: Evidence) -> tuple[int, ...]:
    """The first frame of every shot that begins with a cut."""
    return tuple(_one_of_each_pair(seen, list(_without_flashes(seen))))


def _one_of_each_pair(seen: Evidence, cuts: Sequence[int]) -> Iterator[int]:
    """Two cuts as close as a flash lasts are its ends: none where it is the same shot again, else the one that changes more."""
    closest, at = seen.frames(FLASH_S, FLASH_FRAMES), 0
    while at < len(cuts):
        first, last = cuts[at], cuts[min(at + 1, len(cuts) - 1)]
        if not 0 < last - first <= closest:
            at += 1
            yield first
            continue
        at += 2
        if seen.another(first - 1, last, _SAME_SHOT):
            yield min((first, last), key=lambda cut: seen.alike(cut - 1, cut))


def _without_flashes(seen: Evidence) -> Iterator[int]:
    over = 0
    for frame, alike in _candidates(seen):
        if frame < over or not _is_cut(seen, frame, alike):
            continue
        again = 0 if _lit(seen, frame) else _same_again(seen, frame)
        if again:
            over = again + 1
        else:
            yield frame


def _is_cut(seen: Evidence, frame: int, alike: float) -> bool:
    if _lit(seen, frame):
        return _under_flash(seen, frame)
    if _most_stays(seen, frame):
        return False
    if seen.alike(frame - 1, frame) < alike:
        return True
    return seen.another(frame - 1, frame, alike) and not _one_of_many(seen, frame)


def _most_stays(seen: Evidence, frame: int) -> bool:
    """Whether most points, and enough of those with details, are as they were: something came or went, as a title does."""
    before, after = (seen.sketches.luma[at].astype(np.int16) for at in (frame - 1, frame))
    if np.mean(np.abs(after - before) > _OTHERWISE) > _MUCH:
        return False
    one, other = seen.details(frame - 1), seen.details(frame)
    detailed = (np.abs(one) > _DETAIL) | (np.abs(other) > _DETAIL)
    return bool(detailed.any() and np.mean(np.abs(one - other)[detailed] > _DETAIL) < _NEARLY_ALL)


def _lit(seen: Evidence, frame: int) -> bool:
    """Whether a flash lights it, or the frame before."""
    return bool(seen.flashes[frame - 1 : frame + 1].any())


def _under_flash(seen: Evidence, frame: int) -> bool:
    """Whether it is another shot after a flash, and this the frame at which it becomes that."""
    first = last = frame if seen.flashes[frame] else frame - 1
    while first > 0 and seen.flashes[first - 1]:
        first -= 1
    while last + 1 < len(seen) and seen.flashes[last + 1]:
        last += 1
    if first == 0 or last + 1 == len(seen) or not seen.another(first - 1, last + 1, _SAME_AGAIN):
        return False
    return frame == min(range(first, last + 2), key=lambda at: seen.alike(at - 1, at))


def _candidates(seen: Evidence) -> Iterator[tuple[int, float]]:
    """Frames that differ more from the one before than those around them do, and how alike they may be for all that."""
    differences = seen.differences
    for frame in np.flatnonzero(differences >= _LEAST):
        before = differences[max(1, frame - _AROUND) : frame]
        after = differences[frame + 1 : frame + 1 + _AROUND]
        usual = float(np.median(np.concatenate((before, after)))) if len(before) + len(after) else 0.0
        alike = next((alike for times, alike in _STANDS_OUT if differences[frame] >= times * (usual + 1)), None)
        if frame and alike is not None:
            yield int(frame), alike


def _one_of_many(seen: Evidence, frame: int) -> bool:
    """Whether what changes here changes as much before or after, as in a fade."""
    steps = [seen.apart(at - 1, at) for at in range(max(1, frame - 1), min(len(seen), frame + 2))]
    here = seen.apart(frame - 1, frame)
    others = [step for at, step in enumerate(steps, max(1, frame - 1)) if at != frame and not seen.flashes[at]]
    return bool(others) and max(others) > _SAME_STEP * here


def _same_again(seen: Evidence, frame: int) -> int:
    """The frame from which on it is as it was before a flash began; 0 where it is another shot."""
    for later in range(frame + 1, min(len(seen), frame + 1 + seen.frames(FLASH_S, FLASH_FRAMES))):
        if not seen.another(frame - 1, later, _SAME_AGAIN):
            return later
    return 0
