"""Folders for running attempts."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


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
