"""What was made of a drop, beside its footage in Drive: `cut/`, whose files keep their ids, so that links to them stay."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import BinaryIO

import structlog

from dropcut.cloud.drive.api import Drive
from dropcut.cloud.drive.deadline import Deadline
from dropcut.cloud.drive.files import DriveFile
from dropcut.cloud.drive.records import Delivered, SentFile
from dropcut.cloud.drive.sending import Outgoing, Sender
from dropcut.cloud.drive.turns import Turn
from dropcut.domain.blobs import Blob
from dropcut.domain.errors import AlreadyThere, Conflict, Retryable
from dropcut.domain.wording import spoken
from dropcut.ports.folder import Delivery

log = structlog.get_logger(__name__)

CUT = "cut"
_TRIES = 3


@dataclass(frozen=True)
class Delivering:
    """One delivery on its way into the folder of a drop, by whoever has the turn."""

    drive: Drive
    sender: Sender
    turn: Turn
    folder: DriveFile
    """Of the drop."""
    opened: Callable[[str], BinaryIO]
    """The bytes of the blob at a path."""
    deadline: Deadline

    def bring(self, standing: Delivery) -> Delivered:
        """Have that revision there, unless it or a later one is. Raises Stopped when the time is over, Stale, Permanent."""
        record = self.turn.note()
        if record.revision >= standing.revision:
            return record
        cut = self._cut_folder(record)
        for name, blob in sorted(standing.files.items()):
            self._put(cut, name, blob)
        for name, sent in self.turn.note().files.items():
            if name not in standing.files:
                self._take_away(sent)
        return self.turn.note(lambda record: _complete(record, standing))

    def _cut_folder(self, record: Delivered) -> DriveFile:
        there = self.drive.looked(record.folder) if record.folder else None
        if there is not None and not there.trashed:
            return there
        never_made = record.folder and not record.link and there is None
        new = record.folder if never_made else self.sender.ids(1)[0]
        self.turn.note(lambda record: record.with_(folder=new, link=""))
        made = self.sender.make_folder(CUT, self.folder.id, new)
        self.turn.note(lambda record: record.with_(link=made.link))
        return made

    def _put(self, cut: DriveFile, name: str, blob: Blob) -> None:
        sent = self.turn.note().files.get(name)
        there = self.drive.looked(sent.id) if sent and sent.id else None
        if sent is None or (sent.sha256 and there is None) or (there is not None and there.trashed):
            sent, there = SentFile(id=self.sender.ids(1)[0]), None
            self._note(name, sent)
        if there is not None and sent.md5 and there.md5 != sent.md5:
            self._set_aside(there)
        elif there is not None and sent.sha256 == blob.sha256:
            return
        self._send(cut, name, blob, sent, there=there is not None)

    def _send(self, cut: DriveFile, name: str, blob: Blob, sent: SentFile, *, there: bool) -> None:
        key = f"{sent.id} {blob.sha256}"
        for _ in range(_TRIES):
            address = self.turn.note().uploads.get(key, "")
            try:
                with self.opened(blob.path) as source:
                    outgoing = Outgoing(sent.id, name.replace("/", " - "), cut.id, source, there)
                    made = self.sender.put(outgoing, address, self.deadline, lambda address: self._begun(key, address))
            except AlreadyThere:  # by an earlier call of which nobody heard
                there = True
            except Conflict:
                self._begun(key, "")
            else:
                there = True
                if made.sha256 not in {"", blob.sha256}:
                    self._begun(key, "")
                    continue
                self._note(name, SentFile(id=made.id, sha256=blob.sha256, md5=made.md5, link=made.link), ended=key)
                return
        raise Retryable(f"{spoken(name)} could not be delivered in {_TRIES} tries.", "The work goes on by itself.")

    def _begun(self, key: str, address: str) -> None:
        self.turn.note(lambda record: record.with_(uploads=_without(record.uploads, key) | ({key: address} if address else {})))

    def _note(self, name: str, sent: SentFile, ended: str = "") -> None:
        self.turn.note(lambda record: record.with_(files={**record.files, name: sent}, uploads=_without(record.uploads, ended)))

    def _set_aside(self, there: DriveFile) -> None:
        """Keep what a user made of our file: it gets a name of its own, and ours goes on under its id."""
        path = PurePosixPath(there.name)
        self.sender.set_aside(there, f"{path.stem}.yours{path.suffix}")
        log.info("what a user changed is kept", name=there.name)

    def _take_away(self, sent: SentFile) -> None:
        there = self.drive.looked(sent.id)
        if there is not None and not there.trashed and there.md5 == sent.md5:
            self.sender.discard(there)


def _complete(record: Delivered, standing: Delivery) -> Delivered:
    files = {name: sent for name, sent in record.files.items() if name in standing.files}
    revision = max(record.revision, standing.revision)
    return record.with_(revision=revision, files=files, uploads={}, trouble="", refused_edit="", remarks=())


def _without(uploads: Mapping[str, str], key: str) -> dict[str, str]:
    return {name: address for name, address in uploads.items() if name != key}
