"""Names under which browsers, sync clients and copying programs bring a file, judged by the name alone.

Such a name is never footage. It tells that footage is coming: whoever brings it gives it its own name when it is whole.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from dropcut.domain.kinds import Kind
from dropcut.domain.sorting import kind_of

_SURE: Final = (
    *(".crdownload", ".part", ".partial", ".filepart", ".download", ".opdownload", ".dtapart"),
    *(".!ut", ".!qb", ".!sync", ".aria2"),
)
"""Chromium, Firefox, curl and rclone, WinSCP, Safari, Opera, DownThemAll, torrents, Resilio Sync, aria2."""
_PERHAPS: Final = (".tmp", ".temp")
"""Only behind a name that could be footage: whatever else is called so is nobody's."""
_SHAPES: Final = tuple(
    re.compile(shape, re.IGNORECASE)
    for shape in (
        r"\.syncthing\.(?P<name>.+)\.tmp",
        r"~syncthing~(?P<name>.+)\.tmp",
        r"\.unison\.(?P<name>.+)\.[0-9a-f]+\.unison\.tmp",
        r"(?P<name>.+)\.[0-9a-f]{8}\.partial",  # rclone
        r"\.(?P<name>.+)\.~[0-9a-f]+",  # ownCloud, Nextcloud
        r"\.(?P<name>.+)\.icloud",  # not on this machine yet
        r"\.(?P<name>.+)\.[a-z0-9]{6}",  # rsync
    )
)
_BUNDLE: Final = ".download"
"""Safari's folder, with the growing file in it."""
_LONGEST: Final = 1_000


@lru_cache(maxsize=20_000)
def name_when_whole(path: str) -> str | None:
    """What a file that is being brought will be called, as far as its name tells; None for a name that says nothing of it."""
    folder, slash, name = path.rpartition("/")
    bundle = _bundle(folder)
    if bundle is not None:
        return bundle
    meant = _meant(name[:_LONGEST])
    return None if meant is None else f"{folder}{slash}{meant}"


def _bundle(folder: str) -> str | None:
    parts = folder.split("/") if folder else []
    for place, part in enumerate(parts):
        inner = part[: -len(_BUNDLE)]
        if part.casefold().endswith(_BUNDLE) and _is_wanted(inner):
            return "/".join((*parts[:place], inner))
    return None


def _meant(name: str) -> str | None:
    for shape in _SHAPES:
        found = shape.fullmatch(name)
        if found and _is_wanted(found["name"]):
            return str(found["name"])
    inner, dot, ending = name.rpartition(".")
    if inner.startswith(".") or not inner:
        return None
    if f"{dot}{ending}".casefold() in _SURE:
        return inner
    return inner if f"{dot}{ending}".casefold() in _PERHAPS and _is_wanted(inner) else None


def _is_wanted(name: str) -> bool:
    """Whether a drop would use a file of this name."""
    return kind_of(name) is not Kind.OTHER
