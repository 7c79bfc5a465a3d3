"""Synchronise: find the clips that recorded one performance, by their sound, and by how much they are apart."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Self

from pydantic import model_validator

from dropcut.domain.material import Performance, Synced, Transcript
from dropcut.domain.values import Count, Value
from dropcut.ports.tools import Tools

if TYPE_CHECKING:
    from dropcut.media.syncing.features import Samples
    from dropcut.media.syncing.performances import Member


class Sounds(Value):
    """The clips that sound."""

    transcripts: tuple[Transcript, ...]
    clips: tuple[Count, ...]
    """Which clip each transcript is of, as `Material` counts them; in rising order."""

    @model_validator(mode="after")
    def _paired(self) -> Self:
        if len(self.transcripts) != len(self.clips) or list(self.clips) != sorted(set(self.clips)):
            message = "every transcript has its clip, in rising order"
            raise ValueError(message)
        return self


class Synchrony(Value):
    """Which clips belong together. Clips that stand alone are in none."""

    performances: tuple[Performance, ...]


def synchronise(tools: Tools, sounds: Sounds) -> Synchrony:
    """Recordings of one performance, however they sound; never two readings of the same words. Raises LostBlob."""
    from dropcut.media.syncing.performances import performances

    heard = [_samples(tools, transcript) for transcript in sounds.transcripts]
    found = performances(heard, tools.pulse)
    return Synchrony(performances=tuple(_performance(sounds, members) for members in found))


def _samples(tools: Tools, transcript: Transcript) -> Samples:
    """Read as they are wanted: hours of sound are not held in memory."""
    import numpy as np

    from dropcut.media.pcm import BYTES_A_SAMPLE

    if transcript.sound.size < BYTES_A_SAMPLE:
        return np.zeros(0, np.int16)
    return np.memmap(tools.path(transcript.sound), dtype="<i2", mode="r")


def _performance(sounds: Sounds, members: tuple[Member, ...]) -> Performance:
    from dropcut.media.pcm import RATE

    first = sounds.transcripts[members[0].sound].offset
    return Performance(
        clips=tuple(
            Synced(
                clip=sounds.clips[member.sound],
                shift=Fraction(member.shift, RATE) + sounds.transcripts[member.sound].offset - first,
            )
            for member in members
        )
    )
