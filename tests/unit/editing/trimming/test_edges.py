from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as some

from dropcut.domain.settings import Pace, Settings
from dropcut.domain.speech import Levels, SpeechStretch
from dropcut.editing.trimming.edges import Beside, in_before, out_after
from dropcut.editing.trimming.framing import Stretch, frames_of
from dropcut.editing.trimming.limits import Limits, limits_of
from dropcut.editing.trimming.sounding import Sounding

NATURAL = limits_of(Settings())
LEVELS = Levels(noise=Fraction(-60), speech=Fraction(-20), clipped=Fraction(0))
Span = tuple[str, str]


def room(*words: Span, lasts: str = "10", breaths: tuple[Span, ...] = (), hushes: tuple[Span, ...] = ()) -> Sounding:
    """Words at -20 dB in a room at -60 dB; a breath is at -45 dB, a hush at -70 dB."""
    levels = bytearray([120] * int(Fraction(lasts) * 100))
    for spans, level in ((words, 40), (breaths, 90), (hushes, 140)):
        for start, end in spans:
            first, last = int(Fraction(start) * 100), int(Fraction(end) * 100)
            levels[first:last] = bytes([level]) * (last - first)
    spoken = tuple(SpeechStretch(start=Fraction(start), end=Fraction(end)) for start, end in words)
    return Sounding(bytes(levels), Fraction(0), spoken, LEVELS)


def out(sounding: Sounding, edge: str, beyond: str | None = None, limits: Limits = NATURAL) -> Fraction:
    return out_after(sounding, Beside(Fraction(edge), None if beyond is None else Fraction(beyond)), limits)


def into(sounding: Sounding, edge: str, beyond: str | None = None, limits: Limits = NATURAL) -> Fraction:
    return in_before(sounding, Beside(Fraction(edge), None if beyond is None else Fraction(beyond)), limits)


def test_a_short_gap_is_cut_at_one_place_from_either_side() -> None:
    sounding = room(("1", "2"), ("2.24", "3"))
    assert out(sounding, "2", "2.24") == into(sounding, "2.24", "2")


def test_a_short_gap_is_cut_at_the_same_place_whoever_knows_of_the_other_word() -> None:
    sounding = room(("1", "2"), ("2.24", "3"))
    assert out(sounding, "2") == out(sounding, "2", "2.24")
    assert into(sounding, "2.24") == into(sounding, "2.24", "2")


def test_of_a_long_gap_only_what_is_natural_stays() -> None:
    sounding = room(("1", "2"), ("6", "7"))
    assert Fraction(3, 100) <= out(sounding, "2") - 2 <= NATURAL.tail
    assert Fraction(3, 100) <= 6 - into(sounding, "6") <= NATURAL.lead


def test_the_quietest_moment_is_taken() -> None:
    assert Fraction("2.03") <= out(room(("1", "2"), ("6", "7"), hushes=(("2.03", "2.04"),)), "2") <= Fraction("2.04")


def test_a_breath_before_a_word_is_not_cut_in_the_middle_of_a_long_gap() -> None:
    sounding = room(("1", "2"), ("6", "7"), breaths=(("5.2", "5.8"),))
    assert into(sounding, "6") >= Fraction("5.8")


def test_a_word_that_goes_on_longer_than_the_recogniser_says_is_heard_to_its_end() -> None:
    assert out(room(("1", "2.12"), ("6", "7")), "2") >= Fraction("2.12")


def test_in_one_breath_the_cut_lies_between_the_words() -> None:
    sounding = room(("1", "3"))
    assert Fraction(2) <= out(sounding, "2", "2.02") <= Fraction("2.02")
    assert Fraction(2) <= into(sounding, "2.02", "2") <= Fraction("2.02")


@given(gap=some.integers(0, 200), early=some.integers(-4, 4), late=some.integers(-4, 4), pace=some.sampled_from(list(Pace)))
def test_no_cut_lies_inside_a_word_and_room_is_kept_where_there_is_some(gap: int, early: int, late: int, pace: Pace) -> None:
    limits = limits_of(Settings(pace=pace))
    end, start = Fraction(2), 2 + Fraction(gap, 100)
    sounding = room(("1", "2"), (str(start), "5"))
    last, first = end + Fraction(early, 100), start + Fraction(late, 100)
    if last > first:
        return
    leave = out_after(sounding, Beside(last, first), limits)
    enter = in_before(sounding, Beside(first, last), limits)
    assert last <= leave <= first
    assert last <= enter <= first
    if gap >= 20:
        assert leave - last >= Fraction(3, 100)
        assert first - enter >= Fraction(3, 100)
    assert leave - last <= max(limits.tail, limits.short) + Fraction(4, 100)
    assert first - enter <= max(limits.lead, limits.short) + Fraction(4, 100)


@pytest.mark.parametrize("rate", [Fraction(24_000, 1001), Fraction(25), Fraction(60)])
@given(start=some.integers(0, 900), length=some.integers(1, 90))
def test_frames_never_clip_a_word_and_stay_in_the_clip(rate: Fraction, start: int, length: int) -> None:
    first, last = Fraction(start, 100), Fraction(start + length, 100)
    frames = frames_of(Stretch(first - Fraction(2, 100), last + Fraction(2, 100), first, last), rate, Fraction(10))
    assert 0 <= frames.first < frames.end <= int(10 * rate)
    assert frames.first / rate <= first
    assert frames.end / rate >= min(last, Fraction(int(10 * rate)) / rate)


def test_a_pause_that_a_person_names_holds_everywhere() -> None:
    limits = limits_of(Settings(longest_pause=Fraction(1, 5)))
    assert limits.pause == Fraction(1, 5)
    assert limits.lead + limits.tail <= Fraction(1, 5)
