"""How each sound of English sounds, from the model that the recogniser carries: only the part that knows no neighbours.

The recogniser itself scores thousands of sounds-among-sounds, and does so anew for every search. Forty lone sounds can be
scored once, four hundred times faster than the clip plays, and tell well enough where a line may have been said.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from functools import cache
from math import log, pi
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]

_STREAMS: Final = 3
"""The sound itself, how it changes, and how that changes: each is judged by itself."""
_STATES: Final = 3
_END_OF_HEAD: Final = b"endhdr\n"
_WEIGHT_STEP: Final = 1024 * log(1.0001)
_LEAST_SPREAD: Final = 1e-4
NO_SOUNDS: Final = ("SIL", "+NSN+", "+SPN+")
"""Silence, noise, and a voice that says nothing."""


@dataclass(frozen=True)
class Acoustics:
    """Mixtures of bells: for each stream and sound, how the bells lie and how much of each state they make up."""

    sounds: tuple[str, ...]
    bells: Floats
    """Stream, sound, (square and value of each dimension), bell."""
    heights: Floats
    """Stream, sound, bell."""
    weights: Floats
    """Stream, sound, bell, state."""


@cache
def carried_acoustics(folder: Path) -> Acoustics:
    """Read the model in `folder`."""
    sounds = _sounds((folder / "mdef").read_bytes())
    middles, spreads = _parameters(folder / "means"), np.maximum(_parameters(folder / "variances"), _LEAST_SPREAD)
    bells = np.concatenate([-0.5 / spreads, middles / spreads], axis=3).transpose(1, 0, 3, 2)
    heights = -0.5 * (np.square(middles) / spreads + np.log(2 * pi * spreads)).sum(axis=3).transpose(1, 0, 2)
    weights = _weights((folder / "sendump").read_bytes(), len(sounds), middles.shape[2])
    return Acoustics(sounds, np.ascontiguousarray(bells, np.float32), heights.astype(np.float32), weights)


def _sounds(table: bytes) -> tuple[str, ...]:
    """The names, in the order in which everything else stands."""
    (described,) = struct.unpack_from("<i", table, 8)
    (count,) = struct.unpack_from("<i", table, 12 + described)
    names = table[12 + described + 40 :].split(b"\0", count)[:count]
    return tuple(name.decode("ascii") for name in names)


def _parameters(file: Path) -> NDArray[np.float64]:
    """Sound, stream, bell, dimension."""
    whole = file.read_bytes()
    at = whole.index(_END_OF_HEAD) + len(_END_OF_HEAD) + 4
    sounds, streams, bells = struct.unpack_from("<3i", whole, at)
    dimensions = struct.unpack_from(f"<{streams}i", whole, at + 12)
    at += 12 + 4 * streams + 4
    count = sounds * bells * sum(dimensions)
    values = np.frombuffer(whole, "<f4", count, at).astype(np.float64)
    return values.reshape(sounds, streams, bells, dimensions[0])


def _weights(table: bytes, sounds: int, bells: int) -> Floats:
    at = 0
    while length := struct.unpack_from("<i", table, at)[0]:
        at += 4 + length
    rows, states = struct.unpack_from("<2i", table, at + 4)
    steps = np.frombuffer(table, np.uint8, _STREAMS * rows * states, at + 12).reshape(_STREAMS, rows, states)
    lone = np.exp(-_WEIGHT_STEP * steps[:, :bells, : sounds * _STATES].astype(np.float64))
    shaped = lone.reshape(_STREAMS, bells, sounds, _STATES).transpose(0, 2, 1, 3)
    return np.ascontiguousarray(shaped, np.float32)
