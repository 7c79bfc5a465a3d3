"""Time is exact: what goes in comes out, and a float never goes in."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from dropcut.domain.time import (
    STANDARD_RATES,
    Rate,
    Seconds,
    Timecode,
    exact,
    frame_at,
    frames_a_day,
    is_drop_frame,
    nearest_frame,
    time_of,
)
from dropcut.domain.values import Value, content

fractions = st.fractions(min_value=-(10**9), max_value=10**9, max_denominator=10**6)
rates = st.one_of(
    st.sampled_from(STANDARD_RATES), st.fractions(min_value=Fraction(1, 100), max_value=1000, max_denominator=1001)
)
labelled = st.sampled_from(
    [(rate, False) for rate in STANDARD_RATES] + [(rate, True) for rate in STANDARD_RATES if is_drop_frame(rate)]
)


class Note(Value):
    at: Seconds
    rate: Rate = Fraction(25)


@given(fractions)
def test_a_time_comes_back_from_storage_as_it_was(time: Fraction) -> None:
    note = Note(at=time)

    assert Note.model_validate_json(note.model_dump_json()) == note
    assert note.model_dump(mode="json")["at"] == f"{time.numerator}/{time.denominator}" == content(note.at)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        (3, Fraction(3)),
        ("1001/30000", Fraction(1001, 30000)),
        ("2/4", Fraction(1, 2)),
        ("-1/3", Fraction(-1, 3)),
        ("12.5", Fraction(25, 2)),
        ("1e-3", Fraction(1, 1000)),
        (Decimal("0.1"), Fraction(1, 10)),
    ],
)
def test_exact_numbers_are_taken(written: object, meant: Fraction) -> None:
    assert Note.model_validate({"at": written}).at == exact(written) == meant


@pytest.mark.parametrize(
    "written",
    [0.5, 1.0, True, None, "", "x", "1/0", "1/", "/2", "1/2/3", "nan", "inf", "1e99999999", "1" * 100, Decimal("NaN"), [1]],
)
def test_anything_else_is_refused(written: object) -> None:
    with pytest.raises(ValidationError):
        Note.model_validate({"at": written})


@pytest.mark.parametrize("rate", [0, -25, "-1/2"])
def test_a_rate_is_above_zero(rate: object) -> None:
    with pytest.raises(ValidationError, match="above zero"):
        Note.model_validate({"at": 0, "rate": rate})


@given(st.integers(-(10**7), 10**7), rates)
def test_a_frame_starts_at_its_time_and_stays_until_the_next(frame: int, rate: Fraction) -> None:
    start, next_start = time_of(frame, rate), time_of(frame + 1, rate)

    assert frame_at(start, rate) == nearest_frame(start, rate) == frame
    assert frame_at((start + next_start) / 2, rate) == frame
    assert next_start - start == 1 / rate


@given(fractions, rates)
def test_the_nearest_frame_is_at_most_half_a_frame_away(time: Fraction, rate: Fraction) -> None:
    assert abs(time_of(nearest_frame(time, rate), rate) - time) <= 1 / (2 * rate)
    assert 0 <= time - time_of(frame_at(time, rate), rate) < 1 / rate


def test_of_two_frames_as_close_the_later_is_nearest() -> None:
    assert nearest_frame(Fraction(1, 2), Fraction(1)) == 1
    assert nearest_frame(Fraction(-1, 2), Fraction(1)) == 0


@given(labelled, st.integers(0, 10**8))
def test_a_label_counts_the_frame_that_it_was_written_for(kind: tuple[Fraction, bool], frame: int) -> None:
    rate, drop = kind
    label = Timecode.of(frame, rate, drop=drop)

    assert label.frame == frame % frames_a_day(rate, drop=drop)
    assert Timecode.parse(label.text, rate) == label
    assert label.drop == drop


@given(st.integers(0, 2_589_407))
def test_drop_frame_labels_keep_up_with_the_clock(frame: int) -> None:
    rate = Fraction(30000, 1001)
    hours, minutes, rest = Timecode.of(frame, rate, drop=True).text.split(":")
    seconds, frames = rest.split(";")
    labelled_time = int(hours) * 3600 + int(minutes) * 60 + int(seconds) + Fraction(int(frames), 30)

    assert abs(labelled_time - time_of(frame, rate)) < Fraction(1, 5), "in a whole day"


@pytest.mark.parametrize(
    ("text", "rate", "frame"),
    [
        ("00:00:59;29", Fraction(30000, 1001), 1799),
        ("00:01:00;02", Fraction(30000, 1001), 1800),
        ("00:10:00;00", Fraction(30000, 1001), 17982),
        ("01:00:00;00", Fraction(30000, 1001), 107892),
        ("01:00:00;00", Fraction(60000, 1001), 215784),
        ("01:00:00:00", Fraction(30000, 1001), 108000),
        ("10:00:00:24", Fraction(25), 900024),
        ("00:00:01.00", Fraction(30000, 1001), 30),
    ],
)
def test_labels_that_are_known(text: str, rate: Fraction, frame: int) -> None:
    assert Timecode.parse(text, rate).frame == frame


@pytest.mark.parametrize(
    ("text", "rate"),
    [
        ("00:01:00;00", Fraction(30000, 1001)),
        ("00:01:00;03", Fraction(60000, 1001)),
        ("00:00:00:25", Fraction(25)),
        ("24:00:00:00", Fraction(25)),
        ("00:60:00:00", Fraction(25)),
        ("00:00:00;00", Fraction(25)),
        ("1:00:00:00", Fraction(25)),
        ("noon", Fraction(25)),
        ("", Fraction(25)),
    ],
)
def test_labels_that_cannot_be_are_refused(text: str, rate: Fraction) -> None:
    with pytest.raises(ValueError, match="timecode"):
        Timecode.parse(text, rate)


def test_labels_start_again_after_a_day() -> None:
    last = Timecode.parse("23:59:59:24", Fraction(25))

    assert last.plus(1).text == "00:00:00:00"
