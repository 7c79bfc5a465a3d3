"""What a piece or a master shows and sounds like, measured by decoding it."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
from numpy.typing import NDArray

from dropcut.domain.blobs import Blob
from tests.media.render.footage import STRIPES

RATE = 48_000


@dataclass(frozen=True)
class Seen:
    """The frames of a file in the order in which they are shown."""

    times: tuple[Fraction, ...]
    grey: NDArray[np.uint8]

    def numbers(self) -> list[int]:
        """What the stripes of each frame count."""
        height, width = self.grey.shape[1:]
        middles = [(2 * stripe + 1) * width // (2 * STRIPES) for stripe in range(STRIPES)]
        lit = self.grey[:, height // 2, middles].astype(int) > 128
        return [int(sum(1 << bit for bit in range(STRIPES) if frame[bit])) for frame in lit]

    def flashes(self) -> list[float]:
        """When a dark picture becomes light."""
        light = self.grey[:, 20:70, 20:140].mean(axis=(1, 2)) > 128
        return [float(self.times[place]) for place in range(1, len(light)) if light[place] and not light[place - 1]]


def seen(file: Path | Blob) -> Seen:
    with _opened(file) as container:
        frames = list(container.decode(video=0))
    times = tuple(_time(frame) for frame in frames)
    return Seen(times=times, grey=np.stack([_grey(frame) for frame in frames]))


def _grey(frame: av.VideoFrame) -> NDArray[np.uint8]:
    """As stored where that is bytes of brightness, which is quick; else turned into them."""
    if not frame.format.name.startswith("yuv") or frame.format.components[0].bits > 8:
        return frame.to_ndarray(format="gray").astype(np.uint8)
    plane = frame.planes[0]
    return np.frombuffer(bytes(plane), np.uint8).reshape(-1, plane.line_size)[: frame.height, : frame.width].copy()


def colours(file: Path | Blob, frame: int = 0) -> NDArray[np.uint8]:
    """One frame in RGB, as its own marks say it is to be shown."""
    with _opened(file) as container:
        for number, decoded in enumerate(container.decode(video=0)):
            if number == frame:
                return decoded.to_ndarray(format="rgb24").astype(np.uint8)
    raise AssertionError(frame)


def heard(file: Path | Blob) -> NDArray[np.float32]:
    """Its sound from time 0, a row a sample."""
    blocks: list[NDArray[np.float32]] = []
    start: int | None = None
    with _opened(file) as container:
        turned = av.AudioResampler(format="flt", layout="stereo", rate=RATE)
        for frame in container.decode(audio=0):
            if start is None:
                start = round(_time(frame) * RATE)
            blocks.extend(_stereo(block) for block in turned.resample(frame))
        blocks.extend(_stereo(block) for block in turned.resample(None))
    assert start is not None
    assert start >= 0
    return np.concatenate([np.zeros((start, 2), np.float32), *blocks])


def _stereo(block: av.AudioFrame) -> NDArray[np.float32]:
    return block.to_ndarray().reshape(-1, 2).astype(np.float32)


def _time(frame: av.VideoFrame | av.AudioFrame) -> Fraction:
    assert frame.pts is not None
    assert frame.time_base is not None
    return frame.pts * frame.time_base


def beeps(samples: NDArray[np.float32]) -> list[float]:
    """When a beep begins."""
    loud = np.abs(samples).max(axis=1)
    power = np.convolve(loud, np.ones(48) / 48, "same") > 0.2 * loud.max()
    return [float(place) / RATE for place in np.flatnonzero(power[1:] & ~power[:-1])]


def offsets(file: Path | Blob) -> list[float]:
    """For every flash, how much later (in seconds) the nearest beep is."""
    sounding = np.array(beeps(heard(file)))
    return [float(sounding[np.argmin(np.abs(sounding - flash))] - flash) for flash in seen(file).flashes()]


def _opened(file: Path | Blob) -> av.container.InputContainer:
    path = _path(file)
    return av.open(str(path), format="mpegts" if path.suffix == ".ts" else None)  # a few frames are too few to tell


def _path(file: Path | Blob) -> Path:
    return file if isinstance(file, Path) else Path(file.path)
