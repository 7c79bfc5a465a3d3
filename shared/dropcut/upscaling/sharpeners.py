"""A `Sharpener` around whatever runs the network, and the engine's name and version."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from dropcut.domain.speech import Engine
from dropcut.domain.values import Sha256
from dropcut.ports.sharpening import Picture
from dropcut.upscaling.networks import Network
from dropcut.upscaling.running import Run, Runner

_RULES: Final = 1
"""Of how pictures are continued, cut and rounded: part of every engine's version."""
_SHOWN: Final = 16


def engine_of(kind: str, parts: str, network: Network, scale: int, weights: Sha256) -> Engine:
    """All that shapes an answer: the package and its arithmetic, the network and its weights."""
    return Engine(name=kind, version=f"{_RULES}: {parts}, {network.name} x{scale} {weights[:_SHOWN]}")


@dataclass(frozen=True)
class NetworkSharpener:
    """See `ports.sharpening.Sharpener`, whose contract this keeps."""

    engine: Engine
    runner: Runner

    @property
    def scale(self) -> int:
        return self.runner.scale

    @property
    def overlap(self) -> int:
        return self.runner.cutting.overlap

    def sharpened(self, pictures: Iterable[Picture], pulse: Callable[[], None]) -> Iterator[Picture]:
        return Run(self.runner, pulse).through(pictures)
