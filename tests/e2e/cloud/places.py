"""Where things are."""

from __future__ import annotations

from pathlib import Path

ROOT = Path(__file__).parents[3]
FUNCTIONS = tuple(sorted(file.parent.name for file in (ROOT / "functions").glob("*/main.py")))
