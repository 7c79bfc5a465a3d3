"""Which stretches of a clip are worth listening to for some lines."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from dropcut.domain.speech import Heard, SpeechStretch
from dropcut.ports.hearing import Recording
from dropcut.speech.acoustics import carried_acoustics
from dropcut.speech.decoding import acoustics_of, carried_model
from dropcut.speech.following import Way
from dropcut.speech.likeness import Likeness, read_notes, spans_of
from dropcut.speech.sought import Sought
from dropcut.speech.spotting import ENOUGH, ENOUGH_IN_NOISE, Spot, reached, spots

_SURELY: Final = 1.6
"""So many times what is enough: 97 of 100 whole lines reach it, and of two hundred places by chance none did."""
_SHORT: Final = 60
"""Of speech, in seconds."""
_PAUSE: Final = 4
_FAR: Final = 6


@dataclass(frozen=True)
class Promise:
    """Where one of the lines may have been said."""

    runs: tuple[tuple[SpeechStretch, ...], ...]
    """Stretches to listen to, neighbours together."""
    sure: tuple[SpeechStretch, ...]
    """Where it is hardly anything else."""
    spots: tuple[Spot, ...] = ()
    """All such places, for every line the likeliest first."""


def promising(told: Likeness, stretches: Sequence[SpeechStretch], ways: Sequence[Sequence[Way]], *, noisy: bool) -> Promise:
    """Where lines, said in these ways, promise to be found in what was noted of a clip's stretches."""
    enough = ENOUGH_IN_NOISE if noisy else ENOUGH
    places = spots(told, [[sound for word in line for sound in word] for line in ways], enough)
    sure = [one for one in places if one.score >= _SURELY * enough]
    near = _neighbours(reached(sure, told.spans), stretches)
    chosen = sorted({*reached(places, told.spans), *near})
    return Promise(tuple(_runs(stretches, chosen)), tuple(one.stretch for one in sure), places)


def ways_of(sought: Sought) -> list[list[Way]]:
    """The words of every line as numbers of sounds."""
    numbered = {sound: number for number, sound in enumerate(_sounds())}
    return [
        [tuple(numbered[sound] for sound in sought.lexicon.ways(word.text)[0]) for word in line] for line in sought.wanted.lines
    ]


def notes_of(recording: Recording, heard: Heard) -> Likeness:
    """What was noted of the clip when it was heard."""
    return read_notes(recording.notes, spans_of(heard.stretches), len(_sounds()))


def sounds_told_apart() -> int:
    """How many sounds the engine knows."""
    return len(_sounds())


def _sounds() -> tuple[str, ...]:
    return carried_acoustics(acoustics_of(carried_model())).sounds


def _neighbours(sure: Sequence[int], stretches: Sequence[SpeechStretch]) -> Iterator[int]:
    """In a short clip, what is said a few pauses before and after a sure place: there speakers take their time."""
    if sum((one.end - one.start for one in stretches), Fraction(0)) > _SHORT:
        return
    for at in sure:
        yield from _one_after_the_other(range(at + 1, len(stretches)), stretches, at)
        yield from _one_after_the_other(range(at - 1, -1, -1), stretches, at)


def _one_after_the_other(others: Iterable[int], stretches: Sequence[SpeechStretch], at: int) -> Iterator[int]:
    """Those of the others that lie no pause from one another, and none far from the one."""
    last = at
    for other in others:
        if _between(stretches[last], stretches[other]) > _PAUSE or _between(stretches[at], stretches[other]) > _FAR:
            return
        last = other
        yield other


def _between(one: SpeechStretch, other: SpeechStretch) -> Fraction:
    return max(other.start - one.end, one.start - other.end)


def _runs(stretches: Sequence[SpeechStretch], chosen: Sequence[int]) -> Iterator[tuple[SpeechStretch, ...]]:
    """Those that are chosen, neighbours together."""
    run: list[int] = []
    for at in chosen:
        if run and at != run[-1] + 1:
            yield tuple(stretches[one] for one in run)
            run = []
        run.append(at)
    if run:
        yield tuple(stretches[one] for one in run)
