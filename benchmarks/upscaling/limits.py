"""What the hardware allows at most: operations a second by a measured product of matrices, bytes by a measured copy."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from time import perf_counter
from typing import Any, NamedTuple

from dropcut.upscaling.architectures import Architecture, Compact

_ROUNDS = 10


class Bounds(NamedTuple):
    """Frames a second at most."""

    arithmetic: float
    memory: float
    """By moving each layer's numbers out and in once."""

    @property
    def least(self) -> tuple[float, str]:
        """The one that binds, and its name."""
        return (self.arithmetic, "arithmetic") if self.arithmetic < self.memory else (self.memory, "memory")


@dataclass(frozen=True)
class Limits:
    """Of one device."""

    flops: float
    bytes: float

    def frames(self, kind: Architecture, high: int, wide: int, number: int) -> Bounds:
        """For pictures of a size, in numbers of so many bytes."""
        pixels = high * wide
        return Bounds(self.flops / (kind.flops * pixels), self.bytes / (moved(kind, number) * pixels))


def moved(kind: Architecture, number: int) -> int:
    """Bytes for each pixel when every convolution reads what it sees and writes what it makes, once, and all else is free."""
    finer = {"conv_up1": 4, "conv_up2": 16, "conv_hr": 16, "conv_last": 16}
    total = 0
    for name, shape in kind.shapes.items():
        if len(shape) > 1:
            total += (shape[0] + shape[1]) * finer.get(name.split(".")[0], 1) * number
    return total if isinstance(kind, Compact) else total // kind.multiple**2


def measured(device: str) -> Limits:
    """By what this device does, not by what its maker says."""
    torch: Any = import_module("torch")
    size, kind = (8192, torch.float16) if device == "cuda" else (1536, torch.float32)
    one = torch.randn(size, size, device=device, dtype=kind)
    flops = 2 * size**3 / _seconds(device, lambda: one @ one)
    block = torch.empty(256 * 1024**2 if device == "cuda" else 64 * 1024**2, device=device, dtype=torch.uint8)
    other = torch.empty_like(block)
    return Limits(flops, 2 * block.numel() / _seconds(device, lambda: other.copy_(block)))


def _seconds(device: str, work: Any) -> float:  # noqa: ANN401 - any work
    torch: Any = import_module("torch")
    best = float("inf")
    for _ in range(_ROUNDS):
        begin = perf_counter()
        work()
        if device == "cuda":
            torch.cuda.synchronize()
        best = min(best, perf_counter() - begin)
    return best
