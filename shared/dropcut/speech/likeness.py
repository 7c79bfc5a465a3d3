"""How much every moment of a clip's speech is like each sound of the language: heard once, searched often."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from dropcut.domain.speech import SpeechStretch
from dropcut.speech.acoustics import Acoustics, Floats
from dropcut.speech.cepstra import FRAME, cepstra, streams
from dropcut.speech.samples import Samples

EVERY: Final = 2
"""Every second frame is looked at: sounds last longer."""
MOMENTS_A_SECOND: Final = 100 // EVERY
BEST: Final = 2.0
WORST: Final = -4.0
_SHARPNESS: Final = 0.3
"""The models are surer than they should be: neighbouring moments tell nearly the same."""
_STEPS: Final = 255
_MOMENTS_AT_ONCE: Final = 4_000
_LEAST: Final = 1e-30

Span = tuple[int, int]


@dataclass(frozen=True)
class Likeness:
    """The stretches of a clip in moments of its own clock, and what each moment is like."""

    spans: tuple[Span, ...]
    steps: NDArray[np.uint8]
    """All moments of all stretches one after the other, by sound."""

    def moments(self) -> Iterator[tuple[Span, Floats]]:
        """Each stretch with what its moments are like, from `WORST` to `BEST`."""
        at = 0
        for start, end in self.spans:
            part = self.steps[at : at + end - start]
            at += end - start
            yield (start, end), part.astype(np.float32) * np.float32((BEST - WORST) / _STEPS) + np.float32(WORST)


def spans_of(stretches: Sequence[SpeechStretch]) -> tuple[Span, ...]:
    """Where the stretches lie, in moments."""
    return tuple((int(one.start * MOMENTS_A_SECOND), int(one.end * MOMENTS_A_SECOND)) for one in stretches)


def likeness(samples: Samples, spans: Sequence[Span], model: Acoustics, pulse: Callable[[], None]) -> Likeness:
    """Listen to these spans. What all of a clip has in common, its room and its microphone, is taken off first."""
    shapes = [cepstra(samples[start * EVERY * FRAME : end * EVERY * FRAME + FRAME * EVERY]) for start, end in spans]
    count = sum(len(one) for one in shapes)
    common = sum((one.sum(axis=0, dtype=np.float64) for one in shapes), np.zeros(1)) / max(count, 1)
    parts = []
    for (start, end), one in zip(spans, shapes, strict=True):
        parts.append(_like((one - common).astype(np.float32), end - start, model, pulse))
    steps = np.concatenate(parts) if parts else np.zeros((0, len(model.sounds)), np.uint8)
    return Likeness(tuple(spans), steps)


def _like(shapes: Floats, moments: int, model: Acoustics, pulse: Callable[[], None]) -> NDArray[np.uint8]:
    """As many moments as the span has; what the last window does not reach is like nothing."""
    steps = np.zeros((moments, len(model.sounds)), np.uint8)
    seen = streams(shapes, EVERY)
    for at in range(0, min(len(seen[0]), moments), _MOMENTS_AT_ONCE):
        pulse()
        chances = _chances([one[at : at + _MOMENTS_AT_ONCE] for one in seen], model)
        against = np.clip(_SHARPNESS * (chances - chances.max(axis=1, keepdims=True)) + BEST, WORST, BEST)
        scaled = np.rint((against - WORST) * (_STEPS / (BEST - WORST))).astype(np.uint8)
        steps[at : at + len(scaled)] = scaled[: moments - at]
    return steps


def _chances(seen: Sequence[Floats], model: Acoustics) -> Floats:
    """The logarithm of how likely each sound makes each moment, by its likeliest state."""
    chances = np.empty((len(seen[0]), len(model.sounds)), np.float32)
    doubled = [np.concatenate([np.square(one), one], axis=1) for one in seen]
    for sound in range(len(model.sounds)):
        states = np.zeros((len(chances), model.weights.shape[-1]), np.float32)
        for stream, values in enumerate(doubled):
            bells = values @ model.bells[stream, sound] + model.heights[stream, sound]
            highest = bells.max(axis=1, keepdims=True)
            states += np.log(np.exp(bells - highest) @ model.weights[stream, sound] + np.float32(_LEAST)) + highest
        chances[:, sound] = states.max(axis=1)
    return chances


def write_notes(notes: Path, told: Likeness, ear: Samples | None = None) -> None:
    """Keep what was heard and, where it is not the sound itself, what was listened to."""
    with notes.open("wb") as file:
        file.write(told.steps.tobytes())
        if ear is not None:
            ear.tofile(file)


def read_notes(notes: Path, spans: Sequence[Span], sounds: int) -> Likeness:
    """What was kept of these spans."""
    count = _moments(spans) * sounds
    return Likeness(tuple(spans), np.fromfile(notes, np.uint8, count).reshape(-1, sounds))


def read_ear(notes: Path, spans: Sequence[Span], sounds: int) -> Samples | None:
    """What was listened to, where that is not the sound itself."""
    at = _moments(spans) * sounds
    return np.memmap(notes, dtype="<i2", mode="r", offset=at) if notes.stat().st_size > at else None


def _moments(spans: Sequence[Span]) -> int:
    return sum(end - start for start, end in spans)
