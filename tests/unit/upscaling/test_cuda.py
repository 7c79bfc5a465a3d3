"""What of the engine for cards can be held to its promises without one: its numbers, its lines, and what it does without room.

A machine with a card runs `python -m benchmarks.upscaling --gpu` beside this.
"""

# ruff: noqa: SLF001, ANN401 - what a card would do is put in its place, piece by piece; torch may not be here, and has no types

from __future__ import annotations

from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from importlib import import_module
from typing import Any

import numpy as np
import pytest

from dropcut.domain.errors import Permanent
from dropcut.upscaling import cuda_runner
from dropcut.upscaling.cuda_runner import CudaRunner
from dropcut.upscaling.running import OutOfMemory, Run
from dropcut.upscaling.torch_networks import network_with
from tests.unit.upscaling.drawn import Levels, furthest, picture
from tests.unit.upscaling.exact import exactly, levels
from tests.unit.upscaling.invented import SMALL, numbers
from tests.unit.upscaling.machine import need_torch
from tests.unit.upscaling.test_torch import invented

KIND = SMALL[0]


@pytest.fixture(autouse=True)
def torch() -> Any:
    need_torch()
    return import_module("torch")


@dataclass
class Stream:
    """What is asked of it is done at once, as everything on a processor is."""

    waited_for: list[object] = field(default_factory=list)

    def wait_stream(self, other: object) -> None:
        self.waited_for.append(other)

    def synchronize(self) -> None: ...

    def record(self) -> None: ...


@dataclass
class Graph:
    """Computes when it is replayed, from where it was recorded, into where it was recorded."""

    module: Any
    seen: Any
    answer: Any
    top: int
    kind: Any

    def replay(self) -> None:
        self.answer.copy_(answered(self.module, self.seen, self.top, self.kind))


def answered(module: Any, seen: Any, top: int, kind: Any) -> Any:
    half = cuda_runner._planes(seen, top)
    return cuda_runner._levels(module(half.float()).half(), top, kind)


def on_processor(module: Any, tiles: Any) -> cuda_runner._Line:
    """A line as `_Line.recorded` makes it, with all of its memory on the host."""
    torch: Any = import_module("torch")
    kind, top = (torch.uint8, 255) if tiles.dtype.itemsize == 1 else (torch.int16, 65_535)
    seen = torch.zeros(tiles.shape, dtype=kind)
    answer = answered(module, seen, top, kind)
    slots = [
        cuda_runner._Slot(
            given=torch.empty_like(seen), arrived=torch.empty_like(seen), made=torch.empty_like(answer),
            fetched=torch.empty_like(answer), done=Stream(),
        )
        for _ in range(2)
    ]  # fmt: skip
    return cuda_runner._Line(Graph(module, seen, answer, top, kind), seen, answer, slots, (Stream(), Stream(), Stream()))


@pytest.fixture
def recorded(monkeypatch: pytest.MonkeyPatch, torch: Any) -> list[tuple[int, ...]]:
    """The shapes for which a line was recorded; the runner has room for four tiles of 40 x 42 at once."""
    shapes: list[tuple[int, ...]] = []
    module = network_with(numbers(KIND), KIND, 4)

    def record(_module: object, tiles: Any) -> cuda_runner._Line:
        shapes.append(tiles.shape)
        return on_processor(module, tiles)

    def beside(_stream: object) -> AbstractContextManager[None]:
        return nullcontext()

    monkeypatch.setattr(cuda_runner._Line, "recorded", record)
    monkeypatch.setattr(cuda_runner, "card", lambda: "a card")
    monkeypatch.setattr(torch.cuda, "stream", beside)
    monkeypatch.setattr(CudaRunner, "_room", 4 * 40 * 42)
    monkeypatch.setattr(CudaRunner, "_module", None)
    return shapes


def runner() -> CudaRunner:
    return CudaRunner(invented(KIND), 4, lambda: numbers(KIND))


@pytest.mark.parametrize("kind", [np.uint8, np.uint16])
def test_in_sixteen_bits_it_answers_as_the_network_is_defined(recorded: list[tuple[int, ...]], kind: Levels) -> None:
    shown = [picture(20, 22, seed, kind) for seed in range(7)]
    made = list(Run(runner(), lambda: None).through(shown))
    near = 1 if kind == np.uint8 else 64  # halves have eleven bits
    for one, answer in zip(shown, made, strict=True):
        assert furthest(answer, levels(exactly(one, numbers(KIND), KIND), kind)) <= near
    assert recorded == [(4, 40, 42, 3)], "the batch of three that is left goes through the line of four"


def test_an_answer_is_overwritten_no_earlier_than_two_batches_later(recorded: list[tuple[int, ...]]) -> None:
    batches = [np.stack([picture(40, 42, seed)]) for seed in range(3)]
    here = runner()
    first = here.start(batches[0])
    before = first().copy()
    here.start(batches[1])()
    assert np.array_equal(first(), before)
    here.start(batches[2])()
    assert not np.array_equal(first(), before)
    assert len(recorded) == 1


def test_another_size_or_depth_and_more_at_once_have_a_line_of_their_own(recorded: list[tuple[int, ...]]) -> None:
    here = runner()
    small, large = (1, 40, np.uint8), (1, 44, np.uint8)
    asked: tuple[tuple[int, int, Any], ...] = (small, (2, 40, np.uint8), small, large, (1, 44, np.uint16))
    for count, high, kind in asked:
        here.start(np.zeros((count, high, 42, 3), kind))()
    assert recorded == [(1, 40, 42, 3), (2, 40, 42, 3), (1, 44, 42, 3), (1, 44, 42, 3)]
    assert len(here._lines) == 1, "what is not needed any more gives back its memory"


def test_without_room_it_forgets_its_lines_and_says_so(
    recorded: list[tuple[int, ...]], monkeypatch: pytest.MonkeyPatch, torch: Any
) -> None:
    here = runner()
    here.start(np.zeros((1, 40, 42, 3), np.uint8))()

    def too_much(_module: object, _tiles: object) -> cuda_runner._Line:
        raise torch.OutOfMemoryError

    monkeypatch.setattr(cuda_runner._Line, "recorded", too_much)
    with pytest.raises(OutOfMemory):
        here.start(np.zeros((2, 40, 42, 3), np.uint8))
    assert here._lines == {}
    assert len(recorded) == 1


def test_pictures_go_through_in_their_order_where_memory_runs_out(
    recorded: list[tuple[int, ...]], monkeypatch: pytest.MonkeyPatch, torch: Any
) -> None:
    record = cuda_runner._Line.recorded

    def for_two(module: object, tiles: Any) -> cuda_runner._Line:
        if len(tiles) > 2:
            raise torch.OutOfMemoryError
        return record(module, tiles)

    monkeypatch.setattr(cuda_runner._Line, "recorded", for_two)
    shown = [picture(20, 22, seed) for seed in range(9)]
    made = list(Run(runner(), lambda: None).through(shown))
    for one, answer in zip(shown, made, strict=True):
        assert furthest(answer, levels(exactly(one, numbers(KIND), KIND), np.uint8)) <= 1
    assert {count for count, *_ in recorded} == {2}


def test_without_a_card_it_says_what_to_install() -> None:
    if cuda_runner.card() is not None:
        pytest.skip("this machine has a card")
    with pytest.raises(Permanent, match="There is no GPU here that torch can use"):
        _ = runner()._module
