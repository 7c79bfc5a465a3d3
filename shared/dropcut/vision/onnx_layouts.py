"""What detectors of the YOLO family answer: boxes, how sure each is and of what, in any of the family's layouts.

| who answers so | what |
|---|---|
| YOLOv8, v9, v11, v12 | (1, 4 + classes, boxes): middle and size; masks' and joints' numbers may follow |
| YOLOv5, v6, v7 | (1, boxes, 5 + classes): the same, and whether there is anything at all |
| YOLOX | as those, but in cells of its grids |
| YOLOv10, v26, and others that choose by themselves | (1, boxes, 6): corners, how sure, of what |
| YOLOv7 that chooses by itself | (boxes, 7): which picture, corners, of what, how sure |
| YOLO-NAS, YOLOv4 | two answers: corners, and a score for each class |
| exports that choose as TensorRT does | four: how many, corners, how sure, of what |
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Size = tuple[int, int]
"""Rows and columns of what the model is shown."""

_CHOSEN: Final = 6
_CHOSEN_IN_MANY: Final = 7
_BOX: Final = 4
_STRIDES: Final = (8, 16, 32)
_LARGEST: Final = 20.0
_SHARES: Final = 2.0
"""Boxes none of which reaches further are told as shares of the picture, not in points."""


class Unfamiliar(Exception):
    """An answer in no layout of the family."""


class Boxes(NamedTuple):
    """Everything that a model told of one picture, one row a box."""

    corners: Floats
    """Left, top, right, bottom, in points of what it was shown."""
    certainty: Floats
    labels: NDArray[np.intp]
    in_cells: bool = False
    """Whether they were told from cells: who does that is shown pictures as they are stored, in levels of blue, green, red."""


def boxes_in(answers: Sequence[Floats], size: Size, classes: int) -> Boxes:
    """Of one picture. `classes` is how many the model knows, 0 where it does not say. Raises Unfamiliar."""
    shapes = [answer.ndim for answer in answers]
    if shapes[:4] == [2, 3, 2, 2] and answers[1].shape[-1] == _BOX:
        return _counted(answers, size)
    if len(answers) == 2 and (pair := _corners_and_scores(answers)) is not None:  # noqa: PLR2004 - one of each
        corners, scores = pair
        return Boxes(_in_points(corners, size), *_best(scores))
    if shapes and shapes[0] == 2 and answers[0].shape[1] == _CHOSEN_IN_MANY:  # noqa: PLR2004 - rows of numbers
        row = answers[0][answers[0][:, 0] == 0]
        return Boxes(_in_points(row[:, 1:5], size), row[:, 6], row[:, 5].astype(np.intp))
    table = next((answer for answer in answers if answer.ndim == 3 and answer.shape[0] == 1), None)  # noqa: PLR2004
    if table is None or not table.size:
        raise Unfamiliar
    return _of_table(table[0], size, classes)


def _of_table(table: Floats, size: Size, classes: int) -> Boxes:
    if table.shape[1] == _CHOSEN and bool((table[:, 5] == np.floor(table[:, 5])).all()):
        return Boxes(_in_points(table[:, :4], size), table[:, 4], table[:, 5].astype(np.intp))
    upright = table.shape[0] < table.shape[1]
    rows, first = (table.T, _BOX) if upright else (table, _BOX + 1)
    scores = rows[:, first : first + classes] if classes else rows[:, first:]
    if not scores.shape[1]:
        raise Unfamiliar
    in_cells = not upright and _in_cells(rows[:, :4], size)
    placed = _out_of_cells(rows[:, :4], size) if in_cells else rows[:, :4]
    certainty, labels = _best(scores if upright else rows[:, 4:5] * scores)
    return Boxes(_in_points(_corners(placed), size), certainty, labels, in_cells)


def _best(scores: Floats) -> tuple[Floats, NDArray[np.intp]]:
    return scores.max(axis=1, initial=0), scores.argmax(axis=1)


def _corners(placed: Floats) -> Floats:
    """Of boxes that are told by their middles and sizes."""
    half = placed[:, 2:4] / 2
    return np.concatenate((placed[:, :2] - half, placed[:, :2] + half), axis=1).astype(np.float32)


def _in_points(corners: Floats, size: Size) -> Floats:
    if not len(corners) or np.abs(corners).max() > _SHARES:
        return corners
    return np.asarray(corners * np.array((size[1], size[0]) * 2), np.float32)


def _in_cells(placed: Floats, size: Size) -> bool:
    """Whether there is one box a cell, and all their middles lie in one corner."""
    many = sum((size[0] // stride) * (size[1] // stride) for stride in _STRIDES)
    return len(placed) == many and bool(np.abs(placed[:, :2]).max(initial=0) < min(size) / 2)


def _out_of_cells(placed: Floats, size: Size) -> Floats:
    """From each cell's own corner, and in logarithms of its size, to points."""
    cells = [(np.mgrid[: size[0] // stride, : size[1] // stride].reshape(2, -1)[::-1].T, stride) for stride in _STRIDES]
    corners = np.concatenate([grid for grid, _ in cells])
    strides = np.concatenate([np.full((len(grid), 1), stride) for grid, stride in cells])
    sizes = np.exp(np.minimum(placed[:, 2:4], _LARGEST))
    return np.asarray(np.concatenate((placed[:, :2] + corners, sizes), axis=1) * strides, np.float32)


def _corners_and_scores(answers: Sequence[Floats]) -> tuple[Floats, Floats] | None:
    """Of two answers for the same boxes."""
    flat = [answer.reshape(-1, answer.shape[-1]) for answer in answers if answer.ndim in {3, 4}]
    if len(flat) != len(answers) or len(flat[0]) != len(flat[1]):
        return None
    if flat[0].shape[1] == _BOX:
        return flat[0], flat[1]
    return (flat[1], flat[0]) if flat[1].shape[1] == _BOX else None


def _counted(answers: Sequence[Floats], size: Size) -> Boxes:
    found = int(answers[0].reshape(-1)[0])
    corners, certainty, labels = answers[1][0][:found], answers[2][0][:found], answers[3][0][:found]
    return Boxes(_in_points(corners, size), certainty, labels.astype(np.intp))
