"""How much memory a network in torch takes for each pixel that it sees."""

from __future__ import annotations

from dataclasses import dataclass

from dropcut.upscaling.architectures import Architecture, Compact


@dataclass(frozen=True)
class Sizes:
    """Bytes."""

    fixed: int
    a_pixel: int

    @classmethod
    def of(cls, architecture: Architecture, bytes_a_number: int) -> Sizes:
        """Of what lies in memory at the worst moment, in whole layers, and what its arithmetic needs beside that."""
        if isinstance(architecture, Compact):
            return cls(128 * 1024**2, 6 * architecture.features * bytes_a_number + 3 * 16 * 8)
        enlarged = architecture.scale**2 * architecture.features
        return cls(512 * 1024**2, 5 * enlarged * bytes_a_number)

    def pixels_in(self, memory: int) -> int:
        """How many fit."""
        return max(0, memory - self.fixed) // self.a_pixel
