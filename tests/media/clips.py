"""Clips for tests, each made by ffmpeg from what it is asked for, once a run, whichever worker asks first."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256
from os import getpid
from pathlib import Path
from shutil import copyfile
from subprocess import run

PICTURE = "testsrc2=size=320x180:rate={rate}:duration={seconds}"
TONE = "sine=frequency=440:sample_rate=48000:duration={seconds}"
X264 = ("-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p")
AAC = ("-c:a", "aac")


def picture(rate: str = "25", seconds: str = "2", filters: str = "") -> tuple[str, ...]:
    """An input of moving picture."""
    return ("-f", "lavfi", "-i", PICTURE.format(rate=rate, seconds=seconds) + (f",{filters}" if filters else ""))


def tone(seconds: str = "2", filters: str = "") -> tuple[str, ...]:
    """An input of sound."""
    return ("-f", "lavfi", "-i", TONE.format(seconds=seconds) + (f",{filters}" if filters else ""))


@dataclass(frozen=True)
class Clips:
    """A shelf that all workers of one test run share."""

    shelf: Path
    ffmpeg: Path

    def made(self, name: str, *arguments: str) -> Path:
        """The clip that ffmpeg makes from `arguments`; the ending of `name` says the format."""
        return self._kept(name, "\n".join(arguments), lambda target: self._run(*arguments, str(target)))

    def changed(self, source: Path, name: str, how: str, change: Callable[[bytes], bytes]) -> Path:
        """A copy of `source` with other bytes; `how` tells this change from others."""
        return self._kept(name, f"{source}\n{how}", lambda target: target.write_bytes(change(source.read_bytes())))

    def called(self, source: Path, folder: Path, name: str | bytes) -> Path:
        """A copy of `source` under any name at all."""
        path = folder / (name if isinstance(name, str) else name.decode("utf-8", "surrogateescape"))
        copyfile(source, path)
        return path

    def _kept(self, name: str, recipe: str, make: Callable[[Path], object]) -> Path:
        folder = self.shelf / sha256(f"{name}\n{recipe}".encode()).hexdigest()[:16]
        folder.mkdir(exist_ok=True)
        kept, fresh = folder / name, folder / f"{getpid()}-{name}"
        if not kept.exists():
            make(fresh)
            fresh.rename(kept)
        return kept

    def _run(self, *arguments: str) -> None:
        run((self.ffmpeg, "-v", "error", "-nostdin", "-y", *arguments), check=True)

    def pixels(self, clip: Path, *before: str, picture_filter: str = "null") -> bytes:
        """The first frame as ffmpeg shows it, in RGB."""
        after = ("-vf", picture_filter, "-frames:v", "1", "-f", "rawvideo", "-pix_fmt", "rgb24", "-")
        return run(
            (self.ffmpeg, "-v", "error", "-nostdin", *before, "-i", clip, *after), check=True, capture_output=True
        ).stdout
