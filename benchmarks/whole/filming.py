"""The drop: clips of 1080p30 as a telephone writes them, and a script."""

from __future__ import annotations

import subprocess
from math import ceil
from pathlib import Path
from typing import Final

from benchmarks.cutting.drops import write_wave
from benchmarks.whole.shooting import Shooting

SIZE: Final = "1920x1080"
RATE: Final = 30
SCRIPT: Final = "script.txt"
_PICTURE_S: Final = 20
_NOISE: Final = 8
_DRAWN: Final = f"testsrc2=size={SIZE}:rate={RATE}:duration={_PICTURE_S},noise=alls={_NOISE}:allf=t"
_ENCODED: Final = ("-c:v", "libx264", "-preset", "veryfast", "-crf", "23", "-g", "60", "-bf", "0", "-pix_fmt", "yuv420p")
"""No picture is kept out of its order, so that a stretch can be repeated without a seam."""


def film(shot: Shooting, folder: Path) -> None:
    """Write the drop, unless it is there already. Picture is encoded once and repeated: it costs as much to decode and draw."""
    if (folder / SCRIPT).exists():
        return
    folder.mkdir(parents=True)
    picture = folder / ".picture.h264"
    _ffmpeg("-f", "lavfi", "-i", _DRAWN, *_ENCODED, str(picture))
    for number, uttered in enumerate(shot.clips, 1):
        heard = folder / ".heard.wav"
        write_wave(heard, uttered.sound)
        repeated = "concat:" + "|".join([str(picture)] * ceil(uttered.seconds / _PICTURE_S))
        _ffmpeg(
            "-r", str(RATE), "-f", "h264", "-i", repeated, "-i", str(heard), "-frames:v", str(ceil(uttered.seconds * RATE)),
            "-c:v", "copy", "-c:a", "aac", "-b:a", "128k", "-ar", "48000", str(folder / f"take{number}.mp4"),
        )  # fmt: skip
        heard.unlink()
    picture.unlink()
    (folder / SCRIPT).write_text("".join(f"{line}\n" for line in shot.lines))


def _ffmpeg(*arguments: str) -> None:
    subprocess.run(("ffmpeg", "-v", "error", "-nostdin", "-y", *arguments), check=True)
