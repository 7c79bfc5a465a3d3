"""Bytes in memory, shown as files to other programs."""

from __future__ import annotations

import shutil
from hashlib import sha256
from pathlib import Path
from tempfile import mkdtemp
from threading import Lock
from weakref import finalize


class Shown:
    """A folder of copies, made when the first is asked for, and gone with this object."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._folder: Path | None = None

    def file(self, identity: str, name: str, data: bytes) -> Path:
        """A file with these bytes, called `name`; the same one for the same identity and bytes."""
        with self._lock:
            if self._folder is None:
                self._folder = Path(mkdtemp(prefix="dropcut-"))
                finalize(self, shutil.rmtree, self._folder, ignore_errors=True)
            folder = self._folder / sha256(identity.encode() + b"\0" + data).hexdigest()
            if not folder.exists():
                folder.mkdir()
                (folder / name).write_bytes(data)
        return folder / name
