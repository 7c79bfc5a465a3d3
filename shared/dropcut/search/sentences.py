"""The engine for machines that have torch: the same model through sentence-transformers, which is quicker."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from importlib import import_module
from importlib.metadata import version
from importlib.util import find_spec
from typing import Any, Final

import numpy as np

from dropcut.domain.speech import Engine
from dropcut.ports.meaning import SIZE, Vectors
from dropcut.search.weights import Weights

NAME: Final = "sentence-transformers"
_RULES: Final = 1
_AT_ONCE: Final = 128


def is_installed() -> bool:
    """Whether its packages are on this machine."""
    return all(find_spec(name) is not None for name in ("sentence_transformers", "torch"))


def engine_with(weights: Weights) -> Engine:
    """The engine with these weights."""
    parts = f"sentence-transformers {version('sentence-transformers')}, torch {version('torch')}"
    return Engine(name=NAME, version=f"{_RULES}: {parts}, {weights.name} {weights.digest}")


@dataclass(frozen=True)
class Sentences:
    """A `Meaning`. The weights are read and checked when it is first asked."""

    weights: Weights

    @property
    def engine(self) -> Engine:
        return engine_with(self.weights)

    def vectors(self, texts: Sequence[str], pulse: Callable[[], None]) -> Vectors:
        told = np.zeros((len(texts), SIZE), np.float32)
        for first in range(0, len(texts), _AT_ONCE):
            pulse()
            told[first : first + _AT_ONCE] = self._model.encode(
                list(texts[first : first + _AT_ONCE]), normalize_embeddings=True, show_progress_bar=False
            )
        return told

    @cached_property
    def _model(self) -> Any:  # noqa: ANN401 - the package may not be here, and then has no types
        self.weights.check()
        package = import_module("sentence_transformers")
        return package.SentenceTransformer(str(self.weights.folder), device="cpu", local_files_only=True)
