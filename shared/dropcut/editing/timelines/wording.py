"""Names and texts of strangers, as every timeline format can hold them."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import Final
from unicodedata import category
from urllib.parse import quote

_UNSEEN: Final = frozenset({"Cc", "Cs", "Co", "Cn", "Zl", "Zp"})
_TURNING: Final = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_LONGEST: Final = 200


def one_row(text: str, longest: int = _LONGEST) -> str:
    """On one row, without what XML forbids or what turns the direction of what follows."""
    shown = "".join(" " if _is_unseen(character) else character for character in text if character not in _TURNING)
    row = " ".join(shown.split())
    return row if len(row) <= longest else f"{row[: longest - 1]}…"


def _is_unseen(character: str) -> bool:
    return character.isspace() or category(character) in _UNSEEN


def file_name(path: str) -> str:
    """The last part of a path in the drop."""
    return one_row(PurePosixPath(path).name) or "clip"


def relative_url(prefix: str, path: str) -> str:
    """A path in the drop as a URL relative to the timeline's folder; bytes that are no UTF-8 stay themselves."""
    url = quote(path.encode("utf-8", "surrogateescape"), safe="/")
    return f"{prefix or '.'}/{url}"
