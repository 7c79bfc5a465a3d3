"""Which stretches of a clip are worth listening to for some lines."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from dropcut.domain.speech import Heard, SpeechStretch
from dropcut.ports.hearing import Recording
from dropcut.speech.acoustics import carried_acoustics
from dropcut.speech.decoding import acoustics_of, carried_model
from dropcut.speech.likeness import read_notes, spans_of
from dropcut.speech.sought import Sought
from dropcut.speech.spotting import ENOUGH, ENOUGH_IN_NOISE, reached, spots

_SURELY: Final = 1.4
"""So many times what is enough."""
_CLEAR: Final = 10
"""In decibels: speech that stands less above the noise is like everything a little."""


@dataclass(frozen=True)
class Promise:
    """Where one of the lines may have been said."""

    runs: tuple[tuple[SpeechStretch, ...], ...]
    """Stretches to listen to, neighbours together."""
    sure: tuple[SpeechStretch, ...]
    """Where it is hardly anything else."""


def promising(recording: Recording, heard: Heard, sought: Sought) -> Promise:
    sounds = carried_acoustics(acoustics_of(carried_model())).sounds
    numbered = {sound: number for number, sound in enumerate(sounds)}
    said = [[numbered[sound] for word in line for sound in sought.lexicon.ways(word.text)[0]] for line in sought.wanted.lines]
    spans = spans_of(heard.stretches)
    enough = ENOUGH_IN_NOISE if _is_noisy(heard) else ENOUGH
    places = spots(read_notes(recording.notes, spans, len(sounds)), said, enough)
    sure = tuple(one.stretch for one in places if one.score >= _SURELY * enough)
    return Promise(tuple(_runs(heard.stretches, reached(places, spans))), sure)


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


def _is_noisy(heard: Heard) -> bool:
    return heard.levels.speech is not None and heard.levels.speech - heard.levels.noise < _CLEAR
