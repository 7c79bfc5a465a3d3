"""Cues find the clips that are meant, and without a model that understands the report says what to do."""

from __future__ import annotations

from functools import reduce

from benchmarks.pictures.__main__ import Score, scored, understood
from benchmarks.pictures.drops import UNSEEN
from dropcut.domain.pictures import MatchingWish
from dropcut.search.choosing import Way
from dropcut.search.picturing import chosen
from tests.unit.search.model import need_minilm

NONE_HERE = (Way(lambda: False, lambda _weights: None, ""),)  # type: ignore[arg-type, return-value]


def test_of_ten_cues_nine_find_their_clip_at_once_and_nearly_all_among_three() -> None:
    need_minilm()
    vectors = understood(UNSEEN)
    total = reduce(Score.and_of, (scored(drop, vectors) for drop in UNSEEN))
    assert total.cues >= 60
    assert total.first >= 0.88 * total.cues
    assert total.among_three >= 0.97 * total.cues


def test_without_a_model_words_alone_are_compared_and_that_is_said() -> None:
    told = chosen(MatchingWish(language="en"), ways=NONE_HERE)
    assert told.engine is None
    assert told.why.startswith("Pictures were matched with what is asked for by words alone: nothing on this machine")
    assert "pip install" in told.why


def test_in_another_language_words_alone_are_compared_and_that_is_said() -> None:
    told = chosen(MatchingWish(language="de"))
    assert told.engine is None
    assert "English only, not in the language 'de'" in told.why
