"""What we make in Drive: folders and files under ids that are known before, and pages that Drive keeps as documents."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from mimetypes import guess_type
from typing import Any, BinaryIO, Final, NamedTuple

from googleapiclient.errors import HttpError  # type: ignore[import-untyped]
from googleapiclient.http import MediaIoBaseUpload  # type: ignore[import-untyped]

from dropcut.cloud.drive.clients import Connection
from dropcut.cloud.drive.deadline import Deadline
from dropcut.cloud.drive.faults import in_words, is_lost_upload
from dropcut.cloud.drive.files import DELIVERY, DOCUMENT, FIELDS, FOLDER, OURS, STATUS, DriveFile
from dropcut.cloud.gcs.uploading import UNIT
from dropcut.domain.errors import AlreadyThere, Conflict, Stopped
from dropcut.domain.wording import spoken

PIECE: Final = 64 * UNIT
_ALL: Final[dict[str, Any]] = {"supportsAllDrives": True, "fields": FIELDS}


class Outgoing(NamedTuple):
    """A file to be put into Drive."""

    id: str
    name: str
    folder: str
    source: BinaryIO
    there: bool
    """Whether there is a file of that id: then what it holds is replaced, and nothing else of it."""


class Sender:
    """Writes into Drive. Whatever it makes says that it is ours."""

    def __init__(self, connection: Connection, piece: int = PIECE) -> None:
        self._connection = connection
        self._piece = piece
        self._files = connection.service.files()

    def ids(self, count: int) -> tuple[str, ...]:
        """Ids that nothing has: what is made under one is made once, however often it is said."""
        told = self._ask("new ids", self._files.generateIds(count=count, space="drive", type="files"))
        return tuple(map(str, told["ids"]))

    def make_folder(self, name: str, parent: str, new: str) -> DriveFile:
        """A folder of that id."""
        body = {"id": new, "name": name, "mimeType": FOLDER, "parents": [parent], "appProperties": {OURS: DELIVERY}}
        try:
            return DriveFile.of(self._ask(f"folder {spoken(name)}", self._files.create(body=body, **_ALL)))
        except AlreadyThere:  # by an earlier call of which nobody heard
            return DriveFile.of(self._ask(f"folder {spoken(name)}", self._files.get(fileId=new, **_ALL)))

    def make_page(self, name: str, parent: str, html: str) -> DriveFile:
        """A document that its readers open with a click."""
        body = {"name": name, "mimeType": DOCUMENT, "parents": [parent], "appProperties": {OURS: STATUS}}
        return DriveFile.of(self._ask(spoken(name), self._files.create(body=body, media_body=_page(html), **_ALL)))

    def rewrite_page(self, page: DriveFile, html: str) -> None:
        """Other words in the same document: links to it stay."""
        self._ask(spoken(page.name), self._files.update(fileId=page.id, media_body=_page(html), **_ALL))

    def discard(self, file: DriveFile) -> None:
        """Put something of ours into the bin, from where it can be taken out again."""
        self._ask(spoken(file.name), self._files.update(fileId=file.id, body={"trashed": True}, **_ALL))

    def set_aside(self, file: DriveFile, name: str) -> None:
        """Keep what a user made of a file of ours as a file of their own, beside it."""
        body = {"name": name, "parents": [file.parent], "appProperties": {OURS: "theirs"}}
        self._ask(spoken(name), self._files.copy(fileId=file.id, body=body, **_ALL))

    def put(self, file: Outgoing, address: str, deadline: Deadline, begun: Callable[[str], None]) -> DriveFile:
        """Send a file, piece by piece, from where an upload at `address` was left; `begun` is told the address of a new one.

        Raises Stopped when the time is over, and Conflict when that upload is known no more: it must begin anew.
        """
        request = self._request(file)
        if address:
            request.resumable_uri = address
            request._in_error_state = True  # noqa: SLF001 - so it asks how much is there; the library has no other way
        while True:
            done = self._sent(file, request)
            if done is not None:
                return DriveFile.of(done)
            if request.resumable_uri != address:
                address = request.resumable_uri
                begun(address)
            if deadline.over:
                raise Stopped("The time of this call is over.")

    def _sent(self, file: Outgoing, request: Any) -> Any:  # noqa: ANN401 - the client library is untyped
        def once() -> Any:  # noqa: ANN401 - the same
            with in_words(spoken(file.name)), self._connection.lent() as network:
                try:
                    _, done = request.next_chunk(http=network)
                    return done
                except HttpError as error:
                    if request.resumable_uri and is_lost_upload(error):
                        raise Conflict(f"The upload of {spoken(file.name)} broke off.", "It begins anew.") from error
                    raise

        return self._connection.insisting.insist(once)

    def _request(self, file: Outgoing) -> Any:  # noqa: ANN401 - the client library is untyped
        kind = guess_type(file.name)[0] or "application/octet-stream"
        media = MediaIoBaseUpload(file.source, kind, chunksize=self._piece, resumable=True)
        if file.there:
            return self._files.update(fileId=file.id, media_body=media, **_ALL)
        body = {"id": file.id, "name": file.name, "parents": [file.folder], "appProperties": {OURS: DELIVERY}}
        return self._files.create(body=body, media_body=media, **_ALL)

    def _ask(self, where: str, request: Any) -> Any:  # noqa: ANN401 - the client library is untyped
        return self._connection.ask(where, request)


def _page(html: str) -> MediaIoBaseUpload:
    return MediaIoBaseUpload(BytesIO(html.encode()), "text/html", resumable=False)
