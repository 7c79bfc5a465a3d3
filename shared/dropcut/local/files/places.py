"""Which folder of this machine is which drop, and where its deliveries go."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import structlog

from dropcut.domain.arrival import is_partial
from dropcut.domain.errors import NotFound, Permanent
from dropcut.domain.names import JobId, Owner
from dropcut.domain.wording import spoken
from dropcut.local.files.faults import in_words
from dropcut.local.files.names import as_name, as_text
from dropcut.local.files.record import is_outbox

log = structlog.get_logger(__name__)


class Places(Protocol):
    """Where drops and their deliveries lie."""

    def drops(self) -> Iterator[JobId]:
        """Every drop that has a folder now, ordered by id."""

    def inbox(self, drop: JobId) -> Path | None:
        """The folder with the user's files; None when this is no place for such a drop. It may not be there."""

    def outbox(self, drop: JobId) -> Path:
        """The folder for the deliveries. Raises NotFound when this is no place for such a drop."""

    def delivered_to(self, owner: Owner) -> Iterator[JobId]:
        """Every drop of an owner whose outbox has a delivery of ours."""


class OneDrop:
    """One folder that is one drop. Raises Permanent when deliveries would lie among the user's files."""

    def __init__(self, drop: JobId, folder: Path, outbox: Path) -> None:
        if folder.resolve() == outbox.resolve():
            raise Permanent(
                f"{spoken(str(outbox))} holds your own files: deliveries cannot lie among them.",
                "Name another folder for the deliveries.",
            )
        self._drop = drop
        self._folder = folder
        self._outbox = outbox

    def drops(self) -> Iterator[JobId]:
        """The one, when its folder is there."""
        if self._folder.is_dir():
            yield self._drop

    def inbox(self, drop: JobId) -> Path | None:
        """The folder itself."""
        return self._folder if drop == self._drop else None

    def outbox(self, drop: JobId) -> Path:
        """The folder that was named for deliveries."""
        if drop != self._drop:
            raise NotFound(f"This is the folder of {spoken(str(self._drop))}, not of {spoken(str(drop))}.")
        return self._outbox

    def delivered_to(self, owner: Owner) -> Iterator[JobId]:
        """The one, when something was delivered."""
        if owner == self._drop.owner and is_outbox(self._outbox):
            yield self._drop


@dataclass(frozen=True)
class Inbox:
    """A folder of drops: `root/<owner>/<drop>/`, or `root/<drop>/` when they all belong to one `owner`.

    A folder is a drop when its name can be that of one: see `JobId.parse`. Hidden folders and links to folders are none;
    `root` itself may be a link.
    """

    root: Path
    deliveries: Path
    owner: Owner | None = None

    def drops(self) -> Iterator[JobId]:
        """The folders that can be drops, by name."""
        return (drop for drop, why in self._judged() if not why)

    def refused(self) -> tuple[str, ...]:
        """Why folders that a person may take for drops are none: a sentence each."""
        return tuple(
            f"{spoken(str(self.root / drop.owner / drop.name))} is no drop. {why}" for drop, why in self._judged() if why
        )

    def loose(self) -> tuple[str, ...]:
        """The files that lie beside the drops, and so belong to none."""
        with in_words(self.root), suppress(FileNotFoundError, NotADirectoryError), os.scandir(self.root) as entries:
            found = (entry.name for entry in entries if entry.is_file() and not is_partial(as_text(entry.name)))
            return tuple(sorted(found))
        return ()

    def inbox(self, drop: JobId) -> Path | None:
        """The folder with the drop's files."""
        if _why_not(drop) or self.owner not in {None, drop.owner}:
            return None
        of_owner = self.root / drop.owner if self.owner is None else self.root
        folder = of_owner / as_name(drop.name)
        strange = folder.is_symlink() or (self.owner is None and of_owner.is_symlink())
        return None if strange else folder

    def outbox(self, drop: JobId) -> Path:
        """Below the place of all deliveries, always with the owner."""
        why = _why_not(drop)
        if why:
            raise NotFound(why)
        return self.deliveries / drop.owner / as_name(drop.name)

    def delivered_to(self, owner: Owner) -> Iterator[JobId]:
        """The folders below the owner's that are outboxes of ours."""
        top = self.deliveries / owner
        return (JobId(owner, as_text(name)) for name in _folders(top) if is_outbox(top / name))

    def _judged(self) -> Iterator[tuple[JobId, str]]:
        for owner, folder in self._owners():
            for name in self._of_owner(folder):
                drop = JobId(owner, as_text(name))
                yield drop, _why_not(drop)

    def _of_owner(self, folder: Path) -> list[str]:
        """One owner's folder that is closed to us keeps no other owner waiting."""
        try:
            return _folders(folder)
        except Permanent as trouble:
            if self.owner is not None:
                raise
            log.warning("an owner's folder cannot be looked at", why=str(trouble))
            return []

    def _owners(self) -> Iterator[tuple[Owner, Path]]:
        if self.owner is not None:
            yield self.owner, self.root
            return
        for name in _folders(self.root):
            yield Owner(as_text(name)), self.root / name


def _folders(folder: Path) -> list[str]:
    with in_words(folder), suppress(FileNotFoundError, NotADirectoryError), os.scandir(folder) as entries:
        found = (entry.name for entry in entries if entry.is_dir(follow_symlinks=False))
        return sorted(name for name in found if not name.startswith("."))
    return []


def _why_not(drop: JobId) -> str:
    try:
        JobId.parse(str(drop))
    except Permanent as error:
        return str(error)
    return ""
