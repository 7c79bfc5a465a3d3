"""Files that a home keeps for a while: what is being sent, status pages, merged indexes, gauges, what dead writers left."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from shutil import rmtree

from dropcut.domain.deleting import Left, Removed, Whose
from dropcut.domain.values import digest
from dropcut.engine.deleting.unhindered import Unhindered
from dropcut.local.files.blobs import FileBlobs
from dropcut.local.files.durable import remove_empty
from dropcut.local.files.record import STATUS_PAGE, is_our_page
from dropcut.local.place import Place


class WorkingFiles(Unhindered):
    """See `dropcut.ports.remains.Remains`. An index is of all of an owner's jobs: it is made anew when somebody searches."""

    name = "files for a while"

    def __init__(self, place: Place, blobs: FileBlobs) -> None:
        self._place = place
        self._blobs = blobs

    def clear(self, whose: Whose) -> tuple[Removed, ...]:
        """Delete them."""
        self._blobs.sweep()
        files, size = 0, 0
        for top in tuple(self._tops(whose)):
            for file in _files(top):
                files, size = files + 1, size + file.lstat().st_size
            _remove(top)
            remove_empty(top.parent, within=self._place.home)
        return (Removed(what="working files", count=files, bytes=size),)

    def left(self, whose: Whose) -> tuple[Left, ...]:
        """Those that are there."""
        count = sum(len(_files(top)) for top in self._tops(whose))
        return (Left(what="working files", count=count, why="They came while the rest went."),) if count else ()

    def _tops(self, whose: Whose) -> Iterator[Path]:
        place = self._place
        of_owner = place.home / "uploads" / whose.owner
        yield from _there(of_owner if whose.job is None else of_owner / digest(str(whose.job))[:32])
        outboxes = [place.outbox_of(whose.job)] if whose.job else sorted((place.outbox / whose.owner).glob("*"))
        yield from (outbox / STATUS_PAGE for outbox in outboxes if is_our_page(outbox / STATUS_PAGE))
        yield from (path for path in sorted(place.search.glob("*")) if path.name.startswith(f"{whose.owner}.sqlite"))
        yield from (file for file in sorted(place.scratch.glob("*.far")) if f'"{whose.owner}/' in _text(file))


def _there(path: Path) -> Iterator[Path]:
    if path.exists():
        yield path


def _files(top: Path) -> list[Path]:
    return [top] if top.is_file() else [path for path in top.rglob("*") if path.is_file()]


def _remove(top: Path) -> None:
    if top.is_dir():
        rmtree(top)
    else:
        top.unlink(missing_ok=True)


def _text(file: Path) -> str:
    try:
        return file.read_text(errors="replace")
    except OSError:  # its process ended meanwhile
        return ""
