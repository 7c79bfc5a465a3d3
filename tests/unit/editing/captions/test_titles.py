"""Titles fit whatever is written, and say so where words are left out."""

from __future__ import annotations

from fractions import Fraction

import pytest

from dropcut.domain.programme import Format
from dropcut.editing.captions.titles import title_rows

FORMATS = [Format(width=width, height=height, rate=Fraction(25)) for width, height in ((320, 180), (1080, 1920), (64, 64))]


@pytest.mark.parametrize("format", FORMATS, ids=str)
@pytest.mark.parametrize("words", ["word " * 30, "W" * 200, "漢" * 100, "word " * 4_000])
def test_a_title_that_is_too_long_ends_with_dots(words: str, format: Format) -> None:  # noqa: A002 - the design's word
    made = title_rows(words, format)
    assert len(made.rows) <= 3
    assert made.whole is not made.rows[-1].endswith("…")
    assert made.whole == ("".join(made.rows).replace(" ", "") == words.replace(" ", ""))


def test_a_title_that_fits_is_whole() -> None:
    for one in FORMATS[:2]:
        assert title_rows("One day by the sea", one).whole
        assert title_rows("To be continued…", one).whole
    assert not title_rows("word " * 4_000, FORMATS[0]).whole
