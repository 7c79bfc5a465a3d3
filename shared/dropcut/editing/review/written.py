"""How a person's text stands in Markdown: as it is, with only those marks escaped that would mean something."""

from __future__ import annotations

import re
from typing import Final

_MEANING: Final = re.compile(r"[\\`*_\[\]<>&|~$]|(?<=<)!|^[#+-]")
_NUMBERED: Final = re.compile(r"^([0-9]{1,9})([.)])")
_ESCAPED: Final = re.compile(r"\\([!-/:-@\[-`{-~])")
_NOT_SHOWN: Final = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")


def tidy(text: str) -> str:
    """On one row, single spaces, nothing that controls a terminal; joiners and marks of direction stay."""
    return " ".join(_NOT_SHOWN.sub(" ", text).split())


def escaped(text: str) -> str:
    """A text on one row, so that Markdown shows it as it is: no mark, list, link, comment or tag begins in it."""
    return _NUMBERED.sub(r"\1\\\2", _MEANING.sub(lambda found: f"\\{found[0]}", tidy(text)))


def unescaped(text: str) -> str:
    """The text that stands there, however much of it was escaped."""
    return tidy(_ESCAPED.sub(r"\1", text))
