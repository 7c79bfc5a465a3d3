"""Drive in our words: every call is one request, tried again while it fails for now; every error is one of ours."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from googleapiclient.errors import HttpError  # type: ignore[import-untyped]

from dropcut.cloud.drive.clients import Connection
from dropcut.cloud.drive.faults import LostToken, in_words, is_lost_token
from dropcut.cloud.drive.files import FIELDS, Change, DriveFile
from dropcut.domain.errors import NotFound, Unavailable
from dropcut.domain.values import Instant
from dropcut.domain.wording import spoken

_ALL: dict[str, Any] = {"supportsAllDrives": True}
_LISTED: dict[str, Any] = {**_ALL, "includeItemsFromAllDrives": True}
_AT_ONCE = 1_000
CHANGES_AT_ONCE = 100
"""A page is recorded by one commit, which takes 500 writes."""


class Page(NamedTuple):
    """Some changes, and where the next ones begin."""

    changes: tuple[Change, ...]
    token: str
    last: bool
    """Whether these are all until now."""


class Watched(NamedTuple):
    """What Drive knows a channel by, and when it ends."""

    resource: str
    expires: Instant


class Drive:
    """Files, folders and their changes, in My Drive and in shared drives."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection
        self._files = connection.service.files()
        self._changes = connection.service.changes()
        self._channels = connection.service.channels()

    def look(self, file: str) -> DriveFile:
        """A file as it is now. Raises NotFound when it is not shown to us."""
        return DriveFile.of(self._ask(f"file {file}", self._files.get(fileId=file, fields=FIELDS, **_ALL)))

    def looked(self, file: str) -> DriveFile | None:
        """A file as it is now, if it is shown to us."""
        try:
            return self.look(file)
        except NotFound:
            return None

    def children(self, folder: DriveFile) -> Iterator[DriveFile]:
        """What lies in a folder and is not in the bin. A new one may be missing for a while."""
        where, token = f"folder {spoken(folder.name)}", None
        of_drive = {"corpora": "drive", "driveId": folder.drive} if folder.drive else {}
        while True:
            asked = self._files.list(
                q=f"'{folder.id}' in parents and trashed = false",
                fields=f"nextPageToken,incompleteSearch,files({FIELDS})",
                pageSize=_AT_ONCE,
                pageToken=token,
                spaces="drive",
                **_LISTED,
                **of_drive,
            )
            told = self._ask(where, asked)
            if told.get("incompleteSearch"):
                raise Unavailable(f"Google Drive could not look at all of {where}.", "The work goes on by itself.")
            yield from (DriveFile.of(file) for file in told.get("files", ()))
            token = told.get("nextPageToken")
            if not token:
                return

    def start(self, drive: str) -> str:
        """The place in the feed of changes where what happens from now on will stand."""
        asked = self._changes.getStartPageToken(**_ALL, **({"driveId": drive} if drive else {}))
        return str(self._ask("feed of changes", asked)["startPageToken"])

    def changes(self, token: str, drive: str) -> Page:
        """The changes from there on. Raises LostToken."""
        asked = self._changes.list(
            pageToken=token,
            fields=f"nextPageToken,newStartPageToken,changes(changeType,fileId,removed,file({FIELDS}))",
            pageSize=CHANGES_AT_ONCE,
            includeRemoved=True,
            spaces="drive",
            **_LISTED,
            **({"driveId": drive} if drive else {}),
        )
        told = self._ask_feed(asked)
        changes = tuple(_change(each) for each in told.get("changes", ()) if each.get("changeType", "file") == "file")
        following = told.get("nextPageToken")
        return Page(changes, str(following or told["newStartPageToken"]), last=not following)

    def watch(self, token: str, drive: str, channel: dict[str, object]) -> Watched:
        """Have pushes sent for what changes from there on. Raises LostToken."""
        asked = self._changes.watch(
            pageToken=token, body=channel, includeRemoved=True, **_LISTED, **({"driveId": drive} if drive else {})
        )
        told = self._ask_feed(asked)
        return Watched(str(told["resourceId"]), Instant(int(told["expiration"])))

    def stop(self, channel: str, resource: str) -> None:
        """Have no more pushes sent through a channel; one that has ended is fine."""
        try:
            self._ask("channel", self._channels.stop(body={"id": channel, "resourceId": resource}))
        except NotFound:
            return

    def _ask(self, where: str, request: Any) -> Any:  # noqa: ANN401 - the client library is untyped
        return self.connection.ask(where, request)

    def _ask_feed(self, request: Any) -> Any:  # noqa: ANN401 - the client library is untyped
        def once() -> Any:  # noqa: ANN401 - the same
            with in_words("feed of changes"), self.connection.lent() as network:
                try:
                    return request.execute(http=network)
                except HttpError as error:
                    if is_lost_token(error):
                        raise LostToken("Google Drive knows this place in its feed of changes no more.") from error
                    raise

        return self.connection.insisting.insist(once)


def _change(told: dict[str, Any]) -> Change:
    file = None if told.get("removed") or not told.get("file") else DriveFile.of(told["file"])
    return Change(id=str(told["fileId"]), file=file)
