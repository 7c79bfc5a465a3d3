"""How loud a clip is at every moment, and where it is quiet enough to be cut. Times are the clip's own."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import Final

import numpy as np
from numpy.typing import NDArray

from dropcut.domain.speech import Levels, SpeechStretch

STEP: Final = Fraction(1, 100)
_STEPS_A_DECIBEL: Final = 2
_SHORTEST_QUIET: Final = 5
"""In steps. Shorter ones are closures inside words."""
_SMOOTH: Final = 3
_ABOVE_NOISE: Final = (4.0, 12.0)
_SHARE_OF_SPEECH: Final = 0.3
_BELOW_SPEECH: Final = 6.0
"""However loud the room is, what is nearly as loud as speech is not quiet."""

Times = tuple[Fraction, Fraction]


@dataclass(frozen=True)
class Sounding:
    """One clip's sound, told by its envelope and by where somebody speaks."""

    envelope: bytes
    offset: Fraction
    stretches: Sequence[SpeechStretch]
    levels: Levels

    @property
    def end(self) -> Fraction:
        """Where the sound ends."""
        return self.offset + len(self.envelope) * STEP

    @cached_property
    def gaps(self) -> tuple[Times, ...]:
        """Every time in which it is quiet or nobody speaks, in order."""
        quiet = np.concatenate(([False], self._quiet, [False])).astype(np.int8)
        edges = np.flatnonzero(np.diff(quiet))
        return tuple(
            (self._time(int(start)), self._time(int(end)))
            for start, end in zip(edges[::2], edges[1::2], strict=True)
            if end - start >= _SHORTEST_QUIET
        )

    def gaps_between(self, start: Fraction, end: Fraction) -> Sequence[Times]:
        """The gaps that begin before `end` and end after `start`."""
        return self.gaps[bisect_right(self._gap_ends, start) : bisect_left(self._gap_starts, end)]

    def quietest(self, start: Fraction, end: Fraction) -> Fraction:
        """The middle of the quietest few hundredths between two times; the middle between them where those are too close."""
        first, last = self._step(start), self._step(end)
        if last <= first or first >= len(self._smooth):
            return (start + end) / 2
        at = first + int(np.argmin(self._smooth[first:last]))
        return min(max(self._time(at) + STEP / 2, start), end)

    def level(self, start: Fraction, end: Fraction) -> float:
        """How loud it is on average between two times, in decibels below full scale."""
        part = self._power[max(0, self._step(start)) : max(1, self._step(end), self._step(start) + 1)]
        return float(10 * np.log10(part.mean())) if len(part) else float(-_SILENCE_DB)

    def loud(self, start: Fraction, end: Fraction, level: float) -> float:
        """The share of the time between two times in which it is louder than `level`."""
        part = self._levels[max(0, self._step(start)) : self._step(end) + 1]
        return float((part > level).mean()) if len(part) else 0.0

    def spoken(self, start: Fraction, end: Fraction) -> Fraction:
        """How much of the time between two times is neither quiet nor without a voice."""
        hushed = sum((min(end, gap[1]) - max(start, gap[0]) for gap in self.gaps_between(start, end)), Fraction(0))
        return max(Fraction(0), end - start - hushed)

    @property
    def threshold(self) -> float:
        """What is below this is quiet."""
        noise = float(self.levels.noise)
        if self.levels.speech is None:
            return noise + _ABOVE_NOISE[0]
        speech = float(self.levels.speech)
        above = min(max((speech - noise) * _SHARE_OF_SPEECH, _ABOVE_NOISE[0]), _ABOVE_NOISE[1])
        return min(noise + above, speech - _BELOW_SPEECH)

    @cached_property
    def _levels(self) -> NDArray[np.float64]:
        return -np.frombuffer(self.envelope, dtype=np.uint8).astype(np.float64) / _STEPS_A_DECIBEL

    @cached_property
    def _power(self) -> NDArray[np.float64]:
        return np.asarray(10 ** (self._levels / 10))

    @cached_property
    def _smooth(self) -> NDArray[np.float64]:
        if not self.envelope:
            return self._levels
        padded = np.pad(self._levels, _SMOOTH // 2, mode="edge")
        return np.convolve(padded, np.ones(_SMOOTH) / _SMOOTH, "valid")

    @cached_property
    def _quiet(self) -> NDArray[np.bool_]:
        silent = np.ones(len(self.envelope), dtype=bool)
        for stretch in self.stretches:
            first, last = int(stretch.start / STEP), -int(-stretch.end // STEP)
            silent[max(0, first) : last] = False
        return silent | (self._levels < self.threshold)

    @cached_property
    def _gap_starts(self) -> list[Fraction]:
        return [gap[0] for gap in self.gaps]

    @cached_property
    def _gap_ends(self) -> list[Fraction]:
        return [gap[1] for gap in self.gaps]

    def _step(self, time: Fraction) -> int:
        return int((time - self.offset) // STEP)

    def _time(self, step: int) -> Fraction:
        return self.offset + step * STEP


_SILENCE_DB: Final = 127.5
