"""Deliveries into a folder that its user works in: newer over older, and never over what the user changed."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from shutil import rmtree

import structlog

from dropcut.domain.blobs import Blob
from dropcut.domain.errors import LostBlob, NotFound, Permanent, Unavailable
from dropcut.domain.paths import checked_delivery
from dropcut.domain.wording import spoken
from dropcut.local.files.durable import locked, make_folder, remove_empty, sync_folder
from dropcut.local.files.faults import in_words
from dropcut.local.files.record import (
    OURS,
    STATUS_PAGE,
    DeliveryRecord,
    Mark,
    is_our_page,
    is_ours,
    is_outbox,
    mark_of,
    read_record,
    write_record,
)
from dropcut.local.files.temporary import Temporaries, Temporary
from dropcut.ports.blobs import Blobs
from dropcut.ports.folder import LARGEST_EDIT, Delivery, Retracted

log = structlog.get_logger(__name__)

_EDITABLE = 0o666
_PIECE = 1 << 20


class Outbox:
    """The folder that one drop is delivered to.

    Files are copies, for users edit them. All are copied and checked before the first one is put in place, and the
    record is written last. A file that its user changed, or put there, under a name that we need is renamed
    (`review.md` to `review.yours-1.md`); one under a name that we no longer need stays as it is.
    """

    def __init__(self, folder: Path, blobs: Blobs) -> None:
        self._folder = folder
        self._blobs = blobs
        self._ours = folder / OURS
        self._temporaries = Temporaries(folder, self._ours / "incoming", _EDITABLE)

    def delivery(self) -> Delivery | None:
        """What stands here, as far as that can be told: where nobody can read it, whoever delivers next says what to do."""
        try:
            with in_words(self._folder):
                return read_record(self._folder).delivery
        except Permanent as trouble:
            log.warning("nobody can tell what was delivered", why=str(trouble))
            return None

    def edited(self, name: str) -> bytes | None:
        """What a user made of a delivered file; None while it is ours, or is not there."""
        with in_words(self._folder):
            marks, file = read_record(self._folder).marks.get(name, ()), self._folder / name
            if not marks or not file.is_file() or is_ours(file, marks):
                return None
            if file.stat().st_size > LARGEST_EDIT:
                raise Permanent(f"{spoken(name)} is too large to be an edit.", "Delete it: it is then delivered anew.")
            return file.read_bytes()

    def absorb(self, name: str, edit: bytes) -> None:
        """Count a user's version as ours, unless it changed since it was read."""
        with in_words(self._folder), locked(self._ours / "lock"):
            record, file = read_record(self._folder), self._folder / name
            if name in record.marks and file.is_file() and file.read_bytes() == edit:
                write_record(self._folder, record.expecting({name: mark_of(file)}), self._temporaries)

    def publish(self, revision: int, files: Mapping[str, Blob]) -> Delivery:
        """See `Folder.publish`."""
        for name in files:
            checked_delivery(name)
        with in_words(self._folder):
            self._temporaries.abandoned()
            standing = read_record(self._folder)
            needed = self._needed(standing, revision, files)
            if standing.revision >= revision and not needed:
                return standing.standing
            make_folder(self._ours)
            with self._copied(needed) as copies, locked(self._ours / "lock"):
                return self._put(revision, files, copies).standing

    def retract(self) -> Retracted:
        """See `Folder.retract`. The record goes last: whoever is stopped before says it again."""
        with in_words(self._folder):
            self._take_page_away()
            if not is_outbox(self._folder):
                remove_empty(self._folder, within=self._folder.parent)
                return Retracted()
            self._temporaries.abandoned()
            with locked(self._ours / "lock"):
                taken = self._taken_back(read_record(self._folder))
            rmtree(self._ours)
            remove_empty(self._folder, within=self._folder.parent)
            return taken

    def _take_page_away(self) -> None:
        """The page that tells how the drop stands; a user's own file of that name stays."""
        page = self._folder / STATUS_PAGE
        if is_our_page(page):
            page.unlink()

    def _taken_back(self, record: DeliveryRecord) -> Retracted:
        there = [self._folder / name for name in record.marks if os.path.lexists(self._folder / name)]
        sizes = [file.lstat().st_size for file in there]
        for name, marks in record.marks.items():
            self._remove(name, marks)
        self._sync(name for name in record.marks if (self._folder / name).parent.is_dir())
        left = [os.path.lexists(file) for file in there]
        gone = [size for size, stays in zip(sizes, left, strict=True) if not stays]
        return Retracted(files=len(gone), bytes=sum(gone), left=sum(left))

    def _needed(self, standing: DeliveryRecord, revision: int, files: Mapping[str, Blob]) -> dict[str, Blob]:
        """What would have to be put in place: of the revision that stands, what somebody took away."""
        if standing.revision != revision:
            return dict(files) if standing.revision < revision else {}
        same = {name: blob for name, blob in standing.files.items() if name in files and files[name].sha256 == blob.sha256}
        return {name: files[name] for name in same if not os.path.lexists(self._folder / name)}

    @contextmanager
    def _copied(self, files: Mapping[str, Blob]) -> Iterator[dict[str, Temporary]]:
        with ExitStack() as stack:
            copies = {name: stack.enter_context(self._temporaries.file()) for name in files}
            for name, copy in copies.items():
                _copy(self._blobs, files[name], copy)
            yield copies

    def _put(self, revision: int, files: Mapping[str, Blob], copies: Mapping[str, Temporary]) -> DeliveryRecord:
        standing = read_record(self._folder)
        needed = self._needed(standing, revision, files)
        if not needed.keys() <= copies.keys():
            raise Unavailable(f"The deliveries in {spoken(str(self._folder))} were changed meanwhile.")
        if standing.revision > revision:
            return standing
        marks = {name: _mark(copies[name]) for name in needed}
        expected = standing.expecting(marks)
        write_record(self._folder, expected, self._temporaries)
        for name in needed:
            self._place(copies[name].path, name, expected.marks[name])
        return self._completed(expected, revision, files, marks)

    def _completed(
        self, expected: DeliveryRecord, revision: int, files: Mapping[str, Blob], marks: dict[str, Mark]
    ) -> DeliveryRecord:
        if expected.revision == revision:
            self._sync(marks)
            return expected
        left_over = expected.marks.keys() - files.keys()
        for name in left_over:
            self._remove(name, expected.marks[name])
        self._sync(marks)
        record = DeliveryRecord(revision=revision, files=dict(files), marks={name: (marks[name],) for name in marks})
        write_record(self._folder, record, self._temporaries)
        return record

    def _place(self, file: Path, name: str, marks: tuple[Mark, ...]) -> None:
        target = self._folder / name
        if os.path.lexists(target.parent) and not target.parent.is_dir():
            _set_aside(target.parent)
        make_folder(target.parent)
        if os.path.lexists(target) and not is_ours(target, marks):
            _set_aside(target)
        file.replace(target)

    def _remove(self, name: str, marks: tuple[Mark, ...]) -> None:
        target = self._folder / name
        with suppress(FileNotFoundError, NotADirectoryError):
            if is_ours(target, marks):
                target.unlink()
                remove_empty(target.parent, within=self._folder)

    def _sync(self, names: Iterable[str]) -> None:
        for folder in {(self._folder / name).parent for name in names}:
            sync_folder(folder)


def _set_aside(path: Path) -> None:
    """Give a user's file a name of its own beside ours."""
    number = 1
    while os.path.lexists(path.with_name(f"{path.stem}.yours-{number}{path.suffix}")):
        number += 1
    path.rename(path.with_name(f"{path.stem}.yours-{number}{path.suffix}"))


def _copy(blobs: Blobs, blob: Blob, copy: Temporary) -> None:
    try:
        with blobs.open(blob.path) as source:
            while piece := source.read(_PIECE):
                copy.write(piece)
    except NotFound as error:
        raise LostBlob([blob.path], f"What is to be delivered is missing: {blob.path}.") from error
    if copy.sha256 != blob.sha256:
        raise LostBlob([blob.path], f"What is to be delivered is damaged: {blob.path}.")
    copy.settle()


def _mark(copy: Temporary) -> Mark:
    found = copy.stat()
    return Mark(size=copy.size, inode=found.st_ino, modified_ns=found.st_mtime_ns, sha256=copy.sha256)
