"""The rules of files on their way into a drop, the same for every home."""

from __future__ import annotations

from unicodedata import normalize

from dropcut.domain.errors import Permanent
from dropcut.domain.paths import broken_rule
from dropcut.domain.wording import spoken

_DEEPEST = 16
_OURS = ".dropcut"


def checked_place(path: str) -> str:
    """Where a user's file may lie in a drop, its accents composed. Raises Permanent with the rule that is broken."""
    composed = normalize("NFC", path) if not any("\ud800" <= letter <= "\udfff" for letter in path) else path
    why = broken_rule(composed) or _why_not(composed)
    if why:
        raise Permanent(f"{spoken(path)} cannot be the path of a file in a drop: {why}.", "Rename it, then send it again.")
    return composed


def _why_not(path: str) -> str:
    if "\\" in path:
        return "it holds a backslash"
    return "it lies too deep" if path.count("/") >= _DEEPEST else ""
