"""The networks by their definition, in numbers of 64 bits and plain numpy: slow, and written apart from the engines."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from dropcut.upscaling.architectures import Compact, Rrdb
from dropcut.upscaling.tiles import EDGE
from dropcut.upscaling.weights import Weights
from tests.unit.upscaling.drawn import Levels

Planes = NDArray[np.float64]
"""Channels x height x width."""


def exactly(picture: NDArray[Any], weights: Weights, kind: Compact | Rrdb) -> Planes:
    """What the network makes of a picture with its mirror image around it, from 0 to 1, before it is rounded."""
    high, wide, _ = picture.shape
    odd = (-high % kind.multiple, -wide % kind.multiple)
    wider = np.pad(picture, ((EDGE, EDGE + odd[0]), (EDGE, EDGE + odd[1]), (0, 0)), mode="reflect")
    planes = wider.transpose(2, 0, 1).astype(np.float64) / np.iinfo(picture.dtype).max
    made = _compact(planes, weights, kind) if isinstance(kind, Compact) else _rrdb(planes, weights, kind)
    edge = EDGE * kind.scale
    inner: Planes = made[:, edge : edge + high * kind.scale, edge : edge + wide * kind.scale].clip(0, 1)
    return inner


def levels(planes: Planes, kind: Levels) -> NDArray[Any]:
    """As a picture of such levels."""
    return np.rint(planes * np.iinfo(kind).max).astype(kind).transpose(1, 2, 0)


def _conv(planes: Planes, weights: Weights, name: str) -> Planes:
    """In one product: many small ones wait for one another on a busy machine."""
    kernel, bias = weights[f"{name}.weight"].astype(np.float64), weights[f"{name}.bias"].astype(np.float64)
    _, high, wide = planes.shape
    padded = np.pad(planes, ((0, 0), (1, 1), (1, 1)))
    windows = np.lib.stride_tricks.sliding_window_view(padded, (3, 3), (1, 2)).transpose(0, 3, 4, 1, 2)
    made: Planes = kernel.reshape(len(bias), -1) @ windows.reshape(-1, high * wide) + bias[:, None]
    return made.reshape(-1, high, wide)


def _compact(picture: Planes, weights: Weights, kind: Compact) -> Planes:
    planes = picture
    for at in range(0, 2 * kind.convs + 2, 2):
        planes = _conv(planes, weights, f"body.{at}")
        slopes = weights[f"body.{at + 1}.weight"].astype(np.float64)[:, None, None]
        planes = np.maximum(planes, 0) + slopes * np.minimum(planes, 0)
    planes = _conv(planes, weights, f"body.{2 * kind.convs + 2}")
    return _dealt(planes, kind.scale) + picture.repeat(kind.scale, 1).repeat(kind.scale, 2)


def _dealt(planes: Planes, scale: int) -> Planes:
    """Every scale x scale channels as the pixels of one."""
    channels, high, wide = planes.shape
    dealt = planes.reshape(channels // scale**2, scale, scale, high, wide).transpose(0, 3, 1, 4, 2)
    return dealt.reshape(-1, high * scale, wide * scale)


def _folded(planes: Planes, fold: int) -> Planes:
    channels, high, wide = planes.shape
    folded = planes.reshape(channels, high // fold, fold, wide // fold, fold).transpose(0, 2, 4, 1, 3)
    return folded.reshape(-1, high // fold, wide // fold)


def _leaky(planes: Planes) -> Planes:
    return np.where(planes < 0, 0.2 * planes, planes)


def _rrdb(picture: Planes, weights: Weights, kind: Rrdb) -> Planes:
    first = _conv(_folded(picture, kind.multiple), weights, "conv_first")
    planes = first
    for block in range(kind.blocks):
        inner = planes
        for dense in range(1, 4):
            inner = _dense(inner, weights, f"body.{block}.rdb{dense}")
        planes = planes + 0.2 * inner
    planes = first + _conv(planes, weights, "conv_body")
    for name in ("conv_up1", "conv_up2"):
        planes = _leaky(_conv(planes.repeat(2, 1).repeat(2, 2), weights, name))
    return _conv(_leaky(_conv(planes, weights, "conv_hr")), weights, "conv_last")


def _dense(planes: Planes, weights: Weights, name: str) -> Planes:
    seen = planes
    for at in range(1, 5):
        seen = np.concatenate((seen, _leaky(_conv(seen, weights, f"{name}.conv{at}"))))
    return planes + 0.2 * _conv(seen, weights, f"{name}.conv5")
