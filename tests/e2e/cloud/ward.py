"""Runs a file as a program in which nobody may import the one-machine home: `python -m tests.e2e.cloud.ward FILE`."""

from __future__ import annotations

import runpy
import sys
from collections.abc import Sequence
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec
from types import ModuleType


class _NoLocalHome(MetaPathFinder):
    def find_spec(self, name: str, _path: Sequence[str] | None, _target: ModuleType | None = None) -> ModuleSpec | None:
        if name == "dropcut.local" or name.startswith("dropcut.local."):
            message = f"{name} was imported by a process of the cloud home"
            raise ImportError(message)
        return None


def keep_local_home_out() -> None:
    """From now on its import fails."""
    sys.meta_path.insert(0, _NoLocalHome())


if __name__ == "__main__":
    keep_local_home_out()
    file = sys.argv.pop(1)
    runpy.run_path(file, run_name="__main__")
