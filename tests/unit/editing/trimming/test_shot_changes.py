"""No cut lands within two frames of a shot change by accident, and no word pays for that."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from dropcut.editing.trimming.framing import NEAR_A_CHANGE, Frames, Stretch, frames_at, frames_of

RATES = st.sampled_from([Fraction(24), Fraction(25), Fraction(30000, 1001), Fraction(60)])
LASTS = Fraction(20)


def times(least: int, most: int) -> st.SearchStrategy[Fraction]:
    return st.integers(least, most).map(lambda milliseconds: Fraction(milliseconds, 1000))


@st.composite
def stretches(draw: st.DrawFn) -> Stretch:
    """Some words with silence around them, between two others."""
    first_word = draw(times(2000, 9000))
    last_word = first_word + draw(times(200, 5000))
    start, end = first_word - draw(times(0, 500)), last_word + draw(times(0, 500))
    before, after = start - draw(times(0, 300)), end + draw(times(0, 300))
    return Stretch(start, end, first_word, last_word, before, after)


CHANGES = st.lists(times(100, 19_900), max_size=30).map(lambda changes: tuple(sorted(changes)))


@given(stretches(), CHANGES, RATES)
def test_an_in_or_out_near_a_shot_change_is_the_change(stretch: Stretch, moments: tuple[Fraction, ...], rate: Fraction) -> None:
    changes = frames_at(moments, rate)
    frames = frames_of(stretch, rate, LASTS, changes)
    alone = frames_of(stretch, rate, LASTS)
    for change in changes:
        if 0 < abs(change - frames.first) <= NEAR_A_CHANGE:
            ours = change / rate <= stretch.first_word and change / rate >= (stretch.before or 0)
            assert frames.first in changes or not ours or change >= frames.end
        if 0 < abs(change - frames.end) <= NEAR_A_CHANGE:
            ours = change / rate >= stretch.last_word and change / rate <= (stretch.after or LASTS)
            assert frames.end in changes or not ours or change <= frames.first
    assert abs(frames.first - alone.first) <= NEAR_A_CHANGE
    assert abs(frames.end - alone.end) <= NEAR_A_CHANGE


@given(stretches(), CHANGES, RATES)
def test_no_word_is_clipped_and_no_other_is_heard(stretch: Stretch, moments: tuple[Fraction, ...], rate: Fraction) -> None:
    changes = frames_at(moments, rate)
    frames, alone = frames_of(stretch, rate, LASTS, changes), frames_of(stretch, rate, LASTS)
    assert frames.first / rate <= stretch.first_word
    assert frames.end / rate >= stretch.last_word
    if frames.first < alone.first:
        assert frames.first / rate >= (stretch.before or 0)
    if frames.end > alone.end:
        assert frames.end / rate <= (stretch.after or LASTS)


@given(stretches(), CHANGES, RATES)
def test_what_a_person_said_stays(stretch: Stretch, moments: tuple[Fraction, ...], rate: Fraction) -> None:
    settled = Stretch(
        stretch.start, stretch.end, stretch.first_word, stretch.last_word, begins_as_wanted=True, ends_as_wanted=True
    )
    assert frames_of(settled, rate, LASTS, frames_at(moments, rate)) == frames_of(settled, rate, LASTS)


def test_a_change_is_told_to_the_frame() -> None:
    """Just before the new shot's first frame, whatever the programme's rate: its nearest frame is of the new shot."""
    assert frames_at([Fraction(59, 60)], Fraction(30)) == (30,)
    assert frames_at([Fraction(59, 60)], Fraction(60)) == (60,)
    assert frames_at([Fraction(119, 50) - Fraction(1, 100)], Fraction(25)) == (60,)
    around = Stretch(Fraction(29, 30), Fraction(3), Fraction(5, 4), Fraction(2))
    assert frames_of(around, Fraction(30), LASTS, (30, 91)) == Frames(30, 91)
