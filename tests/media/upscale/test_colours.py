"""Colours stay what they are: whatever a clip's numbers mean, what is made of it shows the same."""

from __future__ import annotations

from itertools import product
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from tests.media.clips import Clips
from tests.media.render.hands import Hands
from tests.media.upscale.engines import conformed, path_of, stretch_of, upscaled, whole
from tests.media.upscale.frames import planes_of

BAR = 16
BARS = [(r, g, b) for r in (26, 191) for g in (26, 191) for b in (26, 191)] + [(128, 128, 128), (235, 16, 64)]
LUMA = {"bt709": (0.2126, 0.0722), "smpte170m": (0.299, 0.114), "bt2020nc": (0.2627, 0.0593)}
Numbers = NDArray[np.float64]


def stored(rgb: Numbers, matrix: str, value_range: str, bits: int) -> Numbers:
    """Brightness and colours of red green blue from 0 to 1, not rounded."""
    red, blue = LUMA[matrix]
    luma = red * rgb[..., 0] + (1 - red - blue) * rgb[..., 1] + blue * rgb[..., 2]
    cb, cr = (rgb[..., 2] - luma) / (2 - 2 * blue), (rgb[..., 0] - luma) / (2 - 2 * red)
    one = 1 << (bits - 8)
    if value_range == "pc":
        most = 256 * one - 1
        return np.stack([luma * most, cb * most + 128 * one, cr * most + 128 * one], -1)
    return np.stack([luma * 219 * one + 16 * one, cb * 224 * one + 128 * one, cr * 224 * one + 128 * one], -1)


def shown(numbers: Numbers, matrix: str, value_range: str, bits: int) -> Numbers:
    """The other way."""
    red, blue = LUMA[matrix]
    one = 1 << (bits - 8)
    most = 256 * one - 1
    if value_range == "pc":
        luma, cb, cr = numbers[..., 0] / most, (numbers[..., 1] - 128 * one) / most, (numbers[..., 2] - 128 * one) / most
    else:
        luma = (numbers[..., 0] - 16 * one) / (219 * one)
        cb, cr = ((numbers[..., place] - 128 * one) / (224 * one) for place in (1, 2))
    r, b = luma + (2 - 2 * red) * cr, luma + (2 - 2 * blue) * cb
    g = (luma - red * r - blue * b) / (1 - red - blue)
    return np.stack([r, g, b], -1)


def bars(clips: Clips, folder: Path, matrix: str, value_range: str, bits: int = 8) -> tuple[Path, Numbers]:
    """A clip of upright bars, and what its numbers are."""
    rgb = np.array(BARS, np.float64) / 255
    numbers = np.round(stored(rgb, matrix, value_range, bits))
    row = np.repeat(numbers, BAR, 0).astype("<u2" if bits > 8 else np.uint8)
    frame = np.broadcast_to(row, (32, len(row), 3))
    raw = folder / "bars.yuv"
    raw.write_bytes(b"".join(np.ascontiguousarray(frame[..., place]).tobytes() for place in range(3)))
    pixels = "yuv444p" if bits == 8 else "yuv444p10le"
    told = ("-colorspace", matrix, "-color_range", value_range, "-color_primaries", "bt709", "-color_trc", "bt709")
    read = ("-f", "rawvideo", "-pix_fmt", pixels, "-s", f"{len(row)}x32", "-r", "25", *told, "-i", str(raw))
    name = f"bars-{matrix}-{value_range}-{bits}.mkv"
    return clips.made(name, *read, "-c:v", "ffv1", "-pix_fmt", pixels, *told), numbers


def in_the_middles(file: Path) -> Numbers:
    """What is stored in the middle of each bar."""
    planes = planes_of(file)
    width = planes[0].shape[1]
    middles = (np.arange(len(BARS)) + 0.5) * width / len(BARS)
    values = [plane[plane.shape[0] // 2, (middles * plane.shape[1] / width).astype(int)] for plane in planes]
    return np.stack(values, -1).astype(np.float64)


MEANINGS = list(product(LUMA, ["tv", "pc"], [8, 10]))


@pytest.mark.parametrize("meaning", MEANINGS, ids=str)
def test_bars_are_within_a_level_of_what_they_were(
    hands: Hands, clips: Clips, tmp_path: Path, meaning: tuple[str, str, int]
) -> None:
    matrix, value_range, bits = meaning
    clip, numbers = bars(clips, tmp_path, matrix, value_range, bits)
    stretch = stretch_of(hands.asset(clip), 1, depth=10 if bits == 10 else 8)
    size = (2 * BAR * len(BARS), 64)
    expected = stored(shown(numbers, matrix, value_range, bits), "bt709", "tv", bits)

    of_the_clip = upscaled(hands, stretch, size)
    of_a_segment = upscaled(hands, whole(conformed(hands, stretch)), size)

    assert np.abs(in_the_middles(path_of(of_the_clip)) - expected).max() <= 1
    assert np.abs(in_the_middles(path_of(of_a_segment)) - expected).max() <= 1


def test_ten_bits_stay_ten(hands: Hands, clips: Clips, tmp_path: Path) -> None:
    ramp = np.broadcast_to(np.arange(64, 940, dtype="<u2"), (16, 876))
    grey = np.full((16, 876), 512, "<u2")
    raw = tmp_path / "ramp.yuv"
    raw.write_bytes(ramp.tobytes() + grey.tobytes() * 2)
    told = ("-colorspace", "bt709", "-color_range", "tv")
    read = ("-f", "rawvideo", "-pix_fmt", "yuv444p10le", "-s", "876x16", "-r", "25", *told, "-i", str(raw))
    clip = clips.made("ramp.mkv", *read, "-c:v", "ffv1", *told)

    made = upscaled(hands, whole(conformed(hands, stretch_of(hands.asset(clip), 1, depth=10))), (1752, 32))

    row = planes_of(path_of(made))[0][16, ::2].astype(int)
    assert len(set(row.tolist())) > 870
    assert np.abs(row - ramp[0]).max() <= 1
