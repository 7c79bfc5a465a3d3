"""A network in torch on the processor.

In numbers of 32 bits its answer is that of ncnn, within a level of 255. With 16 inside, a large network takes half the time.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from importlib import import_module
from importlib.metadata import version
from importlib.util import find_spec
from typing import Any, Final

import numpy as np

from dropcut.domain.errors import Permanent
from dropcut.ports.sharpening import Picture
from dropcut.upscaling.lanes import Lanes
from dropcut.upscaling.levels import top_of
from dropcut.upscaling.memory import free_memory
from dropcut.upscaling.networks import Network
from dropcut.upscaling.running import OutOfMemory, Pictures
from dropcut.upscaling.sizes import Sizes
from dropcut.upscaling.tiles import Cutting
from dropcut.upscaling.torch_networks import Module, Tensor, halved, network_with
from dropcut.upscaling.weights import Weights

NAME: Final = "torch"
INSTALL: Final = "Install it: pip install 'dropcut[upscale-torch]'."
_FULL: Final = "can't allocate memory"
"""What torch says in a plain RuntimeError when the processor's memory is full."""
_AT_ONCE: Final = 4_000_000_000_000
"""Operations for each tile: under a minute on one core, so that work can be stopped in time."""
_SHARE: Final = 2
"""Of the free memory a half is used: others look at the same figure."""


def is_installed() -> bool:
    """Whether its package is on this machine."""
    return find_spec(NAME) is not None


def version_of_torch() -> str:
    """Which build of torch this is: part of the engine's version."""
    return version(NAME)


def counts_in_16_bits() -> bool:
    """Whether this processor itself multiplies numbers of 16 bits (bf16); others only imitate it, slowly."""
    if not is_installed():
        return False
    torch: Any = import_module(NAME)
    able = torch.cpu.get_capabilities()
    return bool(able.get("avx512_bf16") or able.get("amx_bf16"))


@dataclass(frozen=True)
class TorchRunner:
    """A `Runner`. The weights are read when it is first asked."""

    network: Network
    scale: int
    threads: int
    weights: Callable[[], Weights]

    @property
    def cutting(self) -> Cutting:
        return Cutting(self.network.overlap, self.network.architecture.multiple)

    @property
    def tile(self) -> int:
        sizes = Sizes.of(self.network.architecture, bytes_a_number=4)
        most = _AT_ONCE // self.network.architecture.flops
        return max(self.cutting.least, min(sizes.pixels_in(free_memory() // _SHARE // self.lanes.count), most))

    @cached_property
    def lanes(self) -> Lanes:
        """What its tiles are dealt to."""
        return Lanes(self.threads)

    @property
    def batch(self) -> int:
        """One tile: what runs beside it comes as a batch of its own."""
        return 1

    @property
    def ahead(self) -> int:
        return self.lanes.count - 1

    def start(self, tiles: Pictures) -> Callable[[], Pictures]:
        module = self._module  # made here, where whatever is wrong with it is told at once
        return self.lanes.start(lambda tile: self._enlarged(module, tile), tiles)

    def _enlarged(self, module: Module, tile: Picture) -> Picture:
        torch: Any = import_module(NAME)
        torch.set_num_threads(self.lanes.each)
        top = top_of(tile.dtype)
        try:
            with torch.inference_mode():
                (made,) = _levels(module(_planes(torch.from_numpy(tile[np.newaxis]), top)), top)
            answer: Picture = made.numpy().astype(tile.dtype)
        except MemoryError as error:
            raise OutOfMemory from error
        except RuntimeError as error:
            if _FULL not in str(error):
                raise
            raise OutOfMemory from error
        return answer

    @cached_property
    def _module(self) -> Module:
        if not is_installed():
            raise Permanent("The engine torch is not on this machine.", INSTALL)
        torch: Any = import_module(NAME)
        return self._built().to(memory_format=torch.channels_last)

    def _built(self) -> Module:
        return network_with(self.weights(), self.network.architecture, self.scale)


@dataclass(frozen=True)
class HalvedRunner(TorchRunner):
    """The same with 16 bits inside: nearly every level is that of 32 bits or its neighbour, a few are several off."""

    def _built(self) -> Module:
        return halved(super()._built())


def _planes(pictures: Tensor, top: int) -> Tensor:
    """Numbers from 0 to 1. A row of colours after the other, as pictures lie in memory, is what torch calls channels last."""
    torch: Any = import_module(NAME)
    return pictures.permute(0, 3, 1, 2).to(torch.float32).div_(top)


def _levels(planes: Tensor, top: int) -> Tensor:
    torch: Any = import_module(NAME)
    return planes.clamp_(0, 1).mul_(top).round_().permute(0, 2, 3, 1).contiguous().to(torch.int32)
