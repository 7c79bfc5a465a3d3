"""A drop that is one file, whatever else lies beside it."""

from __future__ import annotations

import stat
from contextlib import suppress

from dropcut.domain.blobs import FileVersion
from dropcut.domain.names import JobId
from dropcut.local.files.faults import in_words
from dropcut.local.files.folder import FileFolder
from dropcut.local.files.listing import file_version
from dropcut.local.files.names import as_name
from dropcut.local.files.places import Places
from dropcut.ports.blobs import Blobs


class OneFile(FileFolder):
    """See `FileFolder`; of all that lies in the inbox, only the file called `name` is seen."""

    def __init__(self, places: Places, blobs: Blobs, name: str) -> None:
        super().__init__(places, blobs)
        self._inbox = places.inbox
        self._name = name

    def files(self, drop: JobId) -> tuple[FileVersion, ...]:
        """The file, while it is there."""
        folder = self._inbox(drop)
        if folder is not None:
            with in_words(folder), suppress(FileNotFoundError, NotADirectoryError):
                found = (folder / as_name(self._name)).lstat()
                return (file_version(self._name, found),) if stat.S_ISREG(found.st_mode) else ()
        return ()
