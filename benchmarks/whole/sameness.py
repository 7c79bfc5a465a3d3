"""Whether two masters are the same programme: by every frame and every sample, decoded."""

from __future__ import annotations

import subprocess
from pathlib import Path


def decoded(cut: Path) -> tuple[str, str]:
    """A hash of all frames with their times, and one of all samples."""
    return _hash(cut, "v", "framemd5"), _hash(cut, "a", "hash")


def _hash(cut: Path, kind: str, muxer: str) -> str:
    command = ("ffmpeg", "-v", "error", "-nostdin", "-i", str(cut), "-map", f"0:{kind}:0", "-f", muxer, "-")
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout
