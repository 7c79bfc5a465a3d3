"""What was said, as a caption has it: recognisers tell words in lower case, without a mark."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from dropcut.editing.meaning.sentences import written_names

_ENDS: Final = (".", "!", "?", "…")


def as_written(words: Sequence[str], line: str) -> str:
    """With the line's own spelling of names, and its mark at the end."""
    names = {name.casefold(): name for name in written_names(line)}
    spelled = " ".join(names.get(word, _with_i(word)) for word in words)
    mark = next((end for end in _ENDS if line.rstrip("\"'”’)]").endswith(end)), "")
    return f"{spelled[:1].upper()}{spelled[1:]}{mark}"


def _with_i(word: str) -> str:
    return "I" + word[1:] if word == "i" or word.startswith(("i'", "i\u2019")) else word
