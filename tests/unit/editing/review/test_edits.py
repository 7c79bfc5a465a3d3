"""What a person can do to a page, and what comes of it."""

from __future__ import annotations

from fractions import Fraction

import pytest

from dropcut.domain.cut import Alternate, Status
from dropcut.domain.decisions import Decision, Decisions, LineRef, Move, Place, TakeRef
from dropcut.domain.errors import Permanent
from dropcut.domain.values import Sha256
from dropcut.editing.review.edited import text_of
from dropcut.editing.review.reading import decisions_from
from dropcut.editing.review.writing import review_of
from tests.unit.editing.report.samples import CUT, FORMAT, line, piece
from tests.unit.editing.review.pages import NOTHING, blocks_of, cut_of, edited, plain, reordered

FIRST = LineRef(text="the sea does not reward those who are too anxious too greedy or too impatient")


def said(settled: Decisions) -> Decision:
    (decision,) = settled.made
    return decision


def test_another_take_is_pinned_by_its_clip_and_its_own_times() -> None:
    settled = edited(CUT, ("take: A", "take: B"))
    start, end = FORMAT.starts(90), FORMAT.starts(90 + 171)
    assert said(settled) == Decision(line=FIRST, pin=TakeRef(asset=Sha256("1" * 64), start=start, end=end))


@pytest.mark.parametrize("way", ["take: b", "take:   C", "take: **C**", "TAKE: c."])
def test_a_letter_may_be_written_in_any_way(way: str) -> None:
    assert said(edited(CUT, ("take: A", way))).pin is not None


def test_leaving_the_choice_to_dropcut_takes_back_what_was_pinned() -> None:
    pinned = edited(CUT, ("take: A", "take: B"))
    assert edited(CUT, ("take: A", "take: auto"), before=pinned) == NOTHING


def test_another_take_begins_and_ends_where_it_does() -> None:
    trimmed = edited(CUT, ("begin: 0.00 s earlier", "begin: 0.25 s earlier"))
    assert said(trimmed) == Decision(line=FIRST, earlier=Fraction(1, 4))
    assert said(edited(CUT, ("take: A", "take: B"), before=trimmed)).earlier is None


@pytest.mark.parametrize(
    ("way", "amount"),
    [("0.2 s earlier", "0.2"), (".2 s later", None), ("200 ms later", "-0.2"), ("1 later", "-1"), ("0,125s earlier", "0.125")],
)
def test_a_take_begins_so_much_earlier_or_later(way: str, amount: str | None) -> None:
    change = ("begin: 0.00 s earlier", f"begin: {way}")
    if amount is None:
        with pytest.raises(Permanent, match="is no amount"):
            edited(CUT, change)
    else:
        assert said(edited(CUT, change)).earlier == Fraction(amount)


def test_an_amount_set_back_to_nothing_is_no_decision() -> None:
    trimmed = edited(CUT, ("end: 0.00 s later", "end: 0.5 s later"))
    assert said(trimmed).later == Fraction(1, 2)
    assert edited(CUT, ("end: 0.50 s later", "end: 0 s later"), before=trimmed) == NOTHING


def test_an_amount_finer_than_a_page_shows_stays_exact_while_nobody_touches_it() -> None:
    before = Decisions(made=(Decision(line=FIRST, earlier=Fraction(1, 3)),))
    settled = edited(CUT, ("end: 0.00 s later", "end: 0.1 s later"), before=before)
    assert said(settled) == Decision(line=FIRST, earlier=Fraction(1, 3), later=Fraction(1, 10))


def test_changed_words_are_a_caption_and_the_scripts_own_are_none() -> None:
    captioned = edited(CUT, ("> It rained all the way.", "> It *rained*,\n>all the way — 2 < 3."))
    assert said(captioned) == Decision(line=LineRef(text="it rained all the way"), caption="It *rained*, all the way — 2 < 3.")
    restored = CUT.lines[1].text
    assert (
        said(edited(CUT, ("> One should lie empty, open, as a beach.", f"> {restored}"), before=_captioned())).caption is None
    )


def _captioned() -> Decisions:
    text = "one should lie empty open choiceless as a beach waiting for a gift from the sea"
    return Decisions(
        made=(Decision(line=LineRef(text=text), caption="One should lie empty, open, as a beach.", later=Fraction(1)),)
    )


def test_a_lone_mark_shows_no_caption() -> None:
    assert said(edited(CUT, ("> It rained all the way.", ">"))).caption == ""


def test_a_deleted_block_drops_its_line_and_keeps_what_else_was_said_of_it() -> None:
    before = Decisions(made=(Decision(line=FIRST, earlier=Fraction(1)),))
    page = review_of(CUT, before)
    settled = decisions_from(page.replace(blocks_of(page)[1], ""), CUT, before)
    assert said(settled) == Decision(line=FIRST, earlier=Fraction(1), dropped=True)


def test_a_block_moved_to_the_dropped_lines_drops_its_line_too() -> None:
    page = review_of(CUT, NOTHING)
    settled = decisions_from(reordered(page, [1, 3, 2], [4, 5]), CUT, NOTHING)
    assert said(settled) == Decision(line=LineRef(text="it rained all the way"), dropped=True)


def test_a_block_moved_up_from_the_dropped_lines_comes_back() -> None:
    dropped = LineRef(text="so we packed the car and drove")
    before = Decisions(made=(Decision(line=dropped, dropped=True),))
    page = review_of(CUT, before)
    assert decisions_from(reordered(page, [1, 3, 2, 4, 5], []), CUT, before) == NOTHING


def test_a_moved_block_goes_after_the_line_before_it() -> None:
    cut = plain("One.", "Two.", "Three.", "Four.")
    settled = decisions_from(reordered(review_of(cut, NOTHING), [1, 4, 2, 3], []), cut, NOTHING)
    assert said(settled) == Decision(line=LineRef(text="four"), move=Move(place=Place.AFTER, line=LineRef(text="one")))
    first = decisions_from(reordered(review_of(cut, NOTHING), [3, 1, 2, 4], []), cut, NOTHING)
    assert said(first).move == Move(place=Place.FIRST)


def test_a_line_moved_back_is_no_decision() -> None:
    cut = plain("One.", "Two.", "Three.")
    moved = decisions_from(reordered(review_of(cut, NOTHING), [3, 1, 2], []), cut, NOTHING)
    standing = cut.model_copy(update={"lines": (cut.lines[2], *cut.lines[:2])})
    assert decisions_from(reordered(review_of(standing, moved), [1, 2, 3], []), standing, moved) == NOTHING


def test_lines_that_say_the_same_are_told_apart() -> None:
    cut = plain("Hello!", "Then.", "hello")
    page = review_of(cut, NOTHING)
    settled = decisions_from(page.replace(blocks_of(page)[3], ""), cut, NOTHING)
    assert said(settled) == Decision(line=LineRef(text="hello", occurrence=1), dropped=True)


def test_a_missing_line_can_be_given_a_take_that_was_not_good_enough() -> None:
    other = Alternate(score=Fraction(1, 3), reason="Half of it.", pieces=(piece(1, 30, 40),))
    cut = cut_of(line(1, "Hello."), line(2, "World.", status=Status.MISSING, alternates=(other,)))
    pin = said(edited(cut, ("take: none", "take: A"))).pin
    assert pin == TakeRef(asset=Sha256("2" * 64), start=FORMAT.starts(30), end=FORMAT.starts(70))


def test_a_take_of_several_clips_cannot_be_asked_for() -> None:
    other = Alternate(score=Fraction(1, 3), reason="Stitched.", pieces=(piece(1, 30, 40), piece(0, 30, 40)))
    cut = cut_of(line(1, "Hello.", piece(0, 5, 9), alternates=(other,)))
    with pytest.raises(Permanent, match='row 17: line 1 has no take "B"'):
        edited(cut, ("take: A", "take: B"))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("- take: A", "* take: A"),
        ("| A | cam-b.mp4 |", "|  A   | cam-b.mp4    |"),
        ("|---|---|---|---|---|", "| :--- | --- | --- | --- | --- |"),
        ("### Line 5 · chosen", "### Line 5"),
        ("## The road home\n", ""),
        ("\n### Line 5", "\n<!-- ask Ann about\n### this -->\n\n### Line 5"),
        ("_", "\\_"),
        ("dropcut/review@1", "dropcut/review@1"),
    ],
)
def test_what_editors_and_notes_do_to_a_page_settles_nothing(old: str, new: str) -> None:
    page = review_of(CUT, NOTHING)
    assert decisions_from(page.replace(old, new), CUT, NOTHING) is NOTHING


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ("take: A", "take: Q", r'review.md, row 19: line 1 has no take "Q". Write one of: A, B, C, auto.'),
        ("take: A", "tkae: A", r'review.md, row 19: nobody would obey "- tkae: A". Change only'),
        ("### Line 5 · chosen", "### Line 5 · drop it", r'nobody would obey "### Line 5 · drop it"'),
        ("### Line 5 · chosen", "### Line 3 · look at it", r"line 3 stands here a second time, after row 29"),
        ("### Line 5 · chosen", "### Line 50", r"there is no line 50 in this cut"),
        ("### Line 3 · look at it", "", r"line 1 has a caption a second time. If it is another"),
        ("> It rained all the way.", "", r"line 5 has no caption any more"),
        ("> It rained all the way.", "> It rained\nall the way.", r'nobody would obey "all the way."'),
        ("0:12.38", "0:13.00", r"nobody would obey"),
        ("begin: 0.00 s earlier", "begin: a little", r'"a little" is no amount. Write seconds'),
        ("begin: 0.00 s earlier", "begin: 61 s earlier", r"is no amount"),
        ("# Dropped lines", "", r'has no heading "# Dropped lines" any more'),
        ("## The beach", "<!-- a note", r"row 13: the comment that begins here does not end"),
        ("# Paper edit", "# Paper edit\n\n- take: B", r"this belongs to no line"),
    ],
)
def test_an_edit_that_nobody_would_obey_is_named_with_its_row(old: str, new: str, sentence: str) -> None:
    with pytest.raises(Permanent) as caught:
        edited(CUT, (old, new))
    assert sentence in str(caught.value)


def test_a_page_of_another_cut_is_refused() -> None:
    other = plain("One.", "Two.")
    with pytest.raises(Permanent, match="written for another cut"):
        decisions_from(review_of(CUT, NOTHING), other, NOTHING)


def test_a_page_without_lines_is_refused() -> None:
    with pytest.raises(Permanent, match="has no line left"):
        decisions_from("", CUT, NOTHING)


def test_what_was_settled_about_lines_that_are_gone_stays() -> None:
    gone = Decision(line=LineRef(text="gone"), dropped=True)
    settled = edited(CUT, ("take: A", "take: B"), before=Decisions(made=(gone,)))
    assert settled.made[0] == gone
    assert len(settled.made) == 2


def test_a_page_is_text_in_utf_8() -> None:
    page = review_of(CUT, NOTHING)
    assert text_of(b"\xef\xbb\xbf" + page.encode()) == page
    with pytest.raises(Permanent, match="not text in UTF-8"):
        text_of(b"\xff\xfe")
