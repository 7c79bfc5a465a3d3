"""The frames of a piece, as they are stored."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

import av
import numpy as np
from numpy.typing import NDArray

Planes = tuple[NDArray[np.uint16], ...]


def planes_of(file: Path, frame: int = 0) -> Planes:
    """Brightness and the two colours of one frame."""
    with av.open(str(file)) as container:
        for number, decoded in enumerate(container.decode(video=0)):
            if number == frame:
                return _planes(decoded)
    raise AssertionError(frame)


def hashes_of(*files: Path) -> list[str]:
    """One for each frame, in order."""
    hashes = []
    for file in files:
        with av.open(str(file)) as container:
            hashes += [sha256(b"".join(map(bytes, _planes(frame)))).hexdigest() for frame in container.decode(video=0)]
    return hashes


def _planes(frame: av.VideoFrame) -> Planes:
    deep = frame.format.components[0].bits > 8
    return tuple(_plane(plane, deep=deep) for plane in frame.planes)


def _plane(plane: av.video.plane.VideoPlane, *, deep: bool) -> NDArray[np.uint16]:
    kind, size = (np.uint16, 2) if deep else (np.uint8, 1)
    rows = np.frombuffer(bytes(plane), kind).reshape(-1, plane.line_size // size)
    return rows[: plane.height, : plane.width].astype(np.uint16)
