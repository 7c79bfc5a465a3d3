"""From a sound stream and its tally to a `Sound`."""

from __future__ import annotations

from fractions import Fraction

from av import AudioFrame
from av.audio.stream import AudioStream

from dropcut.domain.footage import Sound
from dropcut.media.answers import Refused
from dropcut.media.counting import Tally
from dropcut.media.limits import Limits
from dropcut.media.tags import label


def sound_of(stream: AudioStream, first: AudioFrame, tally: Tally, origin: Fraction, limits: Limits) -> Sound:
    """Everything about one sound stream but its loudness. Its times count from `origin`. Raises Refused beyond the limits."""
    channels = first.layout.nb_channels
    if channels > limits.channels:
        raise Refused(f"claims {channels} channels of sound, more than the {limits.channels} that are let in.", "Export fewer.")
    return Sound(
        stream=stream.index,
        codec=stream.codec_context.codec.canonical_name,
        rate=first.sample_rate,
        channels=channels,
        layout=first.layout.name,
        language=label(stream.metadata.get("language", "")).removeprefix("und"),
        start=tally.start - origin,
        duration=tally.seconds,
    )
