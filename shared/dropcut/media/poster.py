"""One frame of a piece of ours as a still picture."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from dropcut.media.bench import Bench
from dropcut.media.running import Bounds, run

_BOUNDS: Final = Bounds(cpu_s=600, wall_s=600, written=256 * 1024**2)
_AS_A_STILL: Final = "scale=in_range=tv:out_range=pc:in_color_matrix=bt709:out_color_matrix=bt601,format=yuvj420p"


def poster_of(piece: Path, frame: int, bench: Bench) -> Path:
    """The frame with that number, as JPEG in full range, as still pictures are."""
    target = bench.scratch / "poster.jpg"
    command = (
        str(bench.programs.ffmpeg), "-nostdin", "-hide_banner", "-y", "-v", "error", "-i", f"file:{piece}",
        "-vf", f"select=eq(n\\,{frame}),{_AS_A_STILL}",
        "-frames:v", "1", "-q:v", "3", "-map_metadata", "-1", "-fflags", "+bitexact", "-flags:v", "+bitexact",
        "-f", "image2", "-update", "1", f"file:{target}",
    )  # fmt: skip
    run(command, _BOUNDS, bench.stop)
    return target
