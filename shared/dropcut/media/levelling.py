"""From a programme's sound as it was recorded to its loudness, and to the file that holds it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from pathlib import Path
from typing import Final

from dropcut.domain.programme import SOUND_RATE
from dropcut.domain.rendering import LoudnessFigures
from dropcut.domain.settings import Preset
from dropcut.media.bench import Bench
from dropcut.media.limiting import applied, gains_below
from dropcut.media.loudness import RAW, TARGETS, Heard, heard, loudness_of
from dropcut.media.running import Bounds, run
from dropcut.media.strips import Samples, mapped

_MOST_GAIN: Final = Fraction(30)
"""Beyond that it is noise that is made loud."""
_CLOSE: Final = Fraction(1, 10)
_ROUNDS: Final = 4
_LEAST_LET_THROUGH: Final = Fraction(1, 4)
"""No more than four times what is missing is added at once: two tries close together tell little."""
_AAC_MARGIN: Final = Fraction(7, 10)
_PCM_MARGIN: Final = Fraction(1, 10)
"""What is left below the limit: AAC gives peaks back a little higher than it was given."""
_AAC: Final = ("-c:a", "aac", "-b:a", "192k", "-f", "mp4")
_PCM: Final = ("-c:a", "pcm_s24le", "-f", "mov")
_CHUNK: Final = 10 * SOUND_RATE
_SILENT: Final = "The programme's sound is silence: nothing was made louder."


@dataclass(frozen=True)
class Levelled:
    """A sound at its loudness: encoded, as samples, and what was measured."""

    file: Path
    samples: Samples
    loudness: LoudnessFigures
    notes: tuple[str, ...]


@dataclass(frozen=True)
class _Plan:
    """One gain for all samples, and a ceiling for their peaks, in decibels."""

    gain: Fraction
    ceiling: Fraction


@dataclass(frozen=True)
class _Levelling:
    """One programme on its way."""

    raw: Path
    preset: Preset
    before: Heard
    bench: Bench

    def encoded(self, samples: Path) -> Path:
        """These samples in the preset's codec."""
        archive = self.preset is Preset.ARCHIVE
        target = self.bench.scratch / ("sound.mov" if archive else "sound.m4a")
        command = (
            str(self.bench.programs.ffmpeg), "-nostdin", "-hide_banner", "-y", "-v", "error", *RAW, "-i", f"file:{samples}",
            "-map_metadata", "-1", "-fflags", "+bitexact", "-flags:a", "+bitexact", *(_PCM if archive else _AAC),
            f"file:{target}",
        )  # fmt: skip
        run(command, Bounds(), self.bench.stop)
        return target

    def is_limited(self, plan: _Plan) -> bool:
        """Whether the gain alone would send a peak through the ceiling."""
        return self.before.true_peak is not None and self.before.true_peak + plan.gain > plan.ceiling

    def at(self, plan: _Plan) -> Path:
        """The samples at that level."""
        samples, target = mapped(self.raw), self.bench.scratch / "levelled.f32"
        with target.open("wb") as file:
            for piece in self._limited(samples, plan) if self.is_limited(plan) else _louder(samples, _factor(plan.gain)):
                file.write(piece.astype("<f4").tobytes())
                self.bench.stop()
        return target

    def _limited(self, samples: Samples, plan: _Plan) -> Iterator[Samples]:
        return applied(gains_below(_factor(plan.ceiling), samples, _factor(plan.gain), self.bench.stop), samples)


def levelled(programme: Path, preset: Preset, bench: Bench) -> Levelled:
    """Bring samples to the preset's loudness by one gain for all of them, its true peaks below the limit, and encode them."""
    work = _Levelling(programme, preset, heard(programme, bench, *RAW), bench)
    if work.before.loudness is None:
        figures = LoudnessFigures(input=None, output=None, true_peak=None)
        return Levelled(work.encoded(programme), mapped(programme), figures, (_SILENT,))
    target = TARGETS[preset]
    gain = min(target.loudness - work.before.loudness, _MOST_GAIN)
    margin = _PCM_MARGIN if preset is Preset.ARCHIVE else _AAC_MARGIN
    made = _by_rounds(work, _Plan(gain, target.true_peak - margin), work.before.loudness + gain)
    return made if work.before.loudness + gain == target.loudness else replace(made, notes=(_too_quiet(target.loudness),))


def _too_quiet(wanted: Fraction) -> str:
    return f"The sound is so quiet that it was only made {_MOST_GAIN} dB louder, and ends below {wanted} LUFS."


def _by_rounds(work: _Levelling, first: _Plan, wanted: Fraction, rounds: int = _ROUNDS) -> Levelled:
    """Encoding makes peaks higher: that is measured, and made up for."""
    plan, samples = _as_loud(work, first, wanted)
    file = work.encoded(samples)
    after = heard(file, work.bench)
    over = Fraction(0) if after.true_peak is None else after.true_peak - TARGETS[work.preset].true_peak
    if rounds and over > 0:
        return _by_rounds(work, replace(plan, ceiling=plan.ceiling - over - _CLOSE), wanted, rounds - 1)
    figures = LoudnessFigures(input=work.before.loudness, output=after.loudness, true_peak=after.true_peak)
    return Levelled(file, mapped(samples), figures, ())


def _as_loud(work: _Levelling, plan: _Plan, wanted: Fraction) -> tuple[_Plan, Path]:
    """The samples as loud as wanted: limiting takes part of what is added, and more is added until they are."""
    tries: list[tuple[Fraction, Fraction]] = []
    samples = work.at(plan)
    while len(tries) < _ROUNDS and work.is_limited(plan):
        reached = loudness_of(samples, work.bench, *RAW)
        if reached is None or abs(wanted - reached) <= _CLOSE:
            break
        tries.append((plan.gain, reached))
        plan = replace(plan, gain=plan.gain + (wanted - reached) / _let_through(tries))
        samples = work.at(plan)
    return plan, samples


def _let_through(tries: Sequence[tuple[Fraction, Fraction]]) -> Fraction:
    """What the ceiling lets through of a little more gain, by the gains and loudnesses of the last two tries."""
    if len(tries) == 1:
        return Fraction(1)
    (less, quieter), (more, louder) = tries[-2:]
    return min(Fraction(1), max(_LEAST_LET_THROUGH, (louder - quieter) / (more - less)))


def _louder(samples: Samples, factor: float) -> Iterator[Samples]:
    return (samples[first : first + _CHUNK] * factor for first in range(0, len(samples), _CHUNK))


def _factor(decibels: Fraction) -> float:
    return float(10 ** (float(decibels) / 20))
