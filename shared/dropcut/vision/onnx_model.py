"""A model of the user's own that looks for marks: any detector of the YOLO family, as an ONNX file."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from importlib.metadata import version
from importlib.util import find_spec
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from dropcut.domain.errors import Permanent
from dropcut.domain.speech import Engine
from dropcut.domain.wording import printable, spoken
from dropcut.vision.areas import Area
from dropcut.vision.onnx_layouts import Boxes, Unfamiliar, boxes_in

MOST_BYTES: Final = 512 * 1024**2
_SIDE: Final = 640
_GREY: Final = 114
_LEAST: Final = 0.35
_OVER: Final = 0.5
_NAMES: Final = re.compile(r"(\d+)\s*:\s*['\"]([^'\"]{1,60})['\"]")
_NUMBERS: Final = {"tensor(float)": np.float32, "tensor(float16)": np.float16}
"""What a model may take a picture as."""
_FURTHEST: Final = 1e6
"""No number that a model tells of is taken for larger."""
_HINT: Final = "Export it with a picture of one size in (1, 3, H, W) and boxes out, or take it out of dropcut.yaml."


PACKAGE: Final = "onnxruntime"


def runner_here() -> Engine | None:
    """What runs such models on this machine, resolved."""
    return Engine(name=PACKAGE, version=version(PACKAGE)) if find_spec(PACKAGE) is not None else None


class Detection:
    """What a model found in one picture."""

    def __init__(self, area: Area, certainty: float, name: str) -> None:
        self.area, self.certainty, self.name = area, certainty, name


class OnnxModel:
    """One model, ready to look."""

    def __init__(self, name: str, data: bytes) -> None:
        """Raises Permanent, saying what is wrong with the model. Only where `runner_here` is something."""
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
        if len(shape) != 4 or self._input.type not in _NUMBERS:  # noqa: PLR2004 - one picture, its colours, rows, columns
            raise Permanent(f"{self._said} does not take a picture.", _HINT)
        height, width = (side if isinstance(side, int) and side > 0 else _SIDE for side in shape[2:])
        self._size = height, width
        self._names = self._labels()
        self._as_stored = False

    def look(self, picture: NDArray[np.uint8]) -> list[Detection]:
        """What is in a picture of blue, green and red."""
        scale, found = self._told(picture)
        if found.in_cells and not self._as_stored:
            self._as_stored = True
            scale, found = self._told(picture)
        height, width = picture.shape[:2]
        return list(_kept(self._detections(found, scale, (width, height))))

    def _told(self, picture: NDArray[np.uint8]) -> tuple[float, Boxes]:
        """What it tells of a picture, and how large it was shown that."""
        scale, shown = self._shown(picture)
        try:
            answers = self._session.run(None, {self._input.name: shown})
        except Exception as error:  # (the same)
            raise Permanent(f"{self._said} could not be run: {printable(str(error))[:200]}", _HINT) from error
        try:
            numbers = [np.clip(np.nan_to_num(np.asarray(each, np.float32)), -_FURTHEST, _FURTHEST) for each in answers]
            return scale, boxes_in(numbers, self._size, max(self._names, default=-1) + 1)
        except (Unfamiliar, TypeError, ValueError):  # of the package's answers that are no numbers at all
            raise Permanent(f"{self._said} gives no boxes of the YOLO family.", _HINT) from None

    def _shown(self, picture: NDArray[np.uint8]) -> tuple[float, NDArray[Any]]:
        """As large as it fits, on grey: from red to blue, from 0 to 1, or else as pictures are stored."""
        import cv2

        height, width = self._size
        scale = min(width / picture.shape[1], height / picture.shape[0])
        size = max(1, round(picture.shape[1] * scale)), max(1, round(picture.shape[0] * scale))
        canvas = np.full((height, width, 3), _GREY, np.uint8)
        canvas[: size[1], : size[0]] = cv2.resize(picture, size, interpolation=cv2.INTER_LINEAR)
        coloured = canvas if self._as_stored else canvas[:, :, ::-1]
        planes = np.ascontiguousarray(coloured.transpose(2, 0, 1)[None], np.float32)
        return scale, np.asarray(planes if self._as_stored else planes / 255, _NUMBERS[self._input.type])

    def _labels(self) -> dict[int, str]:
        told = self._session.get_modelmeta().custom_metadata_map.get("names", "")
        return {int(number): printable(name) for number, name in _NAMES.findall(told)}

    def _detections(self, found: Boxes, scale: float, size: tuple[int, int]) -> Iterator[Detection]:
        """Those that are sure enough, in points of the picture itself."""
        for number in np.flatnonzero(found.certainty >= _LEAST):
            left, top, right, bottom = (round(float(corner) / scale) for corner in found.corners[number])
            left, top, right, bottom = max(0, left), max(0, top), min(size[0], right), min(size[1], bottom)
            if right - left > 1 and bottom - top > 1:
                area, label = Area(left, top, right - left, bottom - top), int(found.labels[number])
                yield Detection(area, min(1.0, float(found.certainty[number])), self._names.get(label, f"class {label}"))


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
