"""Captions can be read: in time, in short rows, broken where a speaker would pause, and never one over another."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dropcut.domain.cut import CutLine, Piece, Spoken, Status
from dropcut.editing.captions.breaking import FASTEST, Caption
from dropcut.editing.captions.captions import Captioned, captioned
from dropcut.editing.captions.marks import cells
from tests.unit.editing.captions.cuts import cut, line

SPEECH = (
    "Drop a script and your raw footage into a folder; get back the cut, with captions, a timeline, and a report that says "
    "why each take was used. With no script it tightens: silences, fillers and retakes go."
)


def captions(*lines: CutLine) -> tuple[Caption, ...]:
    return captioned(cut(lines)).captions


def rows(*lines: CutLine) -> list[tuple[str, ...]]:
    return [caption.rows for caption in captions(*lines)]


def check(said: Captioned, end: Fraction) -> None:
    """What holds for all captions, whatever is said."""
    for caption in said.captions:
        assert 0 <= caption.start < caption.end
        assert 1 <= len(caption.rows) <= 2
        assert all(0 < cells(row) <= 42 for row in caption.rows)
    assert all(one.end <= other.start for one, other in pairwise(said.captions))
    assert not said.captions or said.captions[-1].end <= end * 1000 + 1
    too_fast = [caption for caption in said.captions if caption.pace > FASTEST * 1.02]
    assert bool(too_fast) <= bool(said.notes)


def test_a_long_line_is_divided_where_its_clauses_end() -> None:
    found = rows(line(SPEECH))
    assert len(found) >= 3
    assert all(caption[-1].endswith((",", ";", ":", ".")) for caption in found)
    assert " ".join(row for caption in found for row in caption) == SPEECH


def test_no_row_ends_with_a_word_that_leans_on_the_next() -> None:
    text = "We filmed the opening of the new library on a cold day in the middle of the winter with a camera from the school"
    ends = [row.rsplit(" ", 1)[-1] for caption in rows(line(text)) for row in caption]
    assert not {"the", "of", "a", "on", "in", "with", "from"} & set(ends)


def test_a_word_that_nobody_sees_is_no_caption() -> None:
    assert rows(line("\u00ad")) == []
    assert rows(line("Yes \u00ad indeed.")) == [("Yes indeed.",)]


def test_words_appear_when_they_are_said_and_stay_into_the_silence_until_they_can_be_read() -> None:
    first, second = captions(line("Incomprehensibilities.", pace="0.5", quiet="3"), line("Yes.", pace="0.3", quiet="3"))
    assert (first.start, first.end) == (0, 22 * 1000 // FASTEST + 1)
    assert (second.start, second.end) == (3520, 4520)


def test_a_short_word_joins_its_neighbour_when_it_could_not_be_read_alone() -> None:
    assert rows(line("Yes.", pace="0.3", quiet="0"), line("I would say so indeed.", pace="0.4")) == [
        ("Yes. I would say so indeed.",)
    ]


def test_no_caption_stands_through_a_long_silence() -> None:
    assert len(captions(line("One.", quiet="4"), line("Two.", quiet="1"))) == 2


def test_a_speaker_faster_than_can_be_read_is_said_to_be_so() -> None:
    said = captioned(cut([line(SPEECH, pace="0.12", quiet="0.1")]))
    assert any("faster than 21 characters a second" in note for note in said.notes)
    assert captioned(cut([line(SPEECH, pace="0.4")])).notes == ()


def test_a_person_can_have_a_caption_say_something_else_or_nothing() -> None:
    assert rows(line("Helo world.", caption="Hello, world!")) == [("Hello, world!",)]
    assert rows(line("Hello world.", caption="")) == []


def test_words_of_two_pieces_are_timed_by_the_cut_and_not_by_the_clips() -> None:
    pieces = tuple(Piece(clip=0, first=first, frames=50, sound=0, sound_start=Fraction(first, 25)) for first in (500, 100))
    words = tuple(
        Spoken(text=text, piece=number // 2, start=Fraction(number % 2), end=Fraction(number % 2 + 1))
        for number, text in enumerate(["This", "was", "cut", "twice."])
    )
    split = CutLine(number=1, text="", status=Status.CHOSEN, score=Fraction(1), reason="", pieces=pieces, words=words)
    (caption,) = captions(split)
    assert (caption.start, caption.end, caption.rows) == (0, 4000, ("This was cut twice.",))


def test_a_line_whose_words_nobody_timed_is_spread_over_its_pieces() -> None:
    untimed = line("Nobody knows when these words were said.", pace="0.5").model_copy(update={"words": ()})
    (caption,) = captions(untimed)
    assert caption.rows == ("Nobody knows when these words were said.",)
    assert caption.start == 0


def test_wide_characters_take_two_cells_and_no_row_begins_with_a_full_stop() -> None:
    text = "これは日本語の字幕です。とても長い文章なので、どこかで改行しなければなりません。それでも読みやすくします。"
    found = rows(line(text, pace="12"))
    assert "".join(row for caption in found for row in caption) == text
    assert all(cells(row) <= 42 and row[0] not in "。、" for caption in found for row in caption)


def test_korean_and_thai_and_combined_letters_are_whole() -> None:
    text = "안녕하세요 여러분, 오늘은 자막을 만드는 방법을 알아보겠습니다. e\u0301te\u0301 นี่คือคำบรรยายภาษาไทย"
    found = " ".join(row for caption in rows(line(text, pace="1")) for row in caption)
    assert found.replace(" ", "") == text.replace(" ", "")


def test_a_word_longer_than_a_row_is_broken_rather_than_lost() -> None:
    word = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft"
    assert "".join(row for caption in rows(line(word, pace="5")) for row in caption) == word


@pytest.mark.parametrize("quiet", ["0", "0.5"])
def test_two_rows_are_about_as_long_as_each_other(quiet: str) -> None:
    for upper, lower in (each for each in rows(line(SPEECH, quiet=quiet)) if len(each) == 2):
        assert abs(cells(upper) - cells(lower)) <= 24


WORDS = st.lists(
    st.tuples(
        st.text(st.characters(codec="utf-8"), max_size=60),
        st.fractions(Fraction(0), Fraction(2), max_denominator=1000),
        st.fractions(Fraction(0), Fraction(2), max_denominator=1000),
    ),
    max_size=30,
)


@settings(max_examples=40, deadline=None)
@given(st.lists(WORDS, max_size=3))
def test_whatever_is_said_captions_fit_are_in_order_and_never_overlap(
    lines: list[list[tuple[str, Fraction, Fraction]]],
) -> None:
    made = []
    for number, words in enumerate(lines, 1):
        at, spoken = Fraction(0), []
        for text, gap, length in words:
            spoken.append(Spoken(text=text, piece=0, start=at + gap, end=at + gap + length))
            at += gap + length
        piece = Piece(clip=0, first=0, frames=max(1, int(at * 25) + 10), sound=0, sound_start=Fraction(0))
        made.append(
            CutLine(
                number=number, text="", status=Status.CHOSEN, score=Fraction(1), reason="", pieces=(piece,), words=tuple(spoken)
            )
        )
    of = cut(made)
    said = captioned(of)
    whole = "".join("".join(caption.rows) for caption in said.captions)
    assert len(whole) >= sum(character.isalnum() for words in lines for text, _, _ in words for character in text)
    check(said, max(of.format.starts(of.frames), Fraction(sum(map(len, lines)) * 60, 1)))


def test_a_long_programme_is_captioned_whole() -> None:
    said = captioned(cut([line(SPEECH, number=number) for number in range(1, 100)]))
    check(said, Fraction(10**6))
    assert " ".join(" ".join(caption.rows) for caption in said.captions) == " ".join([SPEECH] * 99)
