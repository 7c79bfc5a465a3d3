"""Ten small drops that differ in what makes work: length, size, clips, voices, preset, captions, a script or none."""

from __future__ import annotations

import subprocess
from dataclasses import dataclass
from math import ceil
from pathlib import Path
from typing import Final

from benchmarks.cutting.acting import performed
from benchmarks.cutting.drops import write_wave
from benchmarks.cutting.plays import played
from benchmarks.cutting.scripts import SCRIPTS
from tests.unit.speech.voices import Sound


@dataclass(frozen=True)
class Plan:
    """What is filmed."""

    name: str
    scripts: tuple[str, ...]
    """Read one after another; each a clip of its own, and what went wrong in it another one."""
    voice: str
    size: str = "640x360"
    rate: int = 30
    settings: str = ""
    """Of its dropcut.yaml."""
    written: bool = True
    """Whether the script lies beside the footage."""
    seed: int = 1


CALIBRATION: Final = Plan("calibration", ("garden", "library"), "slt", "1280x720", 25, seed=3)
PLANS: Final = (
    Plan("small", ("bicycle",), "slt"),
    Plan("720p, another voice", ("library",), "rms", "1280x720", 25),
    Plan("1080p", ("garden",), "awb", "1920x1080", 30),
    Plan("draft", ("bicycle",), "kal16", "1280x720", 30, "preset: draft\n"),
    Plan("upright", ("library",), "slt", "720x1280", 30, "fit: blur\n"),
    Plan("two scripts", ("bicycle", "garden"), "rms"),
    Plan("captions", ("garden",), "slt", "1280x720", 25, "captions: highlight\n"),
    Plan("cropped to 9:16", ("library",), "awb", "1280x720", 25, "aspect: 9:16\nfit: crop\n"),
    Plan("three scripts, 24 a second", ("library", "bicycle", "garden"), "slt", "854x480", 24),
    Plan("no script", ("bicycle",), "rms", written=False),
)


def film(plan: Plan, folder: Path) -> float:
    """Write a drop; gives the seconds of its footage."""
    folder.mkdir(parents=True)
    lines: list[str] = []
    seconds = 0.0
    for number, name in enumerate(plan.scripts):
        script = SCRIPTS[name]
        lines += script.lines
        play = played(script, plan.voice, plan.seed + number)
        for take, parts in enumerate(each for each in (play.reading, play.pickups) if each):
            sound = performed(parts).sound
            _shot(plan, folder / f"{name}-{take + 1}.mp4", sound.sound, sound.seconds)
            seconds += sound.seconds
    if plan.written:
        (folder / "script.txt").write_text("".join(f"{line}\n" for line in lines))
    if plan.settings:
        (folder / "dropcut.yaml").write_text(plan.settings)
    return seconds


def _shot(plan: Plan, path: Path, sound: Sound, seconds: float) -> None:
    heard = path.with_suffix(".part")
    write_wave(heard, sound)
    drawn = f"testsrc2=size={plan.size}:rate={plan.rate}:duration={ceil(seconds)},noise=alls=6:allf=t"
    subprocess.run(
        ("ffmpeg", "-v", "error", "-nostdin", "-y", "-f", "lavfi", "-i", drawn, "-f", "wav", "-i", str(heard), "-shortest",
         "-c:v", "libx264", "-preset", "veryfast", "-crf", "23", "-pix_fmt", "yuv420p", "-c:a", "aac", "-b:a", "128k",
         str(path)),
        check=True,
    )  # fmt: skip
    heard.unlink()
