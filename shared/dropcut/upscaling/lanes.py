"""Several tiles at a time on a processor, each on cores of its own (decision 0046)."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from dropcut.upscaling.running import Pictures

_MOST: Final = 4
"""More would ask for much memory, and fewer than the cores leave each of them waiting for the others after every layer."""


@dataclass(frozen=True)
class Lanes:
    """So many of the processor's cores, dealt out."""

    threads: int

    @property
    def count(self) -> int:
        """How many tiles at a time."""
        return max(1, min(_MOST, self.threads))

    @property
    def each(self) -> int:
        """How many cores a tile has."""
        return max(1, self.threads // self.count)

    def start(self, work: Callable[[NDArray[Any]], NDArray[Any]], tiles: Pictures) -> Callable[[], Pictures]:
        """Begin with all of them; what is returned waits, and raises what the work raised."""
        answers = [self._hands.submit(work, tile) for tile in tiles]
        return lambda: np.stack([answer.result() for answer in answers])

    @cached_property
    def _hands(self) -> ThreadPoolExecutor:
        return ThreadPoolExecutor(self.count, thread_name_prefix="lane")
