"""The programme's sound in one piece, to the sample: what comes from where, and how it is joined."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Final

import numpy as np

from dropcut.domain.assets import Asset
from dropcut.domain.errors import Permanent
from dropcut.domain.footage import Sound
from dropcut.domain.programme import SOUND_RATE
from dropcut.domain.rendering import HeardPiece, Mixing
from dropcut.domain.values import Sha256
from dropcut.media.bench import Bench
from dropcut.media.joints import HALF, crossfaded, faded_in, half_of
from dropcut.media.room_tone import quietest, stretched
from dropcut.media.strips import CHANNELS, Samples, Span, Strip, strip_of

_CHUNK: Final = 10 * SOUND_RATE
_EDGE: Final = SOUND_RATE // 200

Source = tuple[Sha256, int]
"""An asset's bytes and the number of its sound stream."""


@dataclass(frozen=True)
class Part:
    """A stretch of the programme that comes from one place without a break."""

    source: Source | None
    first: int
    """In the source."""
    at: int
    """In the programme."""
    amount: int

    @property
    def end(self) -> int:
        """In the programme."""
        return self.at + self.amount


def parts_of(mixing: Mixing) -> tuple[Part, ...]:
    """The pieces as samples; one that goes on where the one before ended is one with it."""
    parts: list[Part] = []
    frame = 0
    for piece in mixing.pieces:
        at, end = mixing.format.sample(frame), mixing.format.sample(frame + piece.frames)
        frame += piece.frames
        part = Part(_source(piece), round(piece.start * SOUND_RATE), at, end - at)
        if parts and _goes_on(parts[-1], part):
            parts[-1] = replace(parts[-1], amount=part.end - parts[-1].at)
        else:
            parts.append(part)
    return tuple(parts)


def strips_of(mixing: Mixing, parts: Sequence[Part], path_of: Callable[[Asset], Path], bench: Bench) -> dict[Source, Strip]:
    """Read all that the parts need, and what their joints borrow."""
    spans: dict[Source, list[Span]] = defaultdict(list)
    for part in parts:
        if part.source:
            spans[part.source].append(Span(part.first - HALF, part.first + part.amount + HALF))
    sources = {source: piece for piece in mixing.pieces if (source := _source(piece))}
    return {
        source: strip_of(asset, _sound(sources[source], asset), path_of(asset), wanted, bench)
        for source, wanted in spans.items()
        if (asset := sources[source].asset)
    }


def programme(parts: Sequence[Part], strips: dict[Source, Strip]) -> Iterator[Samples]:
    """The whole sound, some seconds at a time. A joint borrows from what lies beyond the cut, so that nothing moves."""
    halves = [0, *(half_of(one.amount, other.amount) for one, other in pairwise(parts)), 0]
    rooms = _rooms(parts, strips)
    for number, part in enumerate(parts):
        start, end = halves[number], part.amount - halves[number + 1]
        for first in range(start, end, _CHUNK):
            yield _taken(part, first, min(_CHUNK, end - first), strips, rooms[number])
        if halves[number + 1]:
            half, after = halves[number + 1], parts[number + 1]
            out = _taken(part, part.amount - half, 2 * half, strips, rooms[number])
            yield crossfaded(out, _taken(after, -half, 2 * half, strips, rooms[number + 1]))


def written(blocks: Iterator[Samples], target: Path, pulse: Callable[[], object]) -> int:
    """Write a sound, its very ends faded; gives the count of samples."""
    amount, held = 0, np.zeros((0, CHANNELS), np.float32)
    with target.open("wb") as file:
        for block in blocks:
            pulse()
            fresh = np.concatenate([held, block])
            if amount == 0 and len(held) == 0:
                fresh[:_EDGE] = faded_in(fresh[:_EDGE])
            file.write(fresh[:-_EDGE].astype("<f4").tobytes())
            amount, held = amount + len(block), fresh[-_EDGE:]
        file.write(faded_in(held[::-1])[::-1].astype("<f4").tobytes())
    return amount


def _source(piece: HeardPiece) -> Source | None:
    if piece.asset is None or piece.asset.footage is None or not piece.asset.footage.sounds:
        return None
    return piece.asset.sha256, _sound(piece, piece.asset).stream


def _sound(piece: HeardPiece, asset: Asset) -> Sound:
    sounds = asset.footage.sounds if asset.footage else ()
    for sound in sounds:
        if piece.stream is None or sound.stream == piece.stream:
            return sound
    raise Permanent(f"{asset.spoken()} has no sound stream {piece.stream}.", "Choose one that it has.")


def _goes_on(before: Part, after: Part) -> bool:
    """But for the rounding of frames to samples."""
    return before.source == after.source and (before.source is None or abs(before.first + before.amount - after.first) <= 1)


def _taken(part: Part, first: int, amount: int, strips: dict[Source, Strip], room: Samples | None) -> Samples:
    if part.source:
        return strips[part.source].samples(part.first + first, amount)
    if room is None:
        return np.zeros((amount, CHANNELS), np.float32)
    return stretched(room, HALF + first + amount)[HALF + first :]


def _rooms(parts: Sequence[Part], strips: dict[Source, Strip]) -> list[Samples | None]:
    """For each part without a source, the room of the nearest part before it that has one, else after it."""
    room_of = cache(lambda source: quietest(kept for _, kept in strips[source].read))
    near = (None if part.source else _source_near(number, parts) for number, part in enumerate(parts))
    return [room_of(source) if source else None for source in near]


def _source_near(number: int, parts: Sequence[Part]) -> Source | None:
    return next((part.source for part in (*reversed(parts[:number]), *parts[number + 1 :]) if part.source), None)
