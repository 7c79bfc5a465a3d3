"""The script's spelling with the heard times, as captions need it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from dropcut.domain.cut import Spoken


@dataclass(frozen=True)
class Heard:
    """A word that belongs to a written word of the line, in a piece."""

    place: int
    piece: int
    start: Fraction
    """From the piece's beginning."""
    end: Fraction


def spelled(text: str, heard: Sequence[Heard], lengths: Sequence[Fraction]) -> tuple[Spoken, ...]:
    """Every written word with its time; one that was not heard gets its share of the time between its neighbours."""
    if not lengths:
        return ()
    written = _written(text)
    known = {at: word for at, (places, _) in enumerate(written) if (word := _one(heard, places))}
    order = sorted(known)
    gaps = _Gaps(known, order, len(written), lengths)
    return tuple(_spoken(at, word, known, gaps.at(at)) for at, (_, word) in enumerate(written))


@dataclass(frozen=True)
class _Gap:
    """Neighbouring words that were not heard share a time."""

    first: int
    count: int
    piece: int
    start: Fraction
    end: Fraction


@dataclass(frozen=True)
class _Gaps:
    known: Mapping[int, Heard]
    order: Sequence[int]
    total: int
    lengths: Sequence[Fraction]

    def at(self, at: int) -> _Gap:
        rank = bisect_left(self.order, at)
        before = self.known[self.order[rank - 1]] if rank else None
        after = self.known[self.order[rank]] if rank < len(self.order) else None
        first = self.order[rank - 1] + 1 if rank else 0
        until = self.order[rank] if rank < len(self.order) else self.total
        piece = before.piece if before else after.piece if after else 0
        end = after.start if after and after.piece == piece else self.lengths[piece]
        return _Gap(first, max(1, until - first), piece, before.end if before else Fraction(0), end)


def _written(text: str) -> Sequence[tuple[range, str]]:
    """The words, each with the marks that stand alone after it (or before it at the beginning)."""
    words: list[tuple[range, str]] = []
    for place, word in enumerate(text.split()):
        bare = not any(character.isalnum() for character in word)
        if words and (bare or not any(character.isalnum() for character in words[-1][1])):
            before, said = words[-1]
            words[-1] = (range(before.start, place + 1), f"{said} {word}")
        else:
            words.append((range(place, place + 1), word))
    return words


def _one(heard: Sequence[Heard], places: range) -> Heard | None:
    """All that was heard of a written word; of one in two pieces, the part in the first."""
    mine = [word for word in heard if word.place in places]
    mine = [word for word in mine if word.piece == mine[0].piece]
    if not mine:
        return None
    return Heard(places.start, mine[0].piece, min(word.start for word in mine), max(word.end for word in mine))


def _spoken(at: int, word: str, known: Mapping[int, Heard], gap: _Gap) -> Spoken:
    if at in known:
        found = known[at]
        return Spoken(text=word, piece=found.piece, start=found.start, end=max(found.start, found.end))
    each = max(Fraction(0), gap.end - gap.start) / gap.count
    start = gap.start + (at - gap.first) * each
    return Spoken(text=word, piece=gap.piece, start=start, end=start + each)
