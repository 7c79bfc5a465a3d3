"""Folders for running attempts."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory


@contextmanager
def empty_folder() -> Iterator[Path]:
    """An empty folder, gone when the block ends. On Cloud Run it lies in memory."""
    with TemporaryDirectory(prefix="dropcut-") as folder:
        yield Path(folder)
