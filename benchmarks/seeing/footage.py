"""Clips whose scenes are known: shots of any kind, joined in any way, filmed by a steady hand or a shaking one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from random import Random
from subprocess import PIPE, Popen
from typing import Final

import cv2
import numpy as np

from benchmarks.seeing.pictures import Picture, Shot, any_shot

KINDS: Final = ("cuts", "dissolves", "fades", "flashes", "shake", "vfr", "everything")
SIZE: Final = (480, 270)
RATE: Final = 30
_VARYING: Final = "setpts='10*N+7*mod(N*7,3)+30*floor(N/9)',"
"""Times of a phone that cannot keep up: frames come late, and of nine the last is left standing."""
_WALLS: Final = ((0, 0, 0), (0, 0, 0), (255, 255, 255))


@dataclass(frozen=True)
class Change:
    """A shot change: the first frame that is not all of the one before, and the first that is all of the next."""

    kind: str
    first: int
    whole: int


@dataclass(frozen=True)
class Filmed:
    """A clip and its truth."""

    file: Path
    kind: str
    changes: tuple[Change, ...]
    frames: int


def filmed(kind: str, seed: int, folder: Path, ffmpeg: str = "ffmpeg") -> Filmed:
    """A clip of a kind, the same for the same seed."""
    random = Random(f"{kind} {seed}")
    changes: list[Change] = []
    pictures = list(_shaken(_flashed(_joined(kind, random, changes), kind, random), kind, random))
    file = folder / f"{kind}-{seed}.mkv"
    _written(pictures, kind, random, file, ffmpeg)
    return Filmed(file, kind, tuple(changes), len(pictures))


def _joined(kind: str, random: Random, changes: list[Change]) -> Iterator[Picture]:
    shot, shown = any_shot(SIZE, random)
    number, made = 0, 0
    for _ in range(random.randrange(7, 11)):
        for _ in range(random.randrange(24, 90)):
            yield shot(number)
            number, made = number + 1, made + 1
        following, shown = any_shot(SIZE, random, shown)
        how, length = _way(kind, random)
        between = list(_between(how, length, (shot, number), following, random))
        yield from between
        changes.append(Change(how, made, made + len(between)))
        shot, made = following, made + len(between)
        number = length
    for _ in range(30):
        yield shot(number)
        number += 1


def _way(kind: str, random: Random) -> tuple[str, int]:
    ways = {"dissolves": ("dissolve", "dissolve", "cut"), "fades": ("fade", "fade", "cut")}
    ways["everything"] = ("cut", "dissolve", "fade")
    how = random.choice(ways.get(kind, ("cut",)))
    return how, {"cut": 0, "dissolve": random.randrange(8, 45), "fade": random.randrange(6, 30)}[how]


def _between(how: str, length: int, before: tuple[Shot, int], after: Shot, random: Random) -> Iterator[Picture]:
    shot, number = before
    if how == "dissolve":
        for step in range(length):
            yield _mixed(shot(number + step), after(step), (step + 1) / (length + 1))
    if how == "fade":
        wall = np.full((SIZE[1], SIZE[0], 3), random.choice(_WALLS), np.uint8)
        for step in range(length):
            yield _mixed(shot(number + step), wall, (step + 1) / length)
        for step in range(random.randrange(0, 10)):
            del step
            yield wall
        for step in range(length):
            yield _mixed(wall, after(step), step / length)


def _mixed(one: Picture, other: Picture, share: float) -> Picture:
    return cv2.addWeighted(one, 1 - share, other, share, 0).astype(np.uint8)


def _flashed(pictures: Iterator[Picture], kind: str, random: Random) -> Iterator[Picture]:
    """Photographers' flashes: one to four frames that are far too bright."""
    bright, left = 0.0, 0
    for picture in pictures:
        if kind in {"flashes", "everything"} and not left and random.random() < 1 / 40:
            bright, left = random.uniform(60, 220), random.randrange(1, 5)
        yield np.clip(picture.astype(np.float32) * 1.15 + bright, 0, 255).astype(np.uint8) if left else picture
        left = max(0, left - 1)


def _shaken(pictures: Iterator[Picture], kind: str, random: Random) -> Iterator[Picture]:
    """A hand that shakes: to and fro, with a little turning, and blurred where it is quick."""
    if kind not in {"shake", "everything"}:
        yield from pictures
        return
    strong = random.uniform(0.008, 0.03)
    x = y = turn = 0.0
    for picture in pictures:
        before = x, y
        x, y = (0.75 * place + random.gauss(0, strong) * SIZE[0] * 0.6 for place in (x, y))
        turn = 0.8 * turn + random.gauss(0, 0.4)
        moved = cv2.getRotationMatrix2D((SIZE[0] / 2, SIZE[1] / 2), turn, 1.08)
        moved[:, 2] = moved[:, 2] + np.array([x, y])
        shaken = cv2.warpAffine(picture, moved, SIZE, borderMode=cv2.BORDER_REFLECT)
        quick = int(min(15, abs(x - before[0]) / 2))
        yield (cv2.blur(shaken, (quick, 1)) if quick > 1 else shaken).astype(np.uint8)


def _written(pictures: list[Picture], kind: str, random: Random, file: Path, ffmpeg: str) -> None:
    """With a camera's noise."""
    filters = f"settb=1/{RATE * 10},{_VARYING if kind == 'vfr' else ''}noise=alls=5:allf=t"
    command = (
        ffmpeg, "-v", "error", "-nostdin", "-y", "-f", "rawvideo", "-pix_fmt", "bgr24", "-video_size", f"{SIZE[0]}x{SIZE[1]}",
        "-framerate", str(RATE), "-i", "pipe:0", "-vf", filters, "-fps_mode", "passthrough", "-c:v", "libx264", "-preset",
        "veryfast", "-crf", str(random.choice((18, 23, 28))), "-pix_fmt", "yuv420p", str(file),
    )  # fmt: skip
    with Popen(command, stdin=PIPE) as process:
        if process.stdin is None:
            raise OSError("ffmpeg has no input")
        for picture in pictures:
            process.stdin.write(picture.tobytes())
        process.stdin.close()
    if process.returncode:
        raise OSError(f"ffmpeg failed on {file.name}")


def middle(change: Change) -> Fraction:
    """Of what is between two shots."""
    return Fraction(change.first + change.whole, 2)
