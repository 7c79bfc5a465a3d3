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
from benchmarks.cutting.scripts import SCRIPTS, Written
from tests.unit.speech.voices import Sound


@dataclass(frozen=True)
class Plan:
    """What is filmed."""

    name: str
    scripts: tuple[str, ...]
    """Read one after another in one clip; what went wrong is said again in another one."""
    voice: str
    size: str = "640x360"
    rate: int = 30
    settings: str = ""
    """Of its dropcut.yaml."""
    written: bool = True
    """Whether the script lies beside the footage."""
    seed: int = 1
    lines: int = 8
    """Of each script: only the first so many."""


CALIBRATION: Final = Plan("calibration", ("garden", "library"), "slt", "1280x720", 25, seed=3, lines=5)
PLANS: Final = (
    Plan("small", ("bicycle",), "slt", lines=4),
    Plan("720p, another voice", ("library",), "rms", "1280x720", 25, lines=6),
    Plan("1080p", ("garden",), "awb", "1920x1080", 30, lines=4),
    Plan("draft", ("bicycle",), "kal16", "1280x720", 30, "preset: draft\n", lines=6),
    Plan("upright", ("library",), "slt", "720x1280", 30, "fit: blur\n", lines=5),
    Plan("two scripts", ("bicycle", "garden"), "rms"),
    Plan("captions", ("garden",), "slt", "1280x720", 25, "captions: highlight\n", lines=6),
    Plan("cropped to 9:16", ("library",), "awb", "1280x720", 25, "aspect: 9:16\nfit: crop\n", lines=5),
    Plan("three scripts, 24 a second", ("library", "bicycle", "garden"), "slt", "854x480", 24, lines=6),
    Plan("no script", ("bicycle",), "rms", written=False, lines=6),
)
_PICTURE_S: Final = 4
_ENCODED: Final = ("-c:v", "libx264", "-preset", "veryfast", "-crf", "23", "-g", "50", "-bf", "0", "-pix_fmt", "yuv420p")
"""No picture is kept out of its order, so that a stretch can be repeated without a seam."""


def film(plan: Plan, folder: Path) -> float:
    """Write a drop; gives the seconds of its footage."""
    folder.mkdir(parents=True)
    scripts = [_shortened(SCRIPTS[name], plan.lines) for name in plan.scripts]
    plays = [played(script, plan.voice, plan.seed + number) for number, script in enumerate(scripts)]
    takes = [[part for play in plays for part in play.reading], [part for play in plays for part in play.pickups]]
    seconds = 0.0
    for number, parts in enumerate(filter(None, takes), 1):
        sound = performed(parts).sound
        _shot(plan, folder / f"take{number}.mp4", sound.sound, sound.seconds)
        seconds += sound.seconds
    lines = [line for script in scripts for line in script.lines]
    if plan.written:
        (folder / "script.txt").write_text("".join(f"{line}\n" for line in lines))
    if plan.settings:
        (folder / "dropcut.yaml").write_text(plan.settings)
    return seconds


def _shortened(script: Written, lines: int) -> Written:
    return Written(
        script.lines[:lines],
        {number: words for number, words in script.other_words.items() if number <= lines},
        {number: words for number, words in script.wrong.items() if number <= lines},
    )


def _shot(plan: Plan, path: Path, sound: Sound, seconds: float) -> None:
    """Picture is encoded once and repeated: it costs as much to decode and to draw."""
    heard, picture = path.with_suffix(".part"), path.parent.with_name(f"{plan.size}-{plan.rate}.h264")
    write_wave(heard, sound)
    if not picture.exists():
        drawn = f"testsrc2=size={plan.size}:rate={plan.rate}:duration={_PICTURE_S},noise=alls=6:allf=t"
        _ffmpeg("-f", "lavfi", "-i", drawn, *_ENCODED, str(picture))
    repeated = "concat:" + "|".join([str(picture)] * ceil(seconds / _PICTURE_S))
    _ffmpeg(
        "-r", str(plan.rate), "-f", "h264", "-i", repeated, "-f", "wav", "-i", str(heard),
        "-frames:v", str(ceil(seconds * plan.rate)), "-c:v", "copy", "-c:a", "aac", "-b:a", "128k", str(path),
    )  # fmt: skip
    heard.unlink()


def _ffmpeg(*arguments: str) -> None:
    subprocess.run(("ffmpeg", "-v", "error", "-nostdin", "-y", *arguments), check=True)
