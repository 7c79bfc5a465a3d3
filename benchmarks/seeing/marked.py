"""Footage with marks of others in it, and footage without that is easily mistaken for it. Both are known to the pixel."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random
from subprocess import PIPE, Popen
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from benchmarks.seeing.pictures import ANY_PAN, PHOTOGRAPHS, Picture, Shot, camera_over

SIZE: Final = (960, 540)
RATE: Final = 25
FRAMES: Final = 250
OPACITIES: Final = (0.3, 0.6, 1.0)
MOVING: Final = ANY_PAN[1:]
"""Behind a mark the camera pans: over a photograph that stands nothing tells a mark from what was filmed (decision 0052)."""
UNMARKED: Final = ("unmarked", "slow", "letterboxed", "screen")

Cover = NDArray[np.float32]
Mark = tuple[Picture, Cover]
"""A small picture, and how much of it covers what is below, from 0 to 1."""
Box = tuple[int, int, int, int]
"""Left, top, width, height in pixels."""


@dataclass(frozen=True)
class Marked:
    """A clip and its truth; no box where there is no mark."""

    file: Path
    kind: str
    opacity: float
    box: Box | None
    logo: Path | None = None


def _drawn(size: tuple[int, int], draw: Callable[[Picture, Picture], None]) -> Mark:
    """`draw` paints on a picture and on its cover."""
    picture, cover = np.zeros((size[1], size[0], 3), np.uint8), np.zeros((size[1], size[0], 3), np.uint8)
    draw(picture, cover)
    return picture, (cover[..., 0] / 255).astype(np.float32)


def _text(words: str, scale: float, colour: tuple[int, int, int], outlined: bool = False) -> Mark:  # noqa: FBT001, FBT002
    font, thick = cv2.FONT_HERSHEY_SIMPLEX, max(1, round(2 * scale))
    (width, height), base = cv2.getTextSize(words, font, scale, thick)
    size, at = (width + 8, height + base + 8), (4, height + 4)

    def draw(picture: Picture, cover: Picture) -> None:
        if outlined:
            cv2.putText(cover, words, at, font, scale, (255, 255, 255), thick + 3, cv2.LINE_AA)
        cv2.putText(picture, words, at, font, scale, colour, thick, cv2.LINE_AA)
        cv2.putText(cover, words, at, font, scale, (255, 255, 255), thick, cv2.LINE_AA)

    picture, cover = _drawn(size, draw)
    if not outlined:
        picture[:] = colour
    return picture, cover


def emblem(random: Random, wide: int) -> Mark:
    """A broadcaster's bug: a disc, a ring or a shield with something in it."""
    light = random.choice(((255, 255, 255), (240, 240, 240), (40, 200, 255)))
    dark = random.choice(((20, 20, 160), (120, 40, 10), (10, 10, 10)))
    shape = random.randrange(3)

    def draw(picture: Picture, cover: Picture) -> None:
        half = wide // 2
        if shape == 0:
            cv2.circle(cover, (half, half), half - 2, (255, 255, 255), -1, cv2.LINE_AA)
            picture[:] = dark
            cv2.circle(picture, (half, half), half // 2, light, max(2, wide // 12), cv2.LINE_AA)
        elif shape == 1:
            cv2.rectangle(cover, (1, wide // 6), (wide - 2, wide - wide // 6), (255, 255, 255), -1)
            picture[:] = light
            cv2.putText(picture, "TV", (wide // 6, wide - wide // 3), cv2.FONT_HERSHEY_DUPLEX, wide / 48, dark, 2, cv2.LINE_AA)
        else:
            points = np.array([[half, 1], [wide - 2, wide // 3], [half, wide - 2], [1, wide // 3]], np.int32)
            cv2.fillPoly(cover, [points], (255, 255, 255), cv2.LINE_AA)
            picture[:] = light
            cv2.line(picture, (half, wide // 4), (half, 3 * wide // 4), dark, max(2, wide // 10))

    return _drawn((wide, wide), draw)


def _laid(picture: Picture, mark: Mark, place: tuple[int, int], opacity: float) -> Picture:
    drawn, cover = mark
    height, width = cover.shape
    x, y = place
    share = (cover * opacity)[..., None]
    below = picture[y : y + height, x : x + width].astype(np.float32)
    picture[y : y + height, x : x + width] = (below * (1 - share) + drawn * share + 0.5).astype(np.uint8)
    return picture


def _box(mark: Mark, place: tuple[int, int]) -> Box:
    rows, columns = np.flatnonzero(mark[1].max(axis=1) > 0.1), np.flatnonzero(mark[1].max(axis=0) > 0.1)  # noqa: PLR2004
    left, top = int(columns[0]), int(rows[0])
    return place[0] + left, place[1] + top, int(columns[-1]) - left + 1, int(rows[-1]) - top + 1


def _corner(mark: Mark, random: Random) -> tuple[int, int]:
    height, width = mark[1].shape
    margin = random.randrange(16, 50)
    return (
        random.choice((margin, SIZE[0] - width - margin)),
        random.choice((margin, SIZE[1] - height - margin)),
    )


@dataclass(frozen=True)
class Overlay:
    """A mark over a clip: which one lies where at a frame."""

    at: Callable[[int], tuple[Mark, tuple[int, int]]]
    box: Box
    template: Mark | None = None


def _still(mark: Mark, place: tuple[int, int]) -> Overlay:
    return Overlay(lambda _: (mark, place), _box(mark, place))


def bug(random: Random) -> Overlay:
    """Of a channel, in a corner."""
    mark = emblem(random, random.randrange(44, 90))
    return _still(mark, _corner(mark, random))


def caption(random: Random) -> Overlay:
    """A name in a corner."""
    mark = _text(random.choice(("EXCLUSIVE", "LIVE NEWS", "SAMPLE TV", "@somebody")), random.uniform(0.6, 1.1), (255, 255, 255))
    return _still(mark, _corner(mark, random))


def watermark(random: Random) -> Overlay:
    """Of a seller of footage, large, in the middle."""
    mark = _text(random.choice(("stockpix", "PREVIEW", "footage.example")), random.uniform(1.6, 2.8), (255, 255, 255))
    height, width = mark[1].shape
    return _still(mark, ((SIZE[0] - width) // 2, (SIZE[1] - height) // 2 + random.randrange(-60, 60)))


def tiled(random: Random) -> Overlay:
    """The same again and again, slanted, over everything."""
    canvas = np.zeros((SIZE[1] * 2, SIZE[0] * 2, 3), np.uint8)
    words, across, down = random.choice(("stock", "sample", "(c) pix")), random.randrange(220, 320), random.randrange(110, 170)
    for row, y in enumerate(range(40, canvas.shape[0], down)):
        for x in range((row % 2) * across // 2, canvas.shape[1], across):
            cv2.putText(canvas, words, (x, y), cv2.FONT_HERSHEY_SIMPLEX, 1.2, (255, 255, 255), 3, cv2.LINE_AA)
    turned = cv2.getRotationMatrix2D((SIZE[0], SIZE[1]), random.uniform(-30, 30), 1.0)
    slanted = cv2.warpAffine(canvas, turned, (SIZE[0] * 2, SIZE[1] * 2))
    cover = slanted[SIZE[1] // 2 : SIZE[1] // 2 + SIZE[1], SIZE[0] // 2 : SIZE[0] // 2 + SIZE[0], 0]
    mark = np.full((SIZE[1], SIZE[0], 3), 255, np.uint8), (cover / 255).astype(np.float32)
    return _still(mark, (0, 0))


def timecode(random: Random, boxed: bool) -> Overlay:  # noqa: FBT001 - two kinds of the same
    """Figures that count, on a dark plate or with an outline."""
    scale, start = random.uniform(0.7, 1.1), random.randrange(3600 * 24) * RATE
    wide, tall = cv2.getTextSize("00:00:00:00", cv2.FONT_HERSHEY_SIMPLEX, scale, max(1, round(2 * scale)))[0]
    size = (wide + 20, tall + 24)
    place = (random.choice((30, (SIZE[0] - size[0]) // 2)), random.choice((24, SIZE[1] - size[1] - 24)))

    def at(frame: int) -> tuple[Mark, tuple[int, int]]:
        number = start + frame
        words = f"{number // RATE // 3600:02}:{number // RATE // 60 % 60:02}:{number // RATE % 60:02}:{number % RATE:02}"
        picture, cover = _text(words, scale, (255, 255, 255), outlined=True)
        if not boxed:
            return (picture, cover), place
        plate = np.zeros((size[1], size[0], 3), np.uint8)
        height, width = min(picture.shape[0], size[1] - 6), min(picture.shape[1], size[0] - 6)
        plate[3 : 3 + height, 6 : 6 + width] = picture[:height, :width]
        return (plate, np.ones(plate.shape[:2], np.float32)), place

    return Overlay(at, _box(at(0)[0], place))


def own_logo(random: Random) -> Overlay:
    """One that the drop's `logos/` shows, in some size."""
    large = emblem(random, 200)
    wide = random.randrange(48, 130)
    mark = (
        cv2.resize(large[0], (wide, wide), interpolation=cv2.INTER_AREA).astype(np.uint8),
        cv2.resize(large[1], (wide, wide), interpolation=cv2.INTER_AREA).astype(np.float32),
    )
    place = (random.randrange(20, SIZE[0] - wide - 20), random.randrange(20, SIZE[1] - wide - 20))
    return Overlay(lambda _: (mark, place), _box(mark, place), large)


def wandering(random: Random) -> Overlay:
    """One that wanders slowly over the picture, so that nobody crops it away."""
    mark = _text("stockpix", random.uniform(0.9, 1.4), (255, 255, 255))
    height, width = mark[1].shape
    way = random.uniform(0.3, 0.9), random.uniform(0.1, 0.4)
    x, y = random.randrange(10, SIZE[0] - width - 10 - int(FRAMES * way[0])), random.randrange(10, SIZE[1] - height - 110)

    def at(frame: int) -> tuple[Mark, tuple[int, int]]:
        return mark, (int(x + way[0] * frame), int(y + way[1] * frame))

    return Overlay(at, _box(mark, at(FRAMES // 2)[1]))


MARKS: Final[dict[str, Callable[[Random], Overlay]]] = {
    "bug": bug,
    "caption": caption,
    "watermark": watermark,
    "tiled": tiled,
    "timecode on a plate": lambda random: timecode(random, boxed=True),
    "timecode": lambda random: timecode(random, boxed=False),
    "own logo": own_logo,
    "wandering": wandering,
}


def marked(kind: str, opacity: float, seed: int, folder: Path, ffmpeg: str = "ffmpeg") -> Marked:
    """A clip with one kind of mark over moving photographs, the same for the same seed."""
    random = Random(f"{kind} {opacity} {seed}")
    overlay = MARKS[kind](random)
    name = f"{kind.replace(' ', '-')}-{round(opacity * 100)}-{seed}"
    shots = _shots(random, 4.0, MOVING)
    pictures = (_laid(picture, *overlay.at(number), opacity) for number, picture in enumerate(shots))
    file = _written(pictures, folder / f"{name}.mkv", ffmpeg)
    return Marked(file, kind, opacity, overlay.box, _template(overlay, folder / f"{name}.png"))


def unmarked(kind: str, seed: int, folder: Path, ffmpeg: str = "ffmpeg") -> Marked:
    """A clip of a kind without any mark."""
    random = Random(f"{kind} {seed}")
    ways: dict[str, Callable[[Random], Iterator[Picture]]] = {
        "unmarked": lambda random: _shots(random, 4.0),
        "slow": lambda random: _shots(random, 0.35),
        "letterboxed": _letterboxed,
        "screen": _screen,
    }
    return Marked(_written(ways[kind](random), folder / f"{kind}-{seed}.mkv", ffmpeg), kind, 0.0, None)


def _shots(random: Random, speed: float, pans: Sequence[float] = ANY_PAN) -> Iterator[Picture]:
    """One to three photographs that a camera moves over."""
    count = random.randrange(1, 4)
    shot: Shot = camera_over(random.choice(PHOTOGRAPHS), SIZE, random, speed, pans)
    for number in range(FRAMES):
        if number and number % (FRAMES // count + 1) == 0:
            shot = camera_over(random.choice(PHOTOGRAPHS), SIZE, random, speed, pans)
        yield shot(number)


def _letterboxed(random: Random) -> Iterator[Picture]:
    bar = random.randrange(40, 80)
    for picture in _shots(random, random.choice((0.35, 4.0))):
        picture[:bar], picture[-bar:] = 0, 0
        yield picture


def _screen(random: Random) -> Iterator[Picture]:
    """A window whose text scrolls, with buttons and a pointer that moves."""
    light, bar = random.randrange(200, 256), random.randrange(30, 60)
    rows = [
        "".join(random.choice("abcdefghij klmno pqrs tuvw xyz") for _ in range(random.randrange(20, 70))) for _ in range(80)
    ]
    speed, side = random.choice((0.0, 0.7, 2.0)), random.choice((0, 140))
    for number in range(FRAMES):
        picture = np.full((SIZE[1], SIZE[0], 3), light, np.uint8)
        for row, words in enumerate(rows):
            y = bar + 30 + 26 * row - int(speed * number)
            if bar < y < SIZE[1] + 20:
                cv2.putText(picture, words, (side + 20, y), cv2.FONT_HERSHEY_SIMPLEX, 0.5, (40, 40, 40), 1, cv2.LINE_AA)
        picture[:bar] = (70, 60, 50)
        picture[:, :side] = (90, 80, 70)
        for button in range(6):
            cv2.rectangle(picture, (12 + 60 * button, 8), (56 + 60 * button, bar - 8), (160, 150, 140), -1)
            cv2.putText(
                picture, "File"[: 2 + button % 3], (18 + 60 * button, bar - 14), cv2.FONT_HERSHEY_SIMPLEX, 0.4, (0, 0, 0)
            )
        pointer = (int(200 + 300 * abs(np.sin(number / 40))), int(150 + 200 * abs(np.cos(number / 55))))
        cv2.drawMarker(picture, pointer, (0, 0, 0), cv2.MARKER_TRIANGLE_UP, 14, 2)
        yield picture


def _template(overlay: Overlay, file: Path) -> Path | None:
    if overlay.template is None:
        return None
    picture, cover = overlay.template
    cv2.imwrite(str(file), np.dstack((picture, (cover * 255).astype(np.uint8))))
    return file


def _written(pictures: Iterator[Picture], file: Path, ffmpeg: str) -> Path:
    command = (
        ffmpeg, "-v", "error", "-nostdin", "-y", "-f", "rawvideo", "-pix_fmt", "bgr24", "-video_size", f"{SIZE[0]}x{SIZE[1]}",
        "-framerate", str(RATE), "-i", "pipe:0", "-vf", "noise=alls=4:allf=t", "-c:v", "libx264", "-preset", "veryfast",
        "-crf", "22", "-pix_fmt", "yuv420p", str(file),
    )  # fmt: skip
    with Popen(command, stdin=PIPE) as process:
        if process.stdin is None:
            raise OSError("ffmpeg has no input")
        for picture in pictures:
            process.stdin.write(picture.tobytes())
        process.stdin.close()
    if process.returncode:
        raise OSError(f"ffmpeg failed on {file.name}")
    return file
