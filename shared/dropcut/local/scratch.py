"""Folders for running attempts."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path


def own_name(holder: str, nonce: str) -> str:
    """What a process's own folder is called: whoever buries the process finds it by the holder's name."""
    return f"{_beginning(holder)}{nonce}"


def clear_away(folder: Path, holder: str) -> None:
    """Remove what a dead process left in `folder`, which may be much: half a film."""
    for left in folder.glob(f"{_beginning(holder)}*"):
        if left.is_dir():
            shutil.rmtree(left, ignore_errors=True)
        else:
            left.unlink(missing_ok=True)


def _beginning(holder: str) -> str:
    return f"{sha256(holder.encode()).hexdigest()[:12]}-"


class Scratch:
    """One folder, for one attempt after another: to make and remove one each time costs more than a small step does."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    @contextmanager
    def empty(self) -> Iterator[Path]:
        """The folder, empty; it is emptied again when the block ends. Blocks do not nest."""
        self._folder.mkdir(parents=True, exist_ok=True)
        try:
            yield self._folder
        finally:
            with os.scandir(self._folder) as left:
                used = any(True for _ in left)
            if used:
                shutil.rmtree(self._folder)
