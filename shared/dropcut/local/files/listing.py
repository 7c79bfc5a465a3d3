"""Which of the files in a folder are a user's footage, and in which version."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from uuid import uuid4

from dropcut.domain.blobs import FileVersion
from dropcut.domain.errors import Permanent
from dropcut.domain.unfinished import name_when_whole
from dropcut.domain.values import Instant
from dropcut.domain.wording import spoken
from dropcut.local.files.faults import in_words
from dropcut.local.files.names import as_text
from dropcut.local.files.record import is_outbox

MOST_FILES = 10_000
DEEPEST = 16
_MILLION = 1_000_000


def version_of(found: os.stat_result) -> str:
    """Changes whenever the bytes may have changed, and survives a restart.

    The time of the last change of state (ctime) is in it because programs that copy set the time of modification back
    to that of the original. Numbers of inodes and devices are not: they differ from mount to mount of some file systems.
    """
    return f"{found.st_size}-{found.st_mtime_ns}-{found.st_ctime_ns}"


Written = Callable[[str, os.stat_result], bool]
"""Whether some program is still writing to the file at a path."""


def nobody_writes(_path: str, _found: os.stat_result) -> bool:
    """Where that is not asked."""
    return False


def user_files(top: Path, outbox: Path, written: Written = nobody_writes) -> tuple[FileVersion, ...]:
    """The files in a drop and the folders in it, ordered by path; none when there is no such folder.

    Left out: hidden names (but for those under which a file of a drop is being brought), folders that deliveries go to,
    what is no plain file (it is never opened), and links, but for those to a file that is listed itself. A file that is
    still `written` to is never the version that it was. Raises Permanent when there are too many, or folders in folders
    too deep.
    """
    walk = _Walk(top.resolve(), outbox.resolve(), written)
    walk.look_into(walk.top, "", 0)
    walk.follow_links()
    return tuple(sorted(walk.found, key=lambda file: file.path))


class _Walk:
    def __init__(self, top: Path, outbox: Path, written: Written) -> None:
        self.top = top
        self._written = written
        self.found: list[FileVersion] = []
        self._outbox = outbox
        self._real: dict[str, os.stat_result] = {}
        self._links: list[tuple[str, str]] = []
        self._seen = 0

    def look_into(self, folder: Path, before: str, depth: int) -> None:
        if depth > DEEPEST:
            raise Permanent(
                f"{spoken(before)} lies deeper than {DEEPEST} folders in {spoken(str(self.top))}.",
                "Move the footage further up.",
            )
        for entry in _visible(folder):
            self._count()
            text = before + as_text(entry.name)
            if not entry.is_dir(follow_symlinks=False):
                self._take(text, entry)
            elif not self._is_ours(Path(entry.path)):
                self.look_into(Path(entry.path), f"{text}/", depth + 1)

    def follow_links(self) -> None:
        for text, path in self._links:
            with suppress(OSError):  # leads nowhere, or in circles: then it is no footage
                target = os.path.realpath(path, strict=True)
                if target in self._real:
                    self.found.append(file_version(text, self._real[target]))

    def _take(self, text: str, entry: os.DirEntry[str]) -> None:
        if entry.is_symlink():
            self._links.append((text, entry.path))
            return
        with suppress(FileNotFoundError):  # removed since its folder was read
            found = entry.stat(follow_symlinks=False)
            if stat.S_ISREG(found.st_mode):
                self._real[entry.path] = found
                self.found.append(self._version(text, entry.path, found))

    def _version(self, text: str, path: str, found: os.stat_result) -> FileVersion:
        file = file_version(text, found)
        return file.model_copy(update={"version": f"written {uuid4().hex}"}) if self._written(path, found) else file

    def _is_ours(self, folder: Path) -> bool:
        return folder == self._outbox or is_outbox(folder)

    def _count(self) -> None:
        self._seen += 1
        if self._seen > MOST_FILES:
            raise Permanent(
                f"{spoken(str(self.top))} holds more than {MOST_FILES:,} files and folders.",
                "A drop is the footage of one video: keep only that in it.",
            )


def _visible(folder: Path) -> Iterator[os.DirEntry[str]]:
    with in_words(folder), suppress(FileNotFoundError, NotADirectoryError), os.scandir(folder) as entries:
        yield from (entry for entry in entries if not entry.name.startswith(".") or _is_brought(entry))


def _is_brought(entry: os.DirEntry[str]) -> bool:
    return name_when_whole(as_text(entry.name)) is not None and entry.is_file(follow_symlinks=False)


def file_version(path: str, found: os.stat_result) -> FileVersion:
    """A file as it is told of, from what the system says of it."""
    modified = Instant(found.st_mtime_ns // _MILLION)
    return FileVersion(path=path, version=version_of(found), size=found.st_size, modified=modified)
