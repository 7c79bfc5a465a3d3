"""Which stretches of a clip are worth listening to for some lines."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
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

_SURELY: Final = 1.4
"""So many times what is enough."""
_SHORT: Final = 60
"""Of speech, in seconds."""
_PAUSE: Final = 4


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
    sure = tuple(one.stretch for one in places if one.score >= _SURELY * enough)
    chosen = _with_neighbours(reached(places, told.spans), stretches)
    return Promise(tuple(_runs(stretches, chosen)), sure, places)


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


def _with_neighbours(chosen: Sequence[int], stretches: Sequence[SpeechStretch]) -> Sequence[int]:
    """In a short clip also what is said pauses before and after: there speakers take their time, and listening costs little."""
    if sum((one.end - one.start for one in stretches), Fraction(0)) > _SHORT:
        return chosen
    near: list[int] = []
    for run in _close_together(stretches):
        near.extend(run if any(at in chosen for at in run) else ())
    return near


def _close_together(stretches: Sequence[SpeechStretch]) -> Iterator[list[int]]:
    run: list[int] = []
    for at, one in enumerate(stretches):
        if run and one.start - stretches[at - 1].end > _PAUSE:
            yield run
            run = []
        run.append(at)
    yield run


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
