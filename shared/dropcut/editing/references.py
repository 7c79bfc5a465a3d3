"""How a line is called by what it says, so that what was settled about it outlives edits of the script."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import Final
from unicodedata import category, normalize

from dropcut.domain.decisions import LineRef

_APOSTROPHES: Final = re.compile("['\u2018\u2019\u02bc\u2032]")


def normal_text(text: str) -> str:
    """In lower case, letters and digits only, single spaces between words; an apostrophe joins (`don't` is `dont`)."""
    joined = _APOSTROPHES.sub("", normalize("NFKC", text).casefold())
    return " ".join("".join(one if category(one)[0] in "LMN" else " " for one in normalize("NFC", joined)).split())


def line_ref(lines: Sequence[str], number: int) -> LineRef:
    """How the line with this number, from 1, is called; `lines` are the spoken texts of the script in its order."""
    texts = [normal_text(line) for line in lines[:number]]
    return LineRef(text=texts[-1], occurrence=texts[:-1].count(texts[-1]))


def line_refs(lines: Sequence[str]) -> tuple[LineRef, ...]:
    """How each line is called, in order."""
    seen: Counter[str] = Counter()
    refs = []
    for text in map(normal_text, lines):
        refs.append(LineRef(text=text, occurrence=seen[text]))
        seen[text] += 1
    return tuple(refs)
