"""A model of the user's own that looks for marks: any detector of the YOLO family, as an ONNX file."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from importlib.util import find_spec
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from dropcut.domain.errors import Permanent
from dropcut.domain.wording import printable, spoken
from dropcut.vision.overlays import Area

Floats = NDArray[np.float32]

MOST_BYTES: Final = 512 * 1024**2
_SIDE: Final = 640
_GREY: Final = 114
_LEAST: Final = 0.35
_OVER: Final = 0.5
_NAMES: Final = re.compile(r"(\d+)\s*:\s*['\"]([^'\"]{1,60})['\"]")
_FOUND: Final = 6
"""Numbers of a detection in models that choose by themselves: two corners, how sure, which class."""
_RANK: Final = 3
_HINT: Final = "Export it with a picture of one size in (1, 3, H, W) and boxes out, or take it out of dropcut.yaml."


class Detection:
    """What a model found in one picture."""

    def __init__(self, area: Area, certainty: float, name: str) -> None:
        self.area, self.certainty, self.name = area, certainty, name


class OnnxModel:
    """One model, ready to look."""

    def __init__(self, name: str, data: bytes) -> None:
        """Raises Permanent, saying what to install or what is wrong with the model."""
        if find_spec("onnxruntime") is None:
            said = "onnxruntime is not installed, so no model can look for marks."
            raise Permanent(said, "Install it with: pip install 'dropcut[vision-onnx]'.")
        import onnxruntime  # type: ignore[import-untyped]

        self._said = spoken(name)
        options = onnxruntime.SessionOptions()
        options.log_severity_level = 4
        options.intra_op_num_threads = 1
        try:
            self._session: Any = onnxruntime.InferenceSession(data, options, providers=["CPUExecutionProvider"])
        except Exception as error:  # the package raises classes of its own making, one for each thing that can be wrong
            raise Permanent(f"{self._said} is no ONNX model that can be run: {printable(str(error))[:200]}", _HINT) from error
        self._input = self._session.get_inputs()[0]
        shape = self._input.shape
        if len(shape) != 4 or self._input.type != "tensor(float)":  # noqa: PLR2004 - one picture, its colours, rows, columns
            raise Permanent(f"{self._said} does not take a picture.", _HINT)
        self._size = tuple(side if isinstance(side, int) and side > 0 else _SIDE for side in shape[2:])
        self._names = self._labels()

    def look(self, picture: NDArray[np.uint8]) -> list[Detection]:
        """What is in a picture of blue, green and red."""
        scale, shown = self._shown(picture)
        try:
            raw = np.asarray(self._session.run(None, {self._input.name: shown})[0], np.float32)
        except Exception as error:  # (the same)
            raise Permanent(f"{self._said} could not be run: {printable(str(error))[:200]}", _HINT) from error
        if raw.ndim != _RANK or not raw.size:
            raise Permanent(f"{self._said} gives no boxes of the YOLO family.", _HINT)
        height, width = picture.shape[:2]
        return list(_kept(self._detections(raw[0], scale, (width, height))))

    def _shown(self, picture: NDArray[np.uint8]) -> tuple[float, Floats]:
        """As large as it fits, on grey, from red to blue, from 0 to 1."""
        import cv2

        height, width = self._size
        scale = min(width / picture.shape[1], height / picture.shape[0])
        size = max(1, round(picture.shape[1] * scale)), max(1, round(picture.shape[0] * scale))
        canvas = np.full((height, width, 3), _GREY, np.uint8)
        canvas[: size[1], : size[0]] = cv2.resize(picture, size, interpolation=cv2.INTER_LINEAR)
        planes = canvas[None, :, :, ::-1].transpose(0, 3, 1, 2)
        return scale, np.asarray(np.ascontiguousarray(planes, np.float32) / 255, np.float32)

    def _labels(self) -> dict[int, str]:
        told = self._session.get_modelmeta().custom_metadata_map.get("names", "")
        return {int(number): printable(name) for number, name in _NAMES.findall(told)}

    def _detections(self, raw: Floats, scale: float, size: tuple[int, int]) -> Iterator[Detection]:
        for corners, certainty, label in _rows(raw):
            left, top, right, bottom = (round(float(corner) / scale) for corner in corners)
            left, top, right, bottom = max(0, left), max(0, top), min(size[0], right), min(size[1], bottom)
            if right - left > 1 and bottom - top > 1:
                area = Area(left, top, right - left, bottom - top)
                yield Detection(area, min(1.0, certainty), self._names.get(label, f"class {label}"))


def _rows(raw: Floats) -> Iterator[tuple[Floats, float, int]]:
    """Every box that is sure enough: its corners, how sure, and which class, whichever of the three layouts it is."""
    table = raw.T if raw.shape[0] < raw.shape[1] and raw.shape[1] != _FOUND else raw
    transposed = table is not raw
    if not transposed and table.shape[1] == _FOUND:
        sure = table[:, 4] >= _LEAST
        yield from ((row[:4], float(row[4]), int(row[5])) for row in table[sure])
        return
    if table.shape[1] < 5:  # noqa: PLR2004 - a box and at least one class
        return
    scores = table[:, 4:] if transposed else table[:, 4:5] * table[:, 5:]
    best = scores.max(axis=1, initial=0)
    for number in np.flatnonzero(best >= _LEAST):
        middle, half = table[number, :2], table[number, 2:4] / 2
        corners = np.concatenate((middle - half, middle + half)).astype(np.float32)
        yield corners, float(best[number]), int(scores[number].argmax())


def _kept(found: Iterator[Detection]) -> Iterator[Detection]:
    """The surest of those over one another."""
    from dropcut.vision.suspects import overlap

    kept: list[Detection] = []
    for one in sorted(found, key=lambda each: -each.certainty):
        if not any(one.name == other.name and overlap(one.area, other.area) > _OVER for other in kept):
            kept.append(one)
            yield one


def grouped(detections: Sequence[tuple[int, Detection]]) -> Iterator[list[tuple[int, Detection]]]:
    """Those of one name at one place, over all stills."""
    from dropcut.vision.suspects import overlap

    groups: list[list[tuple[int, Detection]]] = []
    for number, one in detections:
        near = (group for group in groups if group[0][1].name == one.name and overlap(group[0][1].area, one.area) > _OVER)
        group = next(near, None)
        if group is None:
            groups.append([(number, one)])
        else:
            group.append((number, one))
    yield from groups
