"""Long sound in pieces: every word once, at its time, however the pauses lie."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from itertools import pairwise
from zlib import crc32

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from dropcut.domain.pieces import Batch, Phrase
from dropcut.domain.speech import SpeechStretch, Word
from dropcut.media.pcm import RATE
from dropcut.speech.dividing import later
from dropcut.speech.doubts import believed
from dropcut.speech.samples import Samples, seconds
from dropcut.speech.whisper_windows import batches_of, moved, pieces_of

LENGTH = 240 * RATE
SOUND: Samples = (np.random.default_rng(7).normal(0, 900, LENGTH)).astype("<i2")


@some.composite
def stretches(draw: some.DrawFn) -> tuple[SpeechStretch, ...]:
    """Somebody speaks for a while, pauses for a while, and so on; at times without a breath for minutes."""
    found: list[SpeechStretch] = []
    at = draw(some.integers(0, RATE))
    while at < LENGTH:
        end = min(LENGTH, at + draw(some.integers(RATE // 5, 70 * RATE)))
        found.append(SpeechStretch(start=seconds(at), end=seconds(end)))
        at = end + draw(some.integers(RATE * 3 // 10, 20 * RATE))
    return tuple(found)


def babbled(samples: Samples, batch: Batch) -> list[Phrase]:
    """A deterministic engine: what it tells of a batch depends on all of the batch's sound, and on nothing else."""
    first = batch[0].start
    whole = crc32(samples[first : batch[-1].end].tobytes())
    phrases = []
    for window in batch:
        words = tuple(
            Word(
                text=f"w{whole % 97}x{crc32(samples[start : start + 99].tobytes())}",
                start=Fraction(round((start - first) * 100 / RATE), 100) + seconds(first),
                end=Fraction(round((start - first) * 100 / RATE) + 20, 100) + seconds(first),
                confidence=Fraction(1),
            )
            for part, end in window.parts
            for start in range(part, end, 2 * RATE)
        )
        phrases.append(Phrase(words=words, no_speech=Fraction(0), mean_chance=Fraction(0), regularity=Fraction(1)))
    return phrases


def in_pieces(batches: Sequence[Batch], longest: int) -> list[Phrase]:
    told: list[Phrase] = []
    for piece in pieces_of(batches, longest):
        start, end = piece[0][0].start, piece[-1][-1].end
        alone = SOUND[start:end].copy()
        told += [later(phrase, start) for batch in piece for phrase in babbled(alone, moved(batch, -start))]
    return told


@settings(max_examples=40, deadline=None)
@given(spoken=stretches(), at_once=some.sampled_from([1, 4, 16]), longest=some.integers(1, LENGTH))
def test_the_words_of_the_pieces_are_those_of_the_whole(spoken: tuple[SpeechStretch, ...], at_once: int, longest: int) -> None:
    batches = batches_of(SOUND, spoken, at_once)
    whole = [phrase for batch in batches for phrase in babbled(SOUND, batch)]
    assert believed(in_pieces(batches, longest), spoken) == believed(whole, spoken)


@settings(max_examples=40, deadline=None)
@given(spoken=stretches(), at_once=some.sampled_from([1, 4]), longest=some.integers(30 * RATE, LENGTH))
def test_pieces_cover_all_speech_once_and_meet_where_it_is_quiet(
    spoken: tuple[SpeechStretch, ...], at_once: int, longest: int
) -> None:
    pieces = list(pieces_of(batches_of(SOUND, spoken, at_once), longest))
    spans = [(piece[0][0].start, piece[-1][-1].end) for piece in pieces]
    assert all(end <= start for (_, end), (start, _) in pairwise(spans))
    assert all(end - start <= longest or len(piece) == 1 for (start, end), piece in zip(spans, pieces, strict=True))
    shown = [part for piece in pieces for batch in piece for window in batch for part in window.parts]
    assert shown == sorted(shown)
    assert all(end <= start for (_, end), (start, _) in pairwise(shown))
    covered = sum(end - start for start, end in shown)
    assert covered >= sum(int(one.end * RATE) - int(one.start * RATE) for one in spoken)


@pytest.mark.parametrize("at_once", [1, 4])
def test_no_window_is_longer_than_the_network_sees(at_once: int) -> None:
    batches = batches_of(SOUND, (SpeechStretch(start=Fraction(0), end=seconds(LENGTH)),), at_once)
    assert all(window.end - window.start <= 30 * RATE for batch in batches for window in batch)


def test_where_nobody_speaks_there_is_no_piece() -> None:
    assert list(pieces_of(batches_of(SOUND, (), 4))) == []
