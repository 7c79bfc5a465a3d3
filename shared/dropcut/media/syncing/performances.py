"""From pairs that are one performance to performances."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import combinations
from typing import NamedTuple

from dropcut.media.syncing.features import Samples, onsets
from dropcut.media.syncing.listening import agreement
from dropcut.media.syncing.screening import candidates, spectra


class Pair(NamedTuple):
    """Two recordings of one performance: what is at `t` in the one is at `t + shift` in the other, in samples."""

    one: int
    other: int
    shift: int
    share: float


class Member(NamedTuple):
    """One recording of a performance, and how much later everything is in it than in the first, in samples."""

    sound: int
    shift: int


def performances(sounds: Sequence[Samples], pulse: Callable[[], None]) -> list[tuple[Member, ...]]:
    """Those of at least two recordings, each by its sounds' order; the first has shift 0.

    `pulse` is called between units of work of a few seconds.
    """
    pairs = sorted(_pairs(sounds, pulse), key=lambda pair: (-pair.share, pair.one, pair.other))
    return _joined(pairs, len(sounds))


def _pairs(sounds: Sequence[Samples], pulse: Callable[[], None]) -> Iterator[Pair]:
    heard = []
    for sound in sounds:
        heard.append(onsets(sound))
        pulse()
    for (one, mine), (other, theirs) in combinations(enumerate(spectra(heard)), 2):
        pulse()
        tried = (agreement(sounds[one], sounds[other], frames) for frames in candidates(mine, theirs))
        agreed = next((each for each in tried if each), None)
        if agreed:
            yield Pair(one, other, agreed.shift, agreed.share)


def _joined(pairs: list[Pair], count: int) -> list[tuple[Member, ...]]:
    """The surest pairs join first; a pair within what is joined already says nothing new."""
    groups = [{sound: 0} for sound in range(count)]
    for pair in pairs:
        mine, theirs = groups[pair.one], groups[pair.other]
        if mine is theirs:
            continue
        moved = mine[pair.one] + pair.shift - theirs[pair.other]
        mine |= {sound: shift + moved for sound, shift in theirs.items()}
        for sound in theirs:
            groups[sound] = mine
    whole = [group for number, group in enumerate(groups) if min(group) == number and len(group) > 1]
    return [_by_order(group) for group in whole]


def _by_order(group: dict[int, int]) -> tuple[Member, ...]:
    first = group[min(group)]
    return tuple(Member(sound, group[sound] - first) for sound in sorted(group))
