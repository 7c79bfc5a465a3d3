"""How much footage or programme a task goes through, as long as it plays: by what it works, and what it gives."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from fractions import Fraction
from typing import Any, Final

from dropcut.domain.assets import Asset
from dropcut.domain.marks import Suspicion
from dropcut.domain.material import Listen, Search, Transcript
from dropcut.domain.pieces import Piece
from dropcut.domain.programme import SOUND_RATE
from dropcut.domain.rendering import Assembly, Mixing, Segment
from dropcut.domain.scenes import Seeing
from dropcut.domain.time import Seconds
from dropcut.domain.upscaling import Chunk, Conforming, Conformity, Finishing, Stretch
from dropcut.domain.values import Millis

_HEARD_A_SECOND: Final = 32_000
"""Bytes of sound as listeners take it."""
_NONE: Final = Fraction(0)


def footage_of(values: Iterable[object]) -> Millis:
    """Of the inputs of a task, or else of what it gave: the first that says it. Nothing where none does."""
    told = (length for length in map(_length, values) if length is not None)
    return Millis(round(1000 * next(told, _NONE)))


def _length(value: object) -> Seconds | None:
    measure = _MEASURES.get(type(value))
    return None if measure is None else measure(value)


def _of_sound(value: Piece | Transcript) -> Seconds:
    return Fraction(value.sound.size, _HEARD_A_SECOND)


_MEASURES: Final[Mapping[type, Callable[[Any], Seconds | None]]] = {
    Asset: lambda asset: asset.footage.duration if asset.footage else None,
    Listen: lambda listen: _length(listen.asset),
    Seeing: lambda seeing: _length(seeing.asset),
    Suspicion: lambda suspicion: _length(suspicion.scenes.asset),
    Piece: _of_sound,
    Transcript: _of_sound,
    Search: lambda search: _length(search.transcript),
    Segment: lambda segment: segment.frames / segment.look.format.rate,
    Finishing: lambda finishing: _length(finishing.segment),
    Conforming: lambda conforming: _length(conforming.stretch),
    Stretch: lambda stretch: stretch.frames / stretch.rate,
    Conformity: lambda conformity: conformity.frames / conformity.conformed.rate,
    Chunk: lambda chunk: _length(chunk.source),
    Mixing: lambda mixing: sum(piece.frames for piece in mixing.pieces) / mixing.format.rate,
    Assembly: lambda assembly: Fraction(assembly.sound.samples, SOUND_RATE),
}
