"""The two kinds of network of Real-ESRGAN: which tensors each is made of. No arithmetic, no torch."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

Shape = tuple[int, ...]
_FEATURES: Final = 64
_COLOURS: Final = 3
_GROWTH: Final = 32
_KERNEL: Final = 3
_DENSE: Final = 5
"""Convolutions in a dense block; three such blocks make a block of the network."""
_OWN_SCALE: Final = 4
"""Both kinds enlarge four times what their first convolution sees."""


@dataclass(frozen=True)
class Compact:
    """SRVGGNetCompact: a row of convolutions at the picture's own size, then its pixels are dealt out."""

    convs: int
    """Between the first and the last."""
    features: int = _FEATURES

    @property
    def scale(self) -> int:
        return _OWN_SCALE

    @property
    def multiple(self) -> int:
        """Width and height of what it is given are multiples of this."""
        return 1

    @property
    def reach(self) -> int:
        """How far a pixel of the answer looks: exactly."""
        return self.convs + 2

    @property
    def flops(self) -> int:
        """Operations for each pixel of a picture; a multiplication and an addition are two."""
        return _flops(shape for shape in self.shapes.values())

    @property
    def shapes(self) -> Mapping[str, Shape]:
        """The name and shape of every tensor, in the order in which they are used."""
        shapes = dict(_conv("body.0", _COLOURS, self.features)) | {"body.1.weight": (self.features,)}
        for at in range(2, 2 * self.convs + 2, 2):
            shapes |= dict(_conv(f"body.{at}", self.features, self.features)) | {f"body.{at + 1}.weight": (self.features,)}
        return shapes | dict(_conv(f"body.{2 * self.convs + 2}", self.features, _COLOURS * self.scale**2))


@dataclass(frozen=True)
class Rrdb:
    """RRDBNet: residual blocks in residual blocks at the picture's own size, then two doublings."""

    blocks: int
    scale: int = _OWN_SCALE
    """2 where four neighbouring pixels are first folded into one."""
    features: int = _FEATURES
    growth: int = _GROWTH

    @property
    def multiple(self) -> int:
        """Width and height of what it is given are multiples of this."""
        return _OWN_SCALE // self.scale

    @property
    def reach(self) -> int:
        """How far a pixel of the answer can look at most; nearly all of it comes from far nearer."""
        return (self.blocks * 3 * _DENSE + 4) * self.multiple

    @property
    def flops(self) -> int:
        """Operations for each pixel of a picture; a multiplication and an addition are two."""
        doubled = {"conv_up1": 4, "conv_up2": 16, "conv_hr": 16, "conv_last": 16}
        pairs = ((name.split(".")[0], shape) for name, shape in self.shapes.items())
        return sum(_flops([shape]) * doubled.get(name, 1) for name, shape in pairs) // self.multiple**2

    @property
    def shapes(self) -> Mapping[str, Shape]:
        """The name and shape of every tensor, in the order in which they are used."""
        shapes = dict(_conv("conv_first", _COLOURS * self.multiple**2, self.features))
        for block in range(self.blocks):
            for dense in range(1, 4):
                shapes |= dict(self._dense(f"body.{block}.rdb{dense}"))
        for name in ("conv_body", "conv_up1", "conv_up2", "conv_hr"):
            shapes |= dict(_conv(name, self.features, self.features))
        return shapes | dict(_conv("conv_last", self.features, _COLOURS))

    def _dense(self, name: str) -> Iterator[tuple[str, Shape]]:
        for at in range(_DENSE):
            out = self.growth if at < _DENSE - 1 else self.features
            yield from _conv(f"{name}.conv{at + 1}", self.features + at * self.growth, out)


Architecture = Compact | Rrdb


def _conv(name: str, inward: int, outward: int) -> Iterator[tuple[str, Shape]]:
    yield f"{name}.weight", (outward, inward, _KERNEL, _KERNEL)
    yield f"{name}.bias", (outward,)


def _flops(shapes: Iterator[Shape] | list[Shape]) -> int:
    kernels = (shape for shape in shapes if len(shape) > 1)
    return sum(2 * out * inward * high * wide for out, inward, high, wide in kernels)
