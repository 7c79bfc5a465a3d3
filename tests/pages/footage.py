"""Some of the example's footage, made small: four lines, of which one is missing and one has takes in two clips."""

from __future__ import annotations

import subprocess
from pathlib import Path
from typing import Final

from tests.e2e.product import EXAMPLE

SCRIPT: Final = """\
# A paper boat

Welcome to the smallest shipyard in the world.

Take one sheet of paper, and fold it in half from top to bottom.

Now bring both upper corners down, so that they meet in the middle.

## Launch

Fold the brim up on either side, to keep the water out.
"""
SPOKEN: Final = "".join(f"{line}\n" for line in SCRIPT.splitlines()[2:7] if line)
"""What of it is said, as plain text."""
_CLIPS: Final = {"take1.mp4": 28.0, "take2.mov": 6.0}
_SMALL: Final = ("-vf", "scale=320:180", "-c:v", "libx264", "-preset", "ultrafast", "-g", "25", "-c:a", "aac")


def film(drop: Path) -> None:
    """Lay it into a drop of its own."""
    drop.mkdir(parents=True)
    for name, seconds in _CLIPS.items():
        command = ["ffmpeg", "-v", "error", "-i", str(EXAMPLE / name), "-t", str(seconds), *_SMALL, str(drop / name)]
        subprocess.run(command, check=True, stdin=subprocess.DEVNULL)
    (drop / "script.md").write_text(SCRIPT)
    (drop / "dropcut.yaml").write_text("preset: draft\n")
