"""Sharpening: pictures made larger by a network that invents plausible detail."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from dropcut.domain.speech import Engine

Picture = NDArray[np.uint8] | NDArray[np.uint16]
"""Height x width x 3: red, green, blue, full range, 0 to 255 in 8 bits and 0 to 65535 in 16. Any size from 1 x 1, odd too."""


class Sharpener(Protocol):
    """An engine that makes pictures larger.

    The same picture gives the same pixels, alone or among others, after whatever pictures came before, on any machine
    with the same `engine`, but for one level of 255 where a network's sum lies on the edge between two. Every call raises
    Permanent, saying what to install, when its package or its weights are not on this machine. One is used by one thread
    at a time. `tests/unit/upscaling` holds the promises that an engine must keep.
    """

    @property
    def engine(self) -> Engine:
        """Which engine this is, resolved: name and version of all that shapes its answers, its weights by their digest."""

    @property
    def scale(self) -> int:
        """How many times as wide and as high a picture becomes."""

    @property
    def overlap(self) -> int:
        """How many pixels around it each tile of a large picture sees."""

    def sharpened(self, pictures: Iterable[Picture], pulse: Callable[[], None]) -> Iterator[Picture]:
        """One picture for each, in their order and of their depth, `scale` times as large: the caller's to keep.

        All are of one size and depth. Reads a few pictures ahead of what it gives, never more than fit into memory, and
        changes none. `pulse` is asked between units of at most 60 s of work; what it raises ends the work and passes, as
        does what `pictures` raises. Where memory runs out, tiles and batches are halved and the log says so once a halving;
        raises Permanent where even the smallest do not fit. Without pictures it gives none.
        """
