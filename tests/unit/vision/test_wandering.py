from __future__ import annotations

import numpy as np
import pytest

from dropcut.vision.wandering import wandering_in

pytest.importorskip("cv2")


@pytest.mark.parametrize("axis", [0, 1])
def test_a_picture_that_rolls_through_the_frame_more_than_once_is_looked_at(axis: int) -> None:
    blocks = np.kron(np.random.default_rng(3).integers(0, 2, (12, 20)), np.ones((6, 10))) * 200
    rolling = [np.roll(blocks, -4 * number, axis).astype(np.uint8) for number in range(96)]
    assert len(wandering_in(rolling)) <= 1
