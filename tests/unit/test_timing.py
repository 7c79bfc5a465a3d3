"""A rate is read from the times of frames, through the rounding of any container's clock."""

from __future__ import annotations

from fractions import Fraction
from itertools import accumulate

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dropcut.domain.time import STANDARD_RATES
from dropcut.media.timing import Timing, timing

TICKS = [Fraction(1, 90000), Fraction(1, 1000), Fraction(1, 600), Fraction(1, 12800), Fraction(1, 48000)]


def _rounded(times: list[Fraction], tick: Fraction) -> list[int]:
    return [int(time / tick + Fraction(1, 2)) for time in times]


@given(st.sampled_from(STANDARD_RATES), st.sampled_from(TICKS), st.integers(0, 10**6), st.integers(300, 900))
def test_a_steady_rate_is_found_through_rounding(rate: Fraction, tick: Fraction, start: int, count: int) -> None:
    times = [start + time for time in _rounded([frame / rate for frame in range(count)], tick)]

    assert timing([times], tick, ()) == Timing.steady(rate)


@given(st.sampled_from(STANDARD_RATES), st.integers(2, 20))
def test_what_the_file_claims_settles_what_a_few_frames_cannot(rate: Fraction, count: int) -> None:
    times = _rounded([frame / rate for frame in range(count)], Fraction(1, 1000))

    assert timing([times], Fraction(1, 1000), (rate,)).rate == rate


def test_a_rate_that_no_standard_names_is_measured() -> None:
    assert timing([[0, 37, 74, 111]], Fraction(1, 1000), ()) == Timing.steady(Fraction(1000, 37))


@pytest.mark.parametrize("claimed", [Fraction(1000), Fraction(90000), Fraction(50), Fraction(0)])
def test_a_wrong_claim_is_not_believed(claimed: Fraction) -> None:
    times = _rounded([Fraction(frame, 25) for frame in range(100)], Fraction(1, 1000))

    assert timing([times], Fraction(1, 1000), (claimed,)) == Timing.steady(Fraction(25))


def test_one_dropped_frame_makes_it_variable_even_where_a_tick_is_a_frame() -> None:
    """As in AVI, whose clock counts frames."""
    found = timing([[0, 1, 2, 4, 5, 6]], Fraction(1, 25), (Fraction(25),))

    assert (found.constant, found.rate) == (False, Fraction(25))
    assert (found.shortest, found.longest) == (Fraction(1, 25), Fraction(2, 25))


@given(st.lists(st.integers(1, 5000), min_size=3, max_size=200))
def test_extremes_of_a_variable_rate_are_exact(lengths: list[int]) -> None:
    tick = Fraction(1, 90000)
    found = timing([list(accumulate(lengths, initial=0))], tick, ())

    if not found.constant:
        assert (found.shortest, found.longest) == (min(lengths) * tick, max(lengths) * tick)


def test_frames_at_the_same_time_make_it_variable_and_last_longer_than_nothing() -> None:
    found = timing([[0, 40, 40, 80, 120]], Fraction(1, 1000), (Fraction(25),))

    assert not found.constant
    assert found.shortest == Fraction(1, 25)


def test_stretches_are_judged_by_one_rate() -> None:
    at_25, at_50 = [frame * 40 for frame in range(50)], [9000 + frame * 20 for frame in range(50)]

    assert timing([at_25, [time + 7003 for time in at_25]], Fraction(1, 1000), ()) == Timing.steady(Fraction(25))
    assert not timing([at_25, at_50], Fraction(1, 1000), ()).constant


def test_a_single_frame_lasts_as_the_file_claims() -> None:
    assert timing([[7]], Fraction(1, 1000), (Fraction(30),)) == Timing.steady(Fraction(30))
    assert timing([], Fraction(1, 1000), ()) == Timing.steady(Fraction(25))
