"""Lines that say the same share their takes out: each take goes to the place in the script where it was performed."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from dropcut.editing.choosing.takes import Take

_Around = tuple[int | None, int | None]


def shared_out(lines: Sequence[str], takes: Sequence[Take]) -> Mapping[int, tuple[Take, ...]]:
    """The takes of each line, by its place in the script from 0; `lines` are normal texts, `takes` are in their order."""
    places: dict[str, list[int]] = defaultdict(list)
    for number, line in enumerate(lines):
        places[line].append(number)
    by_line: dict[str, list[Take]] = defaultdict(list)
    for take in takes:
        by_line[take.line].append(take)
    landmarks = _Landmarks.of(takes, {line: found[0] for line, found in places.items() if len(found) == 1})
    shared: dict[int, tuple[Take, ...]] = {}
    for line, some in by_line.items():
        shared.update(_shared(places[line], some, landmarks) if len(places[line]) > 1 else {places[line][0]: tuple(some)})
    return shared


@dataclass(frozen=True)
class _Landmarks:
    """Takes of lines that stand once in the script: they tell where in it the speaker was."""

    times: Mapping[int, Sequence[tuple[Fraction, int]]]

    @classmethod
    def of(cls, takes: Sequence[Take], once: Mapping[str, int]) -> _Landmarks:
        times: dict[int, list[tuple[Fraction, int]]] = defaultdict(list)
        for take in takes:
            if take.line in once:
                times[take.reel].append((take.start, once[take.line]))
        return cls(times)

    def around(self, take: Take) -> _Around:
        """The lines said before and after it."""
        here = self.times.get(take.reel, ())
        at = bisect_left(here, take.start, key=lambda one: one[0])
        return (here[at - 1][1] if at else None), (here[at][1] if at < len(here) else None)


def _shared(places: Sequence[int], takes: Sequence[Take], landmarks: _Landmarks) -> Mapping[int, tuple[Take, ...]]:
    """Where several places fit as well, their takes are dealt out in order."""
    alike: dict[_Around, list[Take]] = defaultdict(list)
    for take in takes:
        alike[landmarks.around(take)].append(take)
    shared: dict[int, list[Take]] = defaultdict(list)
    for around, some in alike.items():
        fitting = _fitting(places, around)
        for rank, take in enumerate(some):
            shared[fitting[min(rank * len(fitting) // max(len(some), len(fitting)), len(fitting) - 1)]].append(take)
    return {place: tuple(sorted(some, key=lambda take: take.place)) for place, some in shared.items()}


def _fitting(places: Sequence[int], around: _Around) -> Sequence[int]:
    distances = [_distance(place, around) for place in places]
    least = min(distances)
    return [place for place, distance in zip(places, distances, strict=True) if distance == least]


def _distance(place: int, around: _Around) -> int:
    before, after = around
    return (abs(place - 1 - before) if before is not None else 0) + (abs(after - 1 - place) if after is not None else 0)
