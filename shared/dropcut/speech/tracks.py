"""Which of a clip's sound streams to listen to: cameras record a second one that nobody speaks into, or speaks into alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Final

from dropcut.domain.assets import Asset
from dropcut.domain.errors import Permanent
from dropcut.domain.footage import Sound
from dropcut.domain.wording import count_of
from dropcut.media.bench import Bench
from dropcut.media.pcm import write_pcm
from dropcut.speech.activity import stretches
from dropcut.speech.levels import levels_of
from dropcut.speech.samples import samples_of

_AS_MUCH: Final = Fraction(9, 10)
"""A stream with this share of the most speech says as much: then the clearer one is taken."""


@dataclass(frozen=True)
class Track:
    """The sound to listen to."""

    stream: int
    start: Fraction
    """In the clip's own time."""
    sound: Path
    remarks: tuple[str, ...]


@dataclass(frozen=True)
class _Heard:
    """One stream, and what speaks for it."""

    sound: Sound
    path: Path
    spoken: Fraction
    above_noise: Fraction


def most_spoken(asset: Asset, original: Path, bench: Bench) -> Track:
    """The stream in which most is said; of those that say as much, the one that stands clearest above its noise.

    A stream that cannot be decoded is passed over while another can. Raises Permanent for a clip without sound, and what
    `write_pcm` raises.
    """
    sounds = asset.footage.sounds if asset.footage else ()
    if not sounds:
        raise Permanent(f"{asset.spoken()} has no sound.", "Nothing can be heard in it.")
    if len(sounds) == 1:
        return Track(sounds[0].stream, sounds[0].start, _written(asset, original, sounds[0], bench), ())
    written, broken = _all_written(asset, original, bench, sounds)
    heard = [_listened(sound, path, bench) for sound, path in written]
    most = max(one.spoken for one in heard)
    best = max((one for one in heard if one.spoken >= most * _AS_MUCH), key=lambda one: one.above_noise)
    return Track(best.sound.stream, best.sound.start, best.path, (_remark(best, heard), *broken))


def _all_written(
    asset: Asset, original: Path, bench: Bench, sounds: Sequence[Sound]
) -> tuple[list[tuple[Sound, Path]], tuple[str, ...]]:
    """Those that can be decoded, and a remark on each of the others. Raises Permanent when none can be."""
    written: list[tuple[Sound, Path]] = []
    troubles: list[Permanent] = []
    for sound in sounds:
        try:
            written.append((sound, _written(asset, original, sound, bench)))
        except Permanent as trouble:
            troubles.append(trouble)
    if not written:
        raise troubles[0]
    return written, tuple(f"one of its sound streams cannot be used: {trouble.message}" for trouble in troubles)


def _written(asset: Asset, original: Path, sound: Sound, bench: Bench) -> Path:
    target = bench.scratch / f"sound-{sound.stream}.pcm"
    write_pcm(original, asset.spoken(), sound, bench, target)
    return target


def _listened(sound: Sound, path: Path, bench: Bench) -> _Heard:
    samples = samples_of(path)
    spoken = stretches(samples, bench.stop)
    levels = levels_of(samples, spoken)
    above = levels.speech - levels.noise if levels.speech is not None else Fraction(0)
    return _Heard(sound, path, sum((one.end - one.start for one in spoken), Fraction(0)), above)


def _remark(best: _Heard, heard: list[_Heard]) -> str:
    number = 1 + [one.sound.stream for one in heard].index(best.sound.stream)
    return (
        f"of its {count_of(len(heard), 'sound stream')}, number {number} is listened to:"
        f" {float(best.spoken):.0f} s of speech, {float(best.above_noise):.0f} dB above its noise"
    )
