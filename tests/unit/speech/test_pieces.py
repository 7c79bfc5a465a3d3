"""Long sound is cut where nobody speaks; where it must be cut in speech, no word is lost and none doubled."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from dropcut.domain.speech import SpeechStretch, Word
from dropcut.speech.pieces import PieceWords, joined, pieces_of

LONGEST = Fraction(30)
STEPS = st.lists(st.tuples(st.integers(1, 400), st.integers(1, 30)), min_size=1, max_size=8)


def stretches_of(steps: list[tuple[int, int]]) -> tuple[tuple[SpeechStretch, ...], Fraction]:
    """Speech and pauses, in tenths of a second."""
    at, found = Fraction(0), []
    for speech, pause in steps:
        found.append(SpeechStretch(start=at, end=at + Fraction(speech, 10)))
        at += Fraction(speech + pause, 10)
    return tuple(found), at


def words_in(stretches: tuple[SpeechStretch, ...]) -> list[Word]:
    """A word every third of a second, no two alike nearby."""
    found: list[Word] = []
    for stretch in stretches:
        at = stretch.start
        while at + Fraction(3, 10) <= stretch.end:
            found.append(Word(text=f"w{len(found) % 50}", start=at, end=at + Fraction(3, 10), confidence=Fraction(1)))
            at += Fraction(1, 3)
    return found


@given(STEPS)
def test_pieces_cover_all_and_are_short_enough(steps: list[tuple[int, int]]) -> None:
    stretches, duration = stretches_of(steps)
    pieces = pieces_of(stretches, duration, LONGEST)
    assert (pieces[0].since, pieces[-1].until) == (Fraction(0), duration)
    assert all(earlier.until == later.since for earlier, later in pairwise(pieces))
    assert all(piece.start <= piece.since <= piece.until <= piece.end for piece in pieces)
    assert all(piece.end - piece.start <= LONGEST + 2 for piece in pieces)


@given(STEPS)
def test_words_heard_in_pieces_are_the_words_of_the_whole(steps: list[tuple[int, int]]) -> None:
    stretches, duration = stretches_of(steps)
    words = words_in(stretches)
    pieces = pieces_of(stretches, duration, LONGEST)
    heard = [
        PieceWords(piece=one, words=tuple(w for w in words if one.start <= w.start and w.end <= one.end)) for one in pieces
    ]
    assert list(joined(heard)) == words


def test_two_pieces_that_hear_the_same_word_a_little_apart_tell_it_once() -> None:
    speech = (SpeechStretch(start=Fraction(0), end=Fraction(60)),)
    first, second, *_ = pieces_of(speech, Fraction(60), LONGEST)
    cut = first.until
    early = Word(text="bread", start=cut - Fraction(2, 10), end=cut + Fraction(1, 10), confidence=Fraction(1))
    late = early.model_copy(update={"start": cut, "end": cut + Fraction(3, 10)})
    told = joined([PieceWords(piece=first, words=(early,)), PieceWords(piece=second, words=(late,))])
    assert told == (early,)
