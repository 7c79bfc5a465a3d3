"""The bytes of a file of Drive: some of them at a time, or a document of Google's in another form."""

from __future__ import annotations

from typing import Any, Final

from dropcut.cloud.drive.clients import Connection
from dropcut.cloud.drive.faults import in_words
from dropcut.cloud.drive.files import DriveFile
from dropcut.domain.errors import Unavailable
from dropcut.domain.wording import spoken

WORD: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
TEXT: Final = "text/plain"


class Media:
    """What is downloaded."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._files = connection.service.files()

    def part(self, file: DriveFile, start: int, end: int) -> bytes:
        """The bytes from `start` on and before `end`: all of them. Raises Conflict when the file became shorter."""
        where = spoken(file.name)

        def once() -> bytes:
            asked = self._files.get_media(fileId=file.id, supportsAllDrives=True)
            asked.headers |= {"range": f"bytes={start}-{end - 1}", "accept-encoding": "identity"}
            data = self._data(where, asked)
            if len(data) != end - start:
                raise Unavailable(f"{where} broke off on the way.", "The work goes on by itself.")
            return data

        return self._connection.insisting.insist(once)

    def exported(self, file: DriveFile, form: str) -> bytes:
        """A document of Google's in the form of that MIME type. Raises TooLargeToExport."""
        where = spoken(file.name)
        asked = self._files.export_media(fileId=file.id, mimeType=form)
        return self._connection.insisting.insist(lambda: self._data(where, asked))

    def _data(self, where: str, asked: Any) -> bytes:  # noqa: ANN401 - the client library is untyped
        with in_words(where), self._connection.lent() as network:
            return bytes(asked.execute(http=network))
