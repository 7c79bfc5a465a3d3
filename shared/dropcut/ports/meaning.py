"""Meaning: how near sentences are to one another, whatever words they use."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final, Protocol

import numpy as np
from numpy.typing import NDArray

from dropcut.domain.speech import Engine

SIZE: Final = 384
"""Numbers in a vector."""

Vectors = NDArray[np.float32]
"""One row of `SIZE` numbers a text, each of length 1: the product of two rows is how alike their texts are, 1 at most."""


class Meaning(Protocol):
    """An engine that understands sentences.

    The same text gives the same vector, alone or among others, on any machine with the same `engine`, but for the last
    bits. Every call raises Permanent, saying what to install, when its package or its weights are not on this machine.
    `tests/unit/search` holds the promises that an engine must keep.
    """

    @property
    def engine(self) -> Engine:
        """Which engine this is, resolved: name and version of all that shapes its answers, its weights by their digest."""

    def vectors(self, texts: Sequence[str], pulse: Callable[[], None]) -> Vectors:
        """What each text means, in their order; of a very long text, what its beginning means.

        `pulse` is asked between units of at most 60 s; what it raises ends the work and passes.
        """
