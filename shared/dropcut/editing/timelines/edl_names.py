"""Names as CMX3600 can hold them."""

from __future__ import annotations

from collections.abc import Sequence
from re import sub
from typing import Final
from unicodedata import normalize

from dropcut.editing.timelines.plan import Media

_REEL: Final = 8


def plain(text: str) -> str:
    """In ASCII, accents gone and all else that is foreign as `?`."""
    bare = "".join(character for character in normalize("NFKD", text) if not 0x300 <= ord(character) < 0x370)  # noqa: PLR2004
    return bare.encode("ascii", "replace").decode()


def reels(media: Sequence[Media]) -> list[str]:
    """A reel for each file, no two alike: the camera's own name for it, or the file's, in eight characters."""
    taken: list[str] = []
    for number, each in enumerate(media, 1):
        name = _reel(each.reel) or _reel(each.name.rpartition(".")[0]) or f"CLIP{number}"
        taken.append(_free(name, taken))
    return taken


def _reel(text: str) -> str:
    return sub(r"[^A-Z0-9]", "", plain(text).upper())[:_REEL]


def _free(name: str, taken: Sequence[str]) -> str:
    if name not in taken and name not in {"BL", "AX"}:
        return name
    numbered = (f"{name[: _REEL - len(str(number))]}{number}" for number in range(2, len(taken) + 3))
    return next(each for each in numbered if each not in taken)
