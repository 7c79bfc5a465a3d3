"""Segments share out the cores of one machine: whatever the cloud's machine for them has, one holds what it keeps busy."""

from __future__ import annotations

from dropcut.catalog import CATALOG
from dropcut.media.encoders import THREADS


def test_a_segment_holds_as_many_cores_as_its_encoder_has_threads() -> None:
    assert CATALOG["render"].cores == THREADS


def test_sound_in_one_piece_leaves_the_other_cores_to_segments() -> None:
    assert CATALOG["mix"].cores == 1
