"""Which files of a folder are sent, and in which order: what decides comes when the footage is there."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from unicodedata import category

from dropcut.domain.arrival import is_partial
from dropcut.domain.assets import Kind
from dropcut.domain.blobs import FileVersion
from dropcut.domain.errors import Permanent
from dropcut.domain.names import JobId
from dropcut.domain.sorting import is_proxy, kind_of
from dropcut.domain.wording import count_of, spoken
from dropcut.engine.elsewhere import UserFile
from dropcut.local.exits import BadInput
from dropcut.local.files.listing import user_files
from dropcut.local.files.pinned import opened
from dropcut.local.place import DELIVERIES
from dropcut.media.sniff import sniff

_LAST = {Kind.SCRIPT: 1, Kind.SIDECAR: 1, Kind.SETTINGS: 2}
_NO_TEXT = {"Cc", "Cs"}
_LONGEST = 1024
"""In bytes of UTF-8: what a bucket takes as a whole name."""


@dataclass(frozen=True)
class Chosen:
    """What is sent of a folder."""

    waves: tuple[tuple[UserFile, ...], ...]
    """No file of a wave before all of the one before: footage, then the script and what belongs to it, then settings."""
    unfinished: tuple[str, ...]
    """Files that are left out because their names say that they are still being copied."""

    @property
    def files(self) -> tuple[UserFile, ...]:
        """All of them."""
        return tuple(file for wave in self.waves for file in wave)


def chosen(top: Path, drop: JobId, there: Iterable[str]) -> Chosen:
    """Choose the files of the folder `top`, of which `there` lie in the drop already. Raises BadInput."""
    listed = _listed(top)
    files = tuple(UserFile(file, partial(opened, top, file)) for file in listed if not is_partial(file.path))
    unfinished = tuple(file.path for file in listed if is_partial(file.path))
    if not files:
        raise BadInput(f"{spoken(str(top))} holds nothing to send{_of(unfinished)}.", "Put the footage and its script into it.")
    for file in files:
        _check_name(drop, file.version.path)
    if not any(map(_is_footage, files)) and not any(kind_of(path) is Kind.MEDIA for path in there):
        where = f"{spoken(str(top))} holds no footage{_of(unfinished)}"
        raise BadInput(f"{where}, and neither does the drop.", "Put the clips into the folder.")
    waves = (tuple(file for file in files if _LAST.get(kind_of(file.version.path), 0) == wave) for wave in range(3))
    return Chosen(tuple(tuple(sorted(wave, key=_largest_first)) for wave in waves if wave), unfinished)


def _listed(top: Path) -> tuple[FileVersion, ...]:
    try:
        return user_files(top, top / DELIVERIES)
    except Permanent as error:
        raise BadInput(error.message, error.hint) from error


def _largest_first(file: UserFile) -> tuple[int, str]:
    return -file.version.size, file.version.path


def _is_footage(file: UserFile) -> bool:
    """As `ingest` judges it: by name, or by its first bytes where the name says nothing."""
    kind = kind_of(file.version.path)
    if kind is not Kind.OTHER or is_proxy(file.version.path):
        return kind is Kind.MEDIA
    with file.open() as source:
        return sniff(source).is_footage


def _check_name(drop: JobId, path: str) -> None:
    if any(category(character) in _NO_TEXT for character in path):
        raise BadInput(f"{spoken(path)} has a character in its name that is no text.", "Rename it, then submit again.")
    if len(f"inbox/{drop}/{path}".encode()) > _LONGEST:
        raise BadInput(f"The name of {spoken(path)}, with its folders, is longer than a bucket takes.", "Shorten it.")


def _of(unfinished: tuple[str, ...]) -> str:
    return f" but {count_of(len(unfinished), 'file')} still being copied" if unfinished else ""
