"""How fast this machine is meanwhile: the same small piece of work again and again. What shares its metal makes it slower."""

from __future__ import annotations

from random import Random
from statistics import fmean
from threading import Event, Thread
from time import thread_time
from typing import Final
from zlib import compress

_EVERY_S: Final = 0.4
_PIECE: Final = bytes(Random(1).choices(range(64), k=1 << 18))


class Speed:
    """Counts from now on, in a thread of its own, which takes some two hundredths of a core."""

    def __init__(self) -> None:
        self._took: list[float] = []
        self._over = Event()
        self._counting = Thread(target=self._count, daemon=True)
        self._counting.start()

    def _count(self) -> None:
        while not self._over.wait(_EVERY_S):
            began = thread_time()
            compress(_PIECE)
            self._took.append(thread_time() - began)

    def piece_s(self) -> float:
        """Processor seconds of a piece, on average since then. Nothing is counted any more."""
        self._over.set()
        self._counting.join()
        return fmean(self._took) if self._took else 0.0
