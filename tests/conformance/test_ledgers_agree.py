"""Any sequence of calls gets the same answers from every ledger as from the one in memory, and breaks no promise."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pytest
from _pytest.mark.structures import ParameterSet

from dropcut.domain.errors import Conflict, NotFound, Stale, Unwanted
from dropcut.domain.tasks import Busy, Claimed, Done, TaskState
from dropcut.domain.values import Instant, Millis
from dropcut.local.memory.clock import MemoryClock
from dropcut.local.memory.ledger import MemoryLedger
from tests.conformance.adapters import LEDGERS
from tests.conformance.chaos import CALLS, EVERYTHING, JOBS, Chaos, One, Two

SEEDS = range(12)
FAR = ("firestore",)
"""Ledgers behind a network take minutes for what others do in seconds: `make test` samples them, `make soak` does it all."""
SAMPLED = 1


def seeds_of(adapters: Iterable[str]) -> list[ParameterSet]:
    return [
        pytest.param(adapter, seed, marks=[pytest.mark.soak] if adapter in FAR and seed >= SAMPLED else [])
        for adapter in adapters
        for seed in SEEDS
    ]


@pytest.fixture
def clock() -> MemoryClock:
    return MemoryClock(Instant(10**12))


@pytest.mark.parametrize(("adapter", "seed"), seeds_of(name for name in LEDGERS if name != "memory"))
def test_any_calls_get_the_same_answers(adapter: str, seed: int, tmp_path: Path, clock: MemoryClock) -> None:
    with LEDGERS[adapter](tmp_path, clock.now) as ledger:
        chaos = Chaos(seed, clock, Two(MemoryLedger(clock.now), ledger))
        for _ in range(CALLS):
            chaos.step()
            chaos.look()


@pytest.mark.parametrize("seed", SEEDS)
def test_the_same_calls_always_get_the_same_answers_in_memory(seed: int, clock: MemoryClock) -> None:
    """Down to every number and the order of everything: simulations depend on it."""
    chaos = Chaos(seed, clock, Two(MemoryLedger(clock.now), MemoryLedger(clock.now)))
    for _ in range(CALLS):
        chaos.step()
        chaos.alike(lambda ledger, _: repr((ledger.due(Millis(0), 100), [ledger.counts(job) for job in JOBS])))
    assert all(turn == other for turn, other in chaos.turns)


@pytest.mark.parametrize(("adapter", "seed"), seeds_of(LEDGERS))
def test_whatever_happens_epochs_never_fall_and_results_never_change(
    adapter: str, seed: int, tmp_path: Path, clock: MemoryClock
) -> None:
    highest, results = dict.fromkeys(EVERYTHING, 0), dict[tuple[object, int], object]()
    with LEDGERS[adapter](tmp_path, clock.now) as ledger:
        chaos = Chaos(1_000 + seed, clock, One(ledger))
        for _ in range(CALLS):
            chaos.step()
            for task in filter(None, ledger.tasks(EVERYTHING)):
                assert task.epoch >= highest[task.id]
                highest[task.id] = task.epoch
                if task.state is TaskState.DONE:
                    assert results.setdefault((task.id, task.epoch), task.result) == task.result


def test_the_chaos_reaches_every_state_and_every_answer(clock: MemoryClock) -> None:
    ledger = One(MemoryLedger(clock.now))
    chaos, states = Chaos(5, clock, ledger), set[TaskState]()
    for _ in range(CALLS * 5):
        chaos.step()
        states.update(task.state for task in filter(None, ledger.first.tasks(EVERYTHING)))
    assert states == set(TaskState)
    assert {Stale, Unwanted, NotFound, Conflict, Claimed, Busy, Done} <= ledger.kinds
