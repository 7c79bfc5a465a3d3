"""One connection to the file, and the journal that its commits are appended to."""

from __future__ import annotations

import os
from pathlib import Path
from time import monotonic, sleep

from dropcut.domain.errors import Permanent, Unavailable
from dropcut.domain.values import Millis
from dropcut.domain.wording import spoken
from dropcut.local.files.durable import sync_contents
from dropcut.local.sqlite.opening import WAL, opened

_PAUSE_S = 0.02


class Session:
    """Used by one thread at a time. SQLite keeps the order of commits; `sync` brings them to the disk."""

    def __init__(self, path: Path, patience: Millis) -> None:
        self.connection = opened(path, patience)
        self._syncs_itself = self.connection.execute("PRAGMA journal_mode").fetchone() != (WAL,)
        self._path = path
        self._journal: int | None = None

    def begin(self, how: str) -> None:
        """Begin a transaction. Raises sqlite3.Error, as the others do."""
        self.connection.execute(how)

    def commit(self) -> None:
        """Let others see what was changed."""
        self.connection.execute("COMMIT")

    def undo(self) -> None:
        """Take back what was begun and not committed."""
        if self.connection.in_transaction:
            self.connection.execute("ROLLBACK")

    def sync(self) -> None:
        """Bring every commit until now to the disk, of whatever process. Raises Permanent: then nobody knows what is there.

        While a connection is open the journal is one file, and what leaves it for the file itself was synced before.
        """
        if self._syncs_itself:
            return
        try:
            if self._journal is None:
                self._journal = os.open(f"{self._path}-wal", os.O_RDWR | os.O_CLOEXEC)
            sync_contents(self._journal)
        except OSError as error:
            raise Permanent(
                f"{spoken(str(self._path))} could not be brought to the disk: {error.strerror}.",
                "Check the disk and its free space, then start again: what was made is found again.",
            ) from error

    def written_anew(self, patience: Millis) -> None:
        """The file without free pages, and the journal without any. Raises Unavailable while somebody goes on reading."""
        self.connection.execute("VACUUM")
        end = monotonic() + patience / 1000
        while True:
            (busy, *_) = self.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
            if not busy:
                return self.sync()
            if monotonic() > end:
                raise Unavailable(f"{spoken(str(self._path))} is read all the time.", "The next sweep tries again.")
            sleep(_PAUSE_S)

    def close(self) -> None:
        """Let go of both files."""
        self.connection.close()
        if self._journal is not None:
            os.close(self._journal)
            self._journal = None
