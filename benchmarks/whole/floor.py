"""What no program can go below: decoding the stretches that are used, and encoding as many frames."""

from __future__ import annotations

import subprocess
from itertools import chain
from pathlib import Path
from time import monotonic
from typing import Any, NamedTuple

from benchmarks.rendering.cut import QUALITY
from benchmarks.whole.filming import RATE
from benchmarks.whole.running import cpu_s


class Took(NamedTuple):
    """In seconds."""

    wall: float
    cpu: float


def floor(folder: Path, report: dict[str, Any], target: Path) -> Took:
    """One ffmpeg, each stretch an input of its own so that nothing else is decoded; picture alone, as for the preset `web`."""
    pieces = sorted((piece for line in report["lines"] for piece in line["pieces"]), key=lambda one: one["program_start"])
    joined = "".join(f"[{number}:v]" for number in range(len(pieces)))
    command = (
        "ffmpeg", "-v", "error", "-nostdin", "-y", *chain.from_iterable(_input(folder, piece) for piece in pieces),
        "-filter_complex", f"{joined}concat=n={len(pieces)}:v=1:a=0[v]", "-map", "[v]",
        "-c:v", "libx264", *QUALITY, str(target),
    )  # fmt: skip
    began, before = monotonic(), cpu_s()
    subprocess.run(command, check=True)
    return Took(monotonic() - began, cpu_s() - before)


def _input(folder: Path, piece: dict[str, Any]) -> tuple[str, ...]:
    frames = round((piece["end"] - piece["start"]) * RATE)
    return ("-an", "-ss", f"{piece['start']:.6f}", "-t", f"{frames / RATE:.6f}", "-i", str(folder / piece["clip"]))
