"""In which order to listen to a clip's sound and to what was cleared of noise in it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from dropcut.domain.speech import Heard, Levels
from dropcut.ports.hearing import Recording
from dropcut.speech.likeness import read_ear, spans_of
from dropcut.speech.samples import Samples, samples_of

_CLEAR: Final = 12
"""In decibels: speech that stands less above the noise is like everything a little."""


@dataclass(frozen=True)
class Ears:
    """What to listen to first, and what else where that leaves doubts.

    Clearing takes a little of the voice, too: soft beginnings first. So it comes first only where noise covers more.
    """

    first: Samples
    others: tuple[Samples, ...]
    noisy: bool
    """Whether even what is listened to first is like everything a little."""


def is_drowned(levels: Levels) -> bool:
    """Whether the speech hardly stands above the rest."""
    return levels.speech is not None and levels.speech - levels.noise < _CLEAR


def ears_of(recording: Recording, heard: Heard, sounds: int) -> Ears:
    """Those of a clip that was heard; `sounds` is how many the engine tells apart."""
    sound, cleared = samples_of(recording.sound), read_ear(recording.notes, spans_of(heard.stretches), sounds)
    if cleared is None:
        return Ears(sound, (), is_drowned(heard.levels))
    if is_drowned(heard.levels):
        return Ears(cleared, (sound,), noisy=False)
    return Ears(sound, (cleared,), noisy=False)
