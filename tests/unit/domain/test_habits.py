"""How long programmes become is learned from those that were made, and is never more certain than they are alike."""

from __future__ import annotations

from fractions import Fraction

import pytest

from dropcut.domain.habits import KEPT, SPOKEN, TIGHTENED, Habits, Programme
from dropcut.domain.values import Millis


def told(*words_a_minute: int) -> Habits:
    """A hundred words each."""
    made = [Programme(words=100, footage=Millis(200_000), length=Millis(100 * 60_000 // pace)) for pace in words_a_minute]
    return Habits().with_more(made)


def pace(millis: Fraction) -> float:
    return float(60_000 / millis)


def test_before_anything_was_made_people_speak_as_people_do() -> None:
    assert Habits().millis_a_word == SPOKEN
    assert Habits().share_kept == TIGHTENED


def test_one_programme_moves_it_nearly_there_and_is_no_certainty() -> None:
    learned = told(200).millis_a_word
    assert pace(learned.likely) == pytest.approx(187, abs=3)
    assert float(learned.high / learned.likely) == pytest.approx(float(SPOKEN.high / SPOKEN.likely))
    assert learned.measured == 1


def test_many_that_are_alike_make_it_certain_to_a_tenth() -> None:
    learned = told(*[180] * 12).millis_a_word
    assert pace(learned.likely) == pytest.approx(180, rel=0.02)
    assert (float(learned.low / learned.likely), float(learned.high / learned.likely)) == pytest.approx((0.9, 1.1))


def test_many_that_differ_leave_it_as_wide_as_they_lie_apart() -> None:
    learned = told(*[120, 200] * 6).millis_a_word
    assert pace(learned.high) < 130
    assert pace(learned.low) > 190


def test_the_newest_count() -> None:
    assert pace(told(*[100] * 30, *[200] * KEPT).millis_a_word.likely) == pytest.approx(200, rel=0.02)


def test_footage_without_a_script_says_nothing_of_words_nor_words_of_footage() -> None:
    made = Programme(words=0, footage=Millis(100_000), length=Millis(50_000))
    habits = Habits().with_more([made] * 4)
    assert habits.millis_a_word == SPOKEN
    assert float(habits.share_kept.likely) == pytest.approx(0.51, abs=0.01)
