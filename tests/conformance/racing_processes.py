"""Letting many processes do the same thing at the same moment."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from multiprocessing import get_context, synchronize
from multiprocessing.context import ForkServerContext
from pathlib import Path
from typing import TypeVar

from tests.conformance.racing import RACERS

_START_S = 60
_PRELOADED = [
    "tests.conformance.adapters",
    "dropcut.cloud.gcs.blobs",
    "dropcut.cloud.inbox.folder",
    "dropcut.local.files.folder",
    "dropcut.local.queue",
    "dropcut.local.sqlite.ledger",
    "pytest",
]
"""Imported once, in the process that all others are forked from."""
T = TypeVar("T")


def race_in_processes(act: Callable[[Path, int], T], place: Path, racers: int = RACERS) -> list[T]:
    """What each of so many processes got from `act(place, number)`, who all began at once. `act` can be pickled."""
    context = process_context()
    with context.Pool(racers, _Start.draw, (context.Barrier(racers),)) as pool:
        return pool.map(partial(_run, act, place), range(racers), chunksize=1)


def process_context() -> ForkServerContext:
    """How tests start processes: soon, and with nothing of the test's own state."""
    context = get_context("forkserver")
    context.set_forkserver_preload(_PRELOADED)
    return context


class _Start:
    """Where the processes wait for each other: it can be handed to a process only while that begins."""

    barrier: synchronize.Barrier

    @classmethod
    def draw(cls, barrier: synchronize.Barrier) -> None:
        cls.barrier = barrier


def _run(act: Callable[[Path, int], T], place: Path, number: int) -> T:
    _Start.barrier.wait(_START_S)
    return act(place, number)
