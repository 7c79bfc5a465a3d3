"""What the engines of the one model share: how each is named by all that shapes its answers, and how texts come to it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from importlib.metadata import version
from importlib.util import find_spec
from typing import NamedTuple

import numpy as np

from dropcut.domain.speech import Engine
from dropcut.ports.meaning import SIZE, Vectors
from dropcut.search.weights import Weights


class Kind(NamedTuple):
    """One way to compute what texts mean."""

    name: str
    rules: int
    """Of our own arithmetic around it: another number, other answers."""
    needs: tuple[str, ...]
    """The modules without which it is not installed."""
    shaped_by: tuple[str, ...]
    """The packages whose versions shape its answers."""
    at_once: int
    """How many texts it looks at together."""

    def is_installed(self) -> bool:
        """Whether its packages are on this machine."""
        return all(find_spec(name) is not None for name in self.needs)

    def engine_with(self, weights: Weights) -> Engine:
        """The engine with these weights."""
        parts = ", ".join(f"{name} {version(name)}" for name in self.shaped_by)
        return Engine(name=self.name, version=f"{self.rules}: {parts}, {weights.name} {weights.digest}")

    def vectors(self, texts: Sequence[str], pulse: Callable[[], None], encoded: Callable[[list[str]], Vectors]) -> Vectors:
        """See `Meaning.vectors`. `encoded` is given some texts of about one length: what is padded is computed in vain."""
        told = np.zeros((len(texts), SIZE), np.float32)
        for some in self._batches(texts):
            pulse()
            told[some] = encoded([texts[at] for at in some])
        return told

    def _batches(self, texts: Sequence[str]) -> Iterator[list[int]]:
        order = sorted(range(len(texts)), key=lambda at: (len(texts[at]), at))
        for first in range(0, len(order), self.at_once):
            yield order[first : first + self.at_once]
