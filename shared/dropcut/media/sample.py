"""A small drop of our own making, for a first try: every picture and sound is drawn by ffmpeg, nobody filmed anything."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from dropcut.domain.values import Value
from dropcut.media.running import Bounds, run
from dropcut.ports.tools import Programs

_BOUNDS: Final = Bounds(cpu_s=120, wall_s=120)
_H264: Final = ("-c:v", "libx264", "-preset", "veryfast", "-pix_fmt", "yuv420p", "-c:a", "aac", "-shortest")
_TONE: Final = "sine=frequency=220:sample_rate=48000:duration=4,volume=-18dB"
_CUT_SHORT: Final = 60_000


class _Clip(Value):
    """One clip: what ffmpeg draws it from, and how it is written."""

    name: str
    drawn: tuple[str, ...]
    written: tuple[str, ...]


_CLIPS: Final = (
    _Clip(
        name="cam-a.mp4",
        drawn=("testsrc2=size=1280x720:rate=25:duration=4", _TONE),
        written=(*_H264, "-timecode", "01:00:00:00"),
    ),
    _Clip(
        name="phone.mov",
        drawn=("smptehdbars=size=960x540:rate=30000/1001:duration=3,rotate=PI/64", _TONE),
        written=_H264,
    ),
    _Clip(name="voice.wav", drawn=("sine=frequency=180:sample_rate=44100:duration=5,tremolo=f=3:d=0.8",), written=()),
)
_SCRIPT: Final = """# A first try

Welcome to the show.

Today we look at three clips. [show the phone]
"""


def sample_drop(folder: Path, programs: Programs) -> tuple[Path, ...]:
    """Write the drop into `folder`, leaving files that are there; gives its files. One of them is broken on purpose."""
    folder.mkdir(parents=True, exist_ok=True)
    files = [_drawn(folder, clip, programs) for clip in _CLIPS]
    files.append(_once(folder / "script.md", _SCRIPT.encode()))
    files.append(_once(folder / "cut-short.mp4", files[0].read_bytes()[:_CUT_SHORT]))
    return tuple(files)


def _drawn(folder: Path, clip: _Clip, programs: Programs) -> Path:
    target = folder / clip.name
    if not target.exists():
        inputs = [word for source in clip.drawn for word in ("-f", "lavfi", "-i", source)]
        quietly = (str(programs.ffmpeg), "-hide_banner", "-v", "error", "-nostdin", "-n")
        run((*quietly, *inputs, *clip.written, f"file:{target}"), _BOUNDS)
    return target


def _once(target: Path, data: bytes) -> Path:
    if not target.exists():
        target.write_bytes(data)
    return target
