"""A network in torch on a CUDA GPU, in numbers of 16 bits.

What is done for one size of batch is recorded once as a CUDA graph and replayed. Three streams work side by side: one batch
is brought to the card while another is computed and a third is fetched, through memory that the card reads by itself.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from importlib import import_module
from typing import Any, Final

from dropcut.domain.errors import Permanent
from dropcut.upscaling.levels import top_of
from dropcut.upscaling.networks import Network
from dropcut.upscaling.running import OutOfMemory, Pictures
from dropcut.upscaling.sizes import Sizes
from dropcut.upscaling.tiles import Cutting
from dropcut.upscaling.torch_networks import Module, Tensor, network_with
from dropcut.upscaling.torch_runner import INSTALL, NAME, is_installed
from dropcut.upscaling.weights import Weights

_SLOTS: Final = 2
_REHEARSALS: Final = 3
"""Runs before a graph is recorded: the first choose how each layer is computed."""
_MOST_AT_ONCE: Final = 4_000_000
"""Pixels of a batch: more fill no card any better."""
_MASK: Final = 0xFFFF


def card() -> str | None:
    """What the CUDA GPU of this machine is called; None without one."""
    if not is_installed():
        return None
    torch: Any = import_module(NAME)
    return str(torch.cuda.get_device_name(0)) if torch.cuda.is_available() else None


@dataclass(frozen=True)
class CudaRunner:
    """A `Runner`. The weights are read when it is first asked. What an answer holds is overwritten two batches later."""

    network: Network
    scale: int
    weights: Callable[[], Weights]
    compiled: bool = False
    """Whether torch.compile makes kernels of its own first: minutes for the large networks."""
    _lines: dict[tuple[tuple[int, ...], str], _Line] = field(default_factory=dict)

    @property
    def cutting(self) -> Cutting:
        return Cutting(self.network.overlap, self.network.architecture.multiple)

    @property
    def tile(self) -> int:
        return max(self.cutting.least, min(self._room, 2 * _MOST_AT_ONCE))

    @property
    def batch(self) -> int:
        return max(self.cutting.least, min(self._room, _MOST_AT_ONCE))

    @property
    def ahead(self) -> int:
        return _SLOTS - 1

    def start(self, tiles: Pictures) -> Callable[[], Pictures]:
        torch: Any = import_module(NAME)
        try:
            return self._line(tiles).start(tiles)
        except torch.OutOfMemoryError as error:
            self._lines.clear()
            torch.cuda.empty_cache()
            raise OutOfMemory from error

    def _line(self, tiles: Pictures) -> _Line:
        """The line for tiles of this size; one for more at once will do, as the last batch of a row is seldom full."""
        key = tiles.shape[1:], tiles.dtype.name
        line = self._lines.get(key)
        if line is None or len(line.seen) < len(tiles):
            self._lines.clear()  # pictures of one row are alike: another size means that the last one is over
            line = self._lines[key] = _Line.recorded(self._module, tiles)
        return line

    @property
    def _room(self) -> int:
        torch: Any = import_module(NAME)
        free, _ = torch.cuda.mem_get_info()
        kept = torch.cuda.memory_reserved() - torch.cuda.memory_allocated()
        return Sizes.of(self.network.architecture, bytes_a_number=2).pixels_in((free + kept) * 9 // 10)

    @cached_property
    def _module(self) -> Module:
        if card() is None:
            raise Permanent("There is no GPU here that torch can use.", INSTALL)
        torch: Any = import_module(NAME)
        torch.backends.cudnn.benchmark = True
        module = network_with(self.weights(), self.network.architecture, self.scale)
        module = module.to("cuda", torch.float16, memory_format=torch.channels_last)
        return torch.compile(module, mode="max-autotune-no-cudagraphs") if self.compiled else module


@dataclass
class _Slot:
    """Memory for one batch on its way."""

    given: Tensor
    """On the host."""
    arrived: Tensor
    made: Tensor
    fetched: Tensor
    """On the host."""
    done: Any


@dataclass
class _Line:
    """All that is set up for batches of one size."""

    graph: Any
    seen: Tensor
    answer: Tensor
    slots: list[_Slot]
    streams: tuple[Any, Any, Any]
    turn: int = 0

    @classmethod
    def recorded(cls, module: Module, tiles: Pictures) -> _Line:
        """Rehearse, then record. Raises torch's own error where the card's memory is too small."""
        torch: Any = import_module(NAME)
        top, kind = top_of(tiles.dtype), torch.uint8 if tiles.dtype.itemsize == 1 else torch.int16
        seen = torch.zeros(tiles.shape, dtype=kind, device="cuda")
        streams = tuple(torch.cuda.Stream() for _ in range(3))
        with torch.inference_mode():
            streams[1].wait_stream(torch.cuda.current_stream())
            with torch.cuda.stream(streams[1]):
                for _ in range(_REHEARSALS):
                    _levels(module(_planes(seen, top)), top, kind)
            torch.cuda.synchronize()
            graph = torch.cuda.CUDAGraph()
            with torch.cuda.graph(graph, stream=streams[1]):
                answer = _levels(module(_planes(seen, top)), top, kind)
        slots = [_slot(seen, answer) for _ in range(_SLOTS)]
        return cls(graph, seen, answer, slots, (streams[0], streams[1], streams[2]))

    def start(self, tiles: Pictures) -> Callable[[], Pictures]:
        torch: Any = import_module(NAME)
        slot, self.turn = self.slots[self.turn], (self.turn + 1) % _SLOTS
        bringing, computing, fetching = self.streams
        signed = tiles if tiles.dtype.itemsize == 1 else tiles.view("int16")
        slot.given[: len(tiles)].copy_(torch.from_numpy(signed))
        with torch.inference_mode():
            with torch.cuda.stream(bringing):
                slot.arrived.copy_(slot.given, non_blocking=True)
            computing.wait_stream(bringing)
            with torch.cuda.stream(computing):
                self.seen.copy_(slot.arrived, non_blocking=True)
                self.graph.replay()
                slot.made.copy_(self.answer, non_blocking=True)
            fetching.wait_stream(computing)
            with torch.cuda.stream(fetching):
                slot.fetched.copy_(slot.made, non_blocking=True)
                slot.done.record()
        return lambda: self._fetched(slot, tiles)

    def _fetched(self, slot: _Slot, tiles: Pictures) -> Pictures:
        slot.done.synchronize()
        answer: Pictures = slot.fetched.numpy().view(tiles.dtype)[: len(tiles)]
        return answer


def _slot(seen: Tensor, answer: Tensor) -> _Slot:
    torch: Any = import_module(NAME)
    host = {"device": "cpu", "pin_memory": True}
    return _Slot(
        given=torch.empty(seen.shape, dtype=seen.dtype, **host),
        arrived=torch.empty_like(seen),
        made=torch.empty_like(answer),
        fetched=torch.empty(answer.shape, dtype=answer.dtype, **host),
        done=torch.cuda.Event(),
    )


def _planes(pictures: Tensor, top: int) -> Tensor:
    """Numbers from 0 to 1. Levels of 16 bits come as signed ones, which the card can count with."""
    torch: Any = import_module(NAME)
    whole = pictures if pictures.dtype == torch.uint8 else pictures.to(torch.int32).bitwise_and(_MASK)
    return whole.permute(0, 3, 1, 2).to(torch.float32).div_(top).to(torch.float16)


def _levels(planes: Tensor, top: int, kind: Any) -> Tensor:  # noqa: ANN401 - torch's own name for a kind of number
    torch: Any = import_module(NAME)
    levels = planes.to(torch.float32).clamp_(0, 1).mul_(top).round_()
    return levels.permute(0, 2, 3, 1).contiguous().to(torch.int32).to(kind)
