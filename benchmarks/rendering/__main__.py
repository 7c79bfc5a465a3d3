"""Render one cut in several ways, side by side in each round, and print the medians.

Run: python -m benchmarks.rendering [--rounds 5] [--moviepy PYTHON] [--auto-editor PROGRAM]
`PYTHON` is that of an environment which has MoviePy, `PROGRAM` an installed auto-editor: neither is a package of ours.
"""

from __future__ import annotations

import os
from argparse import ArgumentParser, Namespace
from collections.abc import Callable
from pathlib import Path
from resource import RUSAGE_CHILDREN, getrusage
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import NamedTuple

import av

from benchmarks.rendering.cut import LENGTH_S, RATE, SIZE, footage, kept
from benchmarks.rendering.ways import Work, auto_editor, decoding_and_encoding_alone, moviepy, one_graph, our_steps
from benchmarks.tables import middle, table
from dropcut.media.programs import locate
from tests.media.render.hands import Hands

_OURS = "our steps, 2 workers"


class Took(NamedTuple):
    """One round of one way."""

    wall: float
    cpu: float
    frames: int


def main() -> None:
    """Print the table."""
    told = _told()
    with TemporaryDirectory() as folder:
        hands = Hands(Path(folder), locate(os.environ.get("PATH", os.defpath)))
        work = Work(hands, footage(hands.folder, hands.programs.ffmpeg), kept())
        ways = _ways(work, told.moviepy, told.auto_editor)
        rounds = [{name: _timed(way) for name, way in ways.items()} for _ in range(told.rounds)]
    frames = sum(each.end - each.first for each in work.cut)
    print(f"{len(work.cut)} stretches, {frames} frames of {LENGTH_S} s of {SIZE[0]}x{SIZE[1]} at {RATE}, x264 veryfast crf 20.")
    print(f"{told.rounds} rounds of every way in turn; medians. {hands.programs.build}\n")
    print(table(("way", "wall s", "CPU s", "wall of ours to this", "frames"), [_row(name, rounds) for name in ways]))


def _told() -> Namespace:
    parser = ArgumentParser(prog="benchmarks.rendering")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--moviepy", type=Path)
    parser.add_argument("--auto-editor", type=Path)
    return parser.parse_args()


def _ways(work: Work, python: Path | None, program: Path | None) -> dict[str, Callable[[], Path]]:
    asset = work.hands.asset(work.clip)
    ways: dict[str, Callable[[], Path]] = {
        _OURS: lambda: our_steps(work, asset),
        "one trim/concat graph": lambda: one_graph(work),
        "decode and encode alone, no sound": lambda: decoding_and_encoding_alone(work),
    }
    if python:
        ways["MoviePy"] = lambda: moviepy(work, python)
    if program:
        ways["auto-editor"] = lambda: auto_editor(work, program)
    return ways


def _timed(way: Callable[[], Path]) -> Took:
    before, start = _cpu(), perf_counter()
    made = way()
    wall, cpu = perf_counter() - start, _cpu() - before
    with av.open(str(made)) as container:
        return Took(wall, cpu, sum(1 for packet in container.demux(video=0) if packet.size))


def _cpu() -> float:
    """Of the programs that were started and of ourselves."""
    children, own = getrusage(RUSAGE_CHILDREN), os.times()
    return children.ru_utime + children.ru_stime + own.user + own.system


def _row(name: str, rounds: list[dict[str, Took]]) -> tuple[str, ...]:
    took = [each[name] for each in rounds]
    ratio = median(each[_OURS].wall / each[name].wall for each in rounds)
    return (
        name,
        middle([each.wall for each in took], 1),
        middle([each.cpu for each in took], 1),
        f"{ratio:.2f}",
        str(took[0].frames),
    )


if __name__ == "__main__":
    main()
