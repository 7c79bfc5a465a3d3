"""Killing `dropcut upscale` at random, whole or only its worker, and starting it again until it is done.

    python -m tests.e2e.upscaling_kills --kills 200 --seed 7

The result must be that of a call in peace, frame by frame, and no kill may cost more than the chunk that was being made.
"""

from __future__ import annotations

import argparse
import sys
from dataclasses import dataclass
from pathlib import Path
from random import Random
from shutil import copyfile
from subprocess import DEVNULL, Popen, run
from tempfile import TemporaryDirectory
from time import sleep

from tests.e2e.driving import SOON_S, Stage, kill_all, soon
from tests.media.upscale.frames import hashes_of

CHUNKS = 12
FRAMES = 10 * CHUNKS
_LONGEST_WAIT_S = 0.3
_WHILE_WORKING = 0.8
_WHOLE_TREE = 0.6


class Upscaling(Stage):
    """A clip of 64 x 36 whose frames all differ, and the command with an engine that repeats pixels."""

    module = "tests.e2e.upscaling_command"

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.clip = self.drop / "clip.mp4"
        self.result = self.drop / "clip.2x.mp4"

    def filmed(self, *inputs: str) -> Path:
        """The clip, from ffmpeg's arguments."""
        drawn = ("-f", "lavfi", "-i", f"testsrc2=size=64x36:rate=25,noise=alls=40:allf=t,trim=end_frame={FRAMES}")
        run(("ffmpeg", "-v", "error", "-y", *(inputs or drawn), "-pix_fmt", "yuv420p", self.clip), check=True)
        return self.clip

    def frames(self) -> list[str]:
        """Of the result, a hash each."""
        return hashes_of(self.result)

    def chunks(self) -> int:
        """How many chunks were begun, in all calls together."""
        return len(self.side.read_text().split())


@dataclass(frozen=True)
class Report:
    """What a campaign came to."""

    kills: int
    rounds: int
    repeated: int
    violations: tuple[str, ...]

    def __str__(self) -> str:
        figures = f"{self.kills} kills, {self.rounds} clips, {self.repeated} chunks repeated"
        return f"{figures}: {'; '.join(self.violations) or 'all well'}"


def campaign(folder: Path, kills: int, seed: int) -> Report:
    """So many kills. Another clip is begun whenever one is done and kills are left."""
    random, left, rounds, begun = Random(seed), kills, 0, 0
    spared = Upscaling(folder / "spared")
    spared.filmed()
    violations = [] if _upscaling(spared).wait(2 * SOON_S) == 0 else ["in peace it failed too"]
    expected = spared.frames()
    while left or not rounds:
        rounds += 1
        stage = Upscaling(folder / f"killed-{rounds}")
        copyfile(spared.clip, stage.clip)
        left, wrong = _under_fire(stage, left, random)
        violations += wrong
        if stage.frames() != expected:
            violations.append("the result differs")
        begun += stage.chunks()
    repeated = begun - rounds * CHUNKS
    if repeated > kills:
        violations.append(f"{repeated} chunks were repeated")
    return Report(kills, rounds, repeated, tuple(violations))


def _under_fire(stage: Upscaling, left: int, random: Random) -> tuple[int, list[str]]:
    """Make one clip, killing on the way; how many kills are left, and what went wrong."""
    while True:
        process = _upscaling(stage)
        while left and _moment_came(stage, process, random):
            victims = stage.processes() if random.random() < _WHOLE_TREE else stage.workers()
            left -= bool(victims)
            kill_all(victims)
        code = process.wait(timeout=2 * SOON_S)
        soon(stage.nobody_is_left)
        if code != -9:
            return left, [] if code == 0 else [f"a call ended with {code}"]


def _moment_came(stage: Upscaling, process: Popen[str], random: Random) -> bool:
    """Wait for a moment to kill at, most often while a chunk is being made; False when the call ended before."""
    if random.random() < _WHILE_WORKING:
        before = stage.side.stat().st_size
        while stage.side.stat().st_size == before and process.poll() is None:
            sleep(0.005)
    sleep(random.random() * _LONGEST_WAIT_S)
    return process.poll() is None


def _upscaling(stage: Upscaling) -> Popen[str]:
    return stage.start("upscale", stage.clip, "--progress", "none", stdout=DEVNULL, stderr=DEVNULL)


def main() -> None:
    """Run a campaign and print its summary. Ends with 1 on a violation."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--kills", type=int, default=20)
    parser.add_argument("--seed", type=int, default=0)
    asked = parser.parse_args()
    with TemporaryDirectory() as folder:
        report = campaign(Path(folder), asked.kills, asked.seed)
    print(report)  # noqa: T201 - the summary is the product
    sys.exit(1 if report.violations else 0)


if __name__ == "__main__":
    main()
