"""Many channels as one. ffmpeg mixes those that have names; of a recorder's many microphones it refuses to."""

from __future__ import annotations

from typing import Final

from dropcut.domain.footage import Sound

_STEREO: Final = 2


def alike(sound: Sound) -> str:
    """All channels, each heard as much as any other, in the words of ffmpeg's `pan`."""
    return "+".join(f"{1 / sound.channels:.6f}*c{number}" for number in range(sound.channels))


def as_one(sound: Sound) -> str:
    """The beginning of a chain of filters that makes channels without names one; nothing where ffmpeg knows how to."""
    return f"pan=mono|c0={alike(sound)}," if sound.channels > _STEREO and "channels" in sound.layout else ""
