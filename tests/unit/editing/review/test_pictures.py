"""What a person can do to the pictures over a line, and what comes of it."""

from __future__ import annotations

import pytest

from dropcut.domain.decisions import Decision, LineRef, PictureDecision, TakeRef
from dropcut.domain.errors import Permanent
from dropcut.domain.overlays import Ask
from dropcut.editing.review.writing import review_of
from tests.unit.editing.report.samples import CUT, FORMAT, PICTURED
from tests.unit.editing.review.pages import NOTHING, edited

FIRST = LineRef(text="the sea does not reward those who are too anxious too greedy or too impatient")


def settled(*changes: tuple[str, str]) -> tuple[PictureDecision, ...]:
    (decision,) = edited(PICTURED, *changes).made
    assert decision == Decision(line=FIRST, pictures=decision.pictures)
    return decision.pictures


def test_a_page_that_nobody_changed_settles_nothing() -> None:
    assert edited(PICTURED) == NOTHING


def test_another_picture_is_pinned_by_its_clip_and_its_times() -> None:
    pin = TakeRef(asset=CUT.clips[0].asset.sha256, start=FORMAT.starts(7), end=FORMAT.starts(47))
    assert settled(("picture 1: A", "picture 1: b")) == (PictureDecision(ask=Ask.B_ROLL, words="a calm sea", pin=pin),)


@pytest.mark.parametrize(
    ("field", "ask", "words"), [("picture 2", Ask.SHOW, "chart 1 png"), ("picture 3", Ask.TITLE, "one all")]
)
def test_a_still_and_a_title_are_dropped(field: str, ask: Ask, words: str) -> None:
    assert settled((f"{field}: A", f"{field}: none")) == (PictureDecision(ask=ask, words=words, dropped=True),)


def test_auto_takes_back_what_was_settled() -> None:
    dropped = edited(PICTURED, ("picture 1: A", "picture 1: none"))
    assert edited(PICTURED, ("picture 1: A", "picture 1: auto"), before=dropped) == NOTHING


def test_a_letter_that_is_not_there_is_refused_with_its_row() -> None:
    with pytest.raises(Permanent, match=r"row \d+: line 1 has no (such )?picture") as refused:
        edited(PICTURED, ("picture 1: A", "picture 1: Q"))
    assert "A, B, none, auto" in refused.value.hint


def test_a_page_without_pictures_is_written_as_it_always_was() -> None:
    assert "picture" not in review_of(CUT, NOTHING)
