"""Tiles give every pixel once, and each sees enough around it."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from dropcut.upscaling.tiles import EDGE, Cutting, Span, Stretch, continued

SIDES = st.integers(1, 300)


@given(SIDES, SIDES, st.integers(1, 40), st.sampled_from([1, 2]), st.integers(1, 100_000))
def test_every_pixel_is_given_by_one_tile_that_sees_what_is_around_it(
    high: int, wide: int, overlap: int, multiple: int, pixels: int
) -> None:
    cutting = Cutting(overlap, multiple)
    wider = continued(np.zeros((high, wide, 3), np.uint8), multiple).shape[:2]
    tiles = cutting.tiles(Stretch(0, high), Stretch(0, wide), wider, max(pixels, cutting.least))
    given_by = np.zeros((high, wide), int)
    for tile in tiles:
        given_by[slice(*tile.down.kept), slice(*tile.across.kept)] += 1
        assert tile.pixels == tiles[0].pixels
        for span, side in zip(tile, wider, strict=True):
            assert_sees_enough(span, side, cutting)
    assert (given_by == 1).all()


def assert_sees_enough(span: Span, side: int, cutting: Cutting) -> None:
    assert 0 <= span.seen.first < span.seen.end <= side
    assert span.seen.first % cutting.multiple == 0
    assert (span.seen.end - span.seen.first) % cutting.multiple == 0
    assert span.seen.first == 0 or span.kept.first + EDGE - span.seen.first >= cutting.overlap
    assert span.seen.end == side or span.seen.end - span.kept.end - EDGE >= cutting.overlap


@given(SIDES, SIDES, st.integers(6_000, 100_000))
def test_no_tile_is_larger_than_what_fits(high: int, wide: int, pixels: int) -> None:
    cutting = Cutting(18, 1)
    wider = (high + 2 * EDGE, wide + 2 * EDGE)
    for tile in cutting.tiles(Stretch(0, high), Stretch(0, wide), wider, pixels):
        assert tile.pixels <= pixels


def test_a_picture_that_fits_is_one_tile() -> None:
    (tile,) = Cutting(18, 1).tiles(Stretch(0, 40), Stretch(0, 50), (60, 70), 60 * 70)
    assert tile.pixels == 60 * 70


def test_a_picture_goes_on_as_its_mirror_image_even_where_it_is_smaller_than_that() -> None:
    picture = np.arange(3, dtype=np.uint8).repeat(3).reshape(1, 3, 3)
    wider = continued(picture, 2)
    assert wider.shape == (22, 24, 3)
    assert wider[5, EDGE - 3 : EDGE + 6, 0].tolist() == [1, 2, 1, 0, 1, 2, 1, 0, 1]


@given(SIDES, SIDES, st.sampled_from([1, 2]))
def test_it_goes_on_as_numpy_would_do_it(high: int, wide: int, multiple: int) -> None:
    picture = np.arange(high * wide * 3).reshape(high, wide, 3).astype(np.uint16)
    after = ((EDGE, EDGE + high % multiple), (EDGE, EDGE + wide % multiple), (0, 0))
    assert np.array_equal(continued(picture, multiple), np.pad(picture, after, mode="reflect"))
