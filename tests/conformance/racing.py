"""Letting many do the same thing at the same moment."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import TypeVar

T = TypeVar("T")

RACERS = 20


def race(act: Callable[[int], T], racers: int = RACERS) -> list[T]:
    """What each of so many threads got, who all began at once."""
    start = Barrier(racers)

    def run(racer: int) -> T:
        start.wait()
        return act(racer)

    with ThreadPoolExecutor(racers) as pool:
        return list(pool.map(run, range(racers)))
