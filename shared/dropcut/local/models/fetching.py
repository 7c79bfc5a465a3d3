"""Fetching a model: file by file into a folder beside its place, verified, and only then given its name."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from shutil import disk_usage
from time import sleep
from typing import Final

from dropcut.domain.errors import Permanent, Retryable, Unavailable
from dropcut.domain.models import KnownFile, Model, ModelFile
from dropcut.domain.values import Sha256
from dropcut.domain.wording import size, spoken
from dropcut.engine.shelf import Shelf, digest_of
from dropcut.local.files.durable import sync
from dropcut.local.models.shelving import being_filled, known_file, shelved, unfinished
from dropcut.local.models.web import Answer, BeyondTheEnd, Web

_PART: Final = ".part"
_PIECE: Final = 1 << 18
_TRIES: Final = 5
"""In a row without a single byte."""
_SPARE: Final = 64 << 20

Shown = Callable[[int], None]
"""Told how many bytes of the whole model are there; goes back where a file is begun anew."""


@dataclass(frozen=True)
class Fetch:
    """One call: what to fetch, to where, how, and who watches."""

    model: Model
    shelf: Shelf
    web: Web
    shown: Shown
    pause_s: float = 1.0

    def run(self) -> Path:
        """Fetch what is missing, and give the model its place. Raises Permanent or Retryable.

        What was fetched of it stays when the connection breaks or the disk is full: the next call goes on there. What
        turns out to be other bytes than those that are known is removed at once.
        """
        folder = unfinished(self.shelf, self.model.kind, self.model.name)
        with being_filled(folder):
            self._require_room(folder)
            files = self._files(folder)
            return shelved(self.shelf, self.model, files, f"fetched from {self.model.publisher}")

    def _files(self, folder: Path) -> tuple[KnownFile, ...]:
        known: list[KnownFile] = []
        before = 0
        for file in self.model.files:
            known.append(_File(self, file, folder, before).fetched())
            before += file.size
            self.shown(before)
        return tuple(known)

    def _require_room(self, folder: Path) -> None:
        there = sum(path.stat().st_size for path in folder.iterdir() if path.is_file())
        missing, free = max(0, self.model.size - there), disk_usage(folder).free
        if missing + _SPARE > free:
            raise Retryable(
                f"{self.model.name} needs {size(missing)} more, but {size(free)} are free at {spoken(str(folder.parent))}.",
                "Free some space, then fetch it again.",
            )


@dataclass(frozen=True)
class _File:
    call: Fetch
    file: ModelFile
    folder: Path
    before: int
    """Bytes of the files before this one."""

    @property
    def part(self) -> Path:
        return self.folder / f"{self.file.name}{_PART}"

    def fetched(self) -> KnownFile:
        """The file, whole and verified, under its name in the unfinished folder."""
        whole = self.folder / self.file.name
        for there in (whole, self.part):
            if self.file.sha256 and self._is_right(there):
                there.replace(whole)
                return known_file(whole, self.file.sha256)
        published = self._complete()
        found = Sha256(digest_of(self.part))
        if found != (self.file.sha256 or published):
            self._refuse("is not the file that is known", "It was thrown away. Try again later, or tell the project.")
        self.part.replace(whole)
        return known_file(whole, found)

    def _complete(self) -> str | None:
        """All bytes of the part, asked for as often as the connection breaks; what the publisher says of their digest."""
        failures = 0
        while True:
            had = self._had()
            try:
                with self.call.web.asked(self.file.url, had) as answer:
                    return self._written(answer, had)
            except BeyondTheEnd:
                self.part.unlink(missing_ok=True)
                failures += 1
            except Unavailable:
                failures = failures + 1 if self._had() <= had else 0
                if failures >= _TRIES:
                    raise
                sleep(self.call.pause_s * failures)
            if failures >= _TRIES:
                self._refuse("cannot be fetched: its publisher has another length of it", "Try again later.")

    def _had(self) -> int:
        """How many bytes of it are there; none of a part that cannot be a beginning of it."""
        try:
            had = self.part.stat().st_size
        except FileNotFoundError:
            return 0
        if had < self.file.size:
            return had
        self.part.unlink()
        return 0

    def _is_right(self, there: Path) -> bool:
        return there.is_file() and there.stat().st_size == self.file.size and digest_of(there) == self.file.sha256

    def _written(self, answer: Answer, had: int) -> str | None:
        if self.file.sha256 is None and answer.published is None:
            self._refuse("has no digest that its publisher says", "Fetch it by hand, then: dropcut models import FOLDER")
        if answer.start not in {0, had}:
            raise Unavailable("The publisher answered with another part of the file than was asked for.", "Try again later.")
        descriptor = os.open(self.part, os.O_WRONLY | os.O_CREAT | (0 if answer.start else os.O_TRUNC), 0o644)
        try:
            os.lseek(descriptor, answer.start, os.SEEK_SET)
            self._pour(answer, descriptor, answer.start)
            sync(descriptor)
        finally:
            os.close(descriptor)
        return answer.published

    def _pour(self, answer: Answer, descriptor: int, done: int) -> None:
        self.call.shown(self.before + done)
        while piece := answer.read(_PIECE):
            done += len(piece)
            if done > self.file.size:
                self._refuse(f"is longer than the {size(self.file.size)} that it may have", "It was thrown away.")
            rest = memoryview(piece)
            while rest:
                rest = rest[os.write(descriptor, rest) :]
            self.call.shown(self.before + done)
        if self.file.sha256 and done < self.file.size:
            raise Unavailable(f"The connection ended {size(self.file.size - done)} early.", "Fetch it again: it goes on there.")

    def _refuse(self, what: str, hint: str) -> None:
        self.part.unlink(missing_ok=True)
        raise Permanent(f"{self.file.name} of {self.call.model.name} {what}.", hint)
