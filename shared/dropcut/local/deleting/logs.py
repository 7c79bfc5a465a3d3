"""Lines of the home's log in which a name stands: what libraries print, and what was written before ids were opaque."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

from dropcut.domain.deleting import Left, Removed, Whose
from dropcut.engine.deleting.unhindered import Unhindered
from dropcut.local.place import LOCAL, Place


class Logs(Unhindered):
    """See `dropcut.ports.remains.Remains`. A file is rewritten in place: whoever appends to it goes on doing so."""

    name = "the log"

    def __init__(self, place: Place) -> None:
        self._place = place

    def clear(self, whose: Whose) -> tuple[Removed, ...]:
        """Take the lines out."""
        says, count = self._says(whose), 0
        for file in self._files():
            lines = file.read_bytes().splitlines(keepends=True)
            kept = [line for line in lines if not says.search(line)]
            if len(kept) < len(lines):
                _rewrite(file, b"".join(kept))
                count += len(lines) - len(kept)
        return (Removed(what="lines of the log", count=count),)

    def left(self, whose: Whose) -> tuple[Left, ...]:
        """Lines that say it."""
        says = self._says(whose)
        count = sum(bool(says.search(line)) for file in self._files() for line in file.read_bytes().splitlines())
        return (Left(what="lines of the log", count=count, why="They were written while the rest went."),) if count else ()

    def _says(self, whose: Whose) -> re.Pattern[bytes]:
        """Names as parts of paths and ids: a drop may be called as any word is."""
        if whose.drop is not None:
            return re.compile(rb"/" + _either(whose.drop) + rb"(?=[/\"'\s:\\]|$)")
        if whose.owner == LOCAL:  # it stands in every path and id of a home of one person
            return re.compile(rb"[\"'\s/]local/")
        name = _either(whose.owner)
        return re.compile(rb"(?<![\w.-])" + name + rb"(?![\w-]|\.[\w])")

    def _files(self) -> Iterator[Path]:
        yield from sorted(self._place.log.parent.glob(f"{self._place.log.name}*"))
        yield from sorted(self._place.complaints.parent.glob(f"{self._place.complaints.name}*"))


def _either(name: str) -> bytes:
    """The name as text, and as JSON writes it."""
    return b"(?:" + re.escape(name.encode()) + b"|" + re.escape(json.dumps(name)[1:-1].encode()) + b")"


def _rewrite(file: Path, text: bytes) -> None:
    with file.open("r+b") as opened:
        opened.truncate(0)
        opened.write(text)
