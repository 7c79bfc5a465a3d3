"""Whichever layout of the YOLO family a user's model answers in, the same box is told; any other is refused in words."""

from __future__ import annotations

from math import log

import numpy as np
import pytest
from numpy.typing import NDArray

from dropcut.domain.errors import Permanent
from dropcut.vision.areas import Area
from dropcut.vision.onnx_model import OnnxModel
from tests.unit.vision.tiny_onnx import SIDE, answering, padded

pytest.importorskip("onnxruntime")
pytest.importorskip("cv2")

Answer = tuple[NDArray[np.generic], ...]
PICTURE = np.full((SIDE, SIDE, 3), 90, np.uint8)
MIDDLE, CORNERS = (32, 18, 16, 8), (24, 14, 40, 22)
FAINT = (10, 10, 4, 4)


def across() -> Answer:
    return (padded([(*MIDDLE, 0.1, 0.9), (*FAINT, 0.05, 0.05)]).T[None].copy(),)


def across_with_masks() -> Answer:
    """A segmenting model's: numbers for its masks follow, as large as they like, and the masks themselves."""
    rows = padded([(*MIDDLE, 0.1, 0.9, 5.0, -3.0), (*FAINT, 0.05, 0.05, 9.0, 9.0)])
    return rows.T[None].copy(), np.ones((1, 2, 16, 16), np.float32)


def with_anything_at_all() -> Answer:
    return (padded([(*MIDDLE, 0.95, 0.1, 0.947), (*FAINT, 0.1, 0.9, 0.9)])[None],)


def as_shares() -> Answer:
    return (padded([(*(number / SIDE for number in MIDDLE), 0.95, 0.1, 0.947)])[None],)


def in_cells() -> Answer:
    """One box a cell, at strides of 8, 16 and 32 points: ours is told by the fifth cell of the third row."""
    rows = np.zeros((84, 7), np.float32)
    rows[2 * 8 + 4] = (0, 18 / 8 - 2, log(16 / 8), log(8 / 8), 0.95, 0.1, 0.947)
    return (rows[None],)


def chosen() -> Answer:
    return (padded([(*CORNERS, 0.9, 1)], 8)[None],)


def chosen_in_many() -> Answer:
    return (np.array([(0, *CORNERS, 1, 0.9), (1, 0, 0, 60, 60, 0, 0.99)], np.float32),)


def apart() -> Answer:
    return padded([CORNERS])[None], padded([(0.1, 0.9)])[None]


def apart_as_shares() -> Answer:
    return padded([tuple(number / SIDE for number in CORNERS)])[None, :, None], padded([(0.1, 0.9)])[None]


def counted() -> Answer:
    """Of a hundred rows one holds: what lies in the others was never cleared."""
    rows = np.tile(np.array((0, 0, 60, 60), np.float32), (100, 1))
    rows[0] = CORNERS
    labels = np.zeros((1, 100), np.int32)
    labels[0, 0] = 1
    return np.array([[1]], np.int32), rows[None], np.full((1, 100), 0.9, np.float32), labels


LAYOUTS = [
    across, across_with_masks, with_anything_at_all, as_shares, in_cells, chosen, chosen_in_many, apart, apart_as_shares,
    counted,
]  # fmt: skip


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout.__name__)
def test_every_layout_of_the_family_tells_the_same_box(layout: object) -> None:
    assert callable(layout)
    (found,) = OnnxModel("logos.onnx", answering(*layout())).look(PICTURE)
    assert found.area == Area(24, 14, 16, 8)
    assert found.name == "clock"
    assert found.certainty == pytest.approx(0.9, abs=0.002)


@pytest.mark.parametrize("takes", ["float32", "float16"])
def test_halves_are_taken_as_well(takes: str) -> None:
    (found,) = OnnxModel("logos.onnx", answering(*across(), takes=takes, names="")).look(PICTURE)
    assert (found.area, found.name) == (Area(24, 14, 16, 8), "class 1")


def test_a_box_is_told_in_the_pictures_own_points() -> None:
    (found,) = OnnxModel("logos.onnx", answering(*chosen())).look(np.zeros((2 * SIDE, 4 * SIDE, 3), np.uint8))
    assert found.area == Area(96, 56, 64, 32)


STRANGE = {
    "one number": (np.zeros((1,), np.float32),),
    "a picture": (np.zeros((1, 3, 8, 8), np.float32),),
    "no class": (np.zeros((1, 4, 84), np.float32),),
    "no box": (np.zeros((1, 0, 6), np.float32),),
    "grids that were not read": (np.zeros((1, 3, 8, 8, 7), np.float32),),
}


@pytest.mark.parametrize("answer", STRANGE.values(), ids=STRANGE.keys())
def test_other_answers_are_refused_in_a_sentence(answer: Answer) -> None:
    with pytest.raises(Permanent, match=r"logos\.onnx gives no boxes of the YOLO family"):
        OnnxModel("logos.onnx", answering(*answer)).look(PICTURE)


@pytest.mark.parametrize("value", [np.nan, np.inf, -np.inf, 3e38, -3e38])
def test_no_number_that_a_model_tells_stops_the_work(value: float) -> None:
    for layout in LAYOUTS:
        tables = [np.where(np.arange(table.size).reshape(table.shape) % 2, table, table.dtype.type(_fit(value, table)))
                  for table in layout()]  # fmt: skip
        OnnxModel("logos.onnx", answering(*tables)).look(PICTURE)


def _fit(value: float, table: NDArray[np.generic]) -> float:
    return value if table.dtype.name == "float32" else 2**31 - 1
