"""The footage of the demonstration: made by ffmpeg, so that nothing need be fetched or shipped."""

from __future__ import annotations

from pathlib import Path

from dropcut.domain.values import Value
from dropcut.media.running import Bounds, run
from dropcut.ports.tools import Programs

_SCRIPT = """# Three lines

Hello, and welcome.

This is a test picture.

See you soon.
"""
_BOUNDS = Bounds(cpu_s=120, wall_s=120)


class Clip(Value):
    """One clip to be made."""

    name: str
    picture: str
    sound: str
    seconds: int


_CLIPS = (
    Clip(name="take1.mp4", picture="testsrc2=size=640x360:rate=30", sound="sine=frequency=440:sample_rate=48000", seconds=4),
    Clip(name="take2.mov", picture="smptebars=size=640x360:rate=25", sound="sine=frequency=330:sample_rate=48000", seconds=3),
)


def film(folder: Path, programs: Programs) -> None:
    """Make the clips and the script in `folder`, where they are not there yet. Raises ProgramFailed."""
    folder.mkdir(parents=True, exist_ok=True)
    for clip in _CLIPS:
        if not (folder / clip.name).exists():
            _shoot(clip, folder, programs)
    (folder / "script.md").write_text(_SCRIPT)


def _shoot(clip: Clip, folder: Path, programs: Programs) -> None:
    """Under a hidden name first: half a clip is no footage."""
    part = folder / f".part-{clip.name}"
    inputs = ("-f", "lavfi", "-i", clip.picture, "-f", "lavfi", "-i", clip.sound)
    codecs = ("-t", str(clip.seconds), "-c:v", "libx264", "-pix_fmt", "yuv420p", "-c:a", "aac")
    run((str(programs.ffmpeg), "-hide_banner", "-loglevel", "error", "-y", *inputs, *codecs, str(part)), _BOUNDS)
    part.rename(folder / clip.name)
