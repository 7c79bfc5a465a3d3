"""What happens while a script is filmed, by chance but by seed: mistakes, retakes, asides, and what is never said."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from benchmarks.cutting.acting import Part, What, aside, filled, filler, otherwise, silence, spoken, started, whole
from benchmarks.cutting.scripts import ASIDES, FILLERS, Written

_MISSING: Final = 1 / 9
_PARAPHRASED: Final = 1 / 2
_ASIDE: Final = 1 / 6
_SHORT: Final = 6
"""A line of fewer words is never begun in vain: its beginning would be most of it."""


@dataclass(frozen=True)
class Play:
    """Two recordings of one script: it is read once, then what went wrong is said again."""

    reading: tuple[Part, ...]
    pickups: tuple[Part, ...]
    """Empty when nothing went wrong."""


def played(script: Written, voice: str, seed: int) -> Play:
    """One way in which the filming may go."""
    player = _Player(script, voice, random.Random(seed))
    lines = dict(enumerate(script.lines, 1))
    said = {number: text for number, text in lines.items() if player.chance() >= _MISSING}
    later = {number: text for number, text in said.items() if player.chance() < 1 / 4}
    reading = [part for number, text in said.items() for part in player.reads(number, text, well=number not in later)]
    pickups = [part for number, text in later.items() for part in player.says_again(number, text)]
    return Play((silence(0.7), *reading), (silence(0.9), *pickups) if pickups else ())


class _Player:
    """One person before the camera."""

    def __init__(self, script: Written, voice: str, luck: random.Random) -> None:
        self._script, self._voice, self._luck = script, voice, luck

    def chance(self) -> float:
        return self._luck.random()

    def reads(self, number: int, text: str, *, well: bool) -> Iterator[Part]:
        """At the first reading; not `well`: it will have to be said again."""
        if number in self._script.other_words and self.chance() < _PARAPHRASED:
            yield from self._said(
                otherwise(number, self._script.other_words[number], self._voice, What.PARAPHRASE, self._speed())
            )
            return
        yield from self._before(number, text)
        if well:
            yield from self._said(whole(number, text, self._voice, self._speed()))
            if self.chance() < 1 / 5:
                yield from self._said(whole(number, text, self._voice, self._speed()))
        else:
            yield from self._said(self._badly(number, text))
        if self.chance() < _ASIDE:
            yield from self._said(aside(self._luck.choice(ASIDES), self._voice, self._speed()))

    def says_again(self, number: int, text: str) -> Iterator[Part]:
        """Afterwards, and well."""
        yield from self._before(number, text)
        yield from self._said(whole(number, text, self._voice, self._speed()))

    def _before(self, number: int, text: str) -> Iterator[Part]:
        if self.chance() < 1 / 4:
            yield filler(self._luck.choice(FILLERS), self._voice, self._speed())
            yield self._pause(0.25, 0.6)
        words = len(spoken(text, self._voice).words)
        if words >= _SHORT and self.chance() < 1 / 4:
            yield from self._said(started(number, text, self._voice, self._luck.randint(2, words - 3), self._speed()))

    def _badly(self, number: int, text: str) -> Part:
        if number in self._script.wrong:
            right, wrong = self._script.wrong[number]
            return otherwise(number, text.replace(right, wrong), self._voice, What.WRONG, self._speed())
        after = self._luck.randint(2, len(spoken(text, self._voice).words) - 2)
        speed = self._speed()
        um = filler(self._luck.choice(FILLERS), self._voice, speed)
        return filled(whole(number, text, self._voice, speed), um, after)

    def _said(self, part: Part) -> Iterator[Part]:
        yield part
        yield self._pause(0.35, 1.6)

    def _pause(self, least: float, most: float) -> Part:
        return silence(self._luck.uniform(least, most))

    def _speed(self) -> float:
        return self._luck.uniform(0.95, 1.06)
