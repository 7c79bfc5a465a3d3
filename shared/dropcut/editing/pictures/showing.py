"""Which file of a drop a cue SHOW means. Names are compared with those of the drop, and never opened as paths."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import PurePosixPath
from unicodedata import normalize


def file_shown(words: str, names: Sequence[str]) -> str | None:
    """The file of that name: with its folders, or by its last part where only one file has it; capitals do not matter."""
    wanted = _plain(words)
    for told in (str, _last):
        found = [name for name in names if _plain(told(name)) == wanted]
        if found:
            return found[0] if len(found) == 1 or told is str else None
    return None


def several(words: str, names: Sequence[str]) -> tuple[str, ...]:
    """The files that a name without its folders may mean."""
    return tuple(name for name in names if _plain(_last(name)) == _plain(words))


def _last(name: str) -> str:
    return PurePosixPath(name).name


def _plain(name: str) -> str:
    """As it is compared: a script has single spaces, and any quotes and capitals."""
    return " ".join(normalize("NFC", name).strip("\"'“”‘’ ").removeprefix("./").casefold().split())
