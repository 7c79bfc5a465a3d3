"""How long the rest may take is judged from the pace of late, and not at all from too little."""

from __future__ import annotations

from fractions import Fraction

from dropcut.local.showing.pace import Pace


def _thousandths(number: int) -> Fraction:
    return Fraction(number, 1000)


def test_a_steady_pace_is_carried_on() -> None:
    pace = Pace()
    assert pace.left(_thousandths(100), 0.0) is None
    assert pace.left(_thousandths(200), 10.0) == 80


def test_nothing_is_said_before_two_seconds_or_any_progress() -> None:
    pace = Pace()
    pace.left(_thousandths(100), 0.0)
    assert pace.left(_thousandths(101), 1.9) is None
    assert Pace().left(_thousandths(0), 100.0) is None
    still = Pace()
    still.left(_thousandths(300), 0.0)
    assert still.left(_thousandths(300), 60.0) is None


def test_what_was_found_done_at_the_start_does_not_count_as_pace() -> None:
    pace = Pace()
    pace.left(_thousandths(500), 0.0)
    assert pace.left(_thousandths(600), 100.0) == 400


def test_only_the_last_minute_counts() -> None:
    pace = Pace()
    for second in range(0, 600, 10):
        pace.left(_thousandths(second), float(second))
    slowly = [pace.left(_thousandths(590 + second // 10), 590.0 + second) for second in range(10, 110, 10)]
    assert slowly[-1] == 4000


def test_a_new_revision_begins_anew() -> None:
    pace = Pace()
    pace.left(_thousandths(900), 0.0)
    assert pace.left(_thousandths(100), 10.0) is None
    assert pace.left(_thousandths(200), 20.0) == 80


def test_the_work_of_weeks_has_a_pace_too() -> None:
    pace = Pace()
    pace.left(Fraction(1, 10_000_000), 0.0)
    assert pace.left(Fraction(2, 10_000_000), 1.0) is None
    assert pace.left(Fraction(11, 10_000_000), 10.0) is None
    assert pace.left(Fraction(61, 10_000_000), 60.0) == 9_999_939


def test_the_first_small_steps_of_a_short_job_are_no_pace() -> None:
    """As the example went on two slow cores: it took 68 seconds."""
    pace = Pace()
    went = {0.0: 0, 2.2: 0, 2.6: 4, 4.2: 9, 6.2: 19, 8.3: 28, 14.9: 115, 18.4: 201}
    told = [pace.left(_thousandths(far), at) for at, far in went.items()]
    assert told == [None, None, None, None, None, None, 115, 73]


def test_what_is_sent_has_one_pace_from_the_start() -> None:
    pace = Pace(steady=True)
    pace.left(_thousandths(0), 0.0)
    assert pace.left(_thousandths(10), 10.0) == 990


def test_after_a_minute_a_slow_job_has_a_pace_too() -> None:
    pace = Pace()
    told = [pace.left(_thousandths(second // 10), float(second)) for second in range(0, 70, 10)]
    assert told == [None, None, None, None, None, None, 9940]
