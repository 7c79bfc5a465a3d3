"""The state that a run left, kept beside the drop so that every edit begins at it. The footage itself is never touched."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Final

from benchmarks.whole.filming import SCRIPT

_OURS: Final = (".dropcut", "cut")


def keep(folder: Path, aside: Path) -> None:
    """Copy what was made, and the script."""
    shutil.rmtree(aside, ignore_errors=True)
    aside.mkdir()
    for name in _OURS:
        shutil.copytree(folder / name, aside / name, symlinks=True)
    shutil.copy2(folder / SCRIPT, aside / SCRIPT)


def put_back(folder: Path, aside: Path) -> None:
    """As it was when it was kept."""
    forget(folder)
    for name in _OURS:
        shutil.copytree(aside / name, folder / name, symlinks=True)
    shutil.copy2(aside / SCRIPT, folder / SCRIPT)


def forget(folder: Path) -> None:
    """Leave nothing but what its user put there."""
    for name in _OURS:
        shutil.rmtree(folder / name, ignore_errors=True)


def forget_artifacts(folder: Path) -> None:
    """Leave the decisions of its user, and nothing that was made."""
    shutil.rmtree(folder / ".dropcut" / "store")
    shutil.rmtree(folder / "cut")
