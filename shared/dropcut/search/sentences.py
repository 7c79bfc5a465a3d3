"""The engine for machines that have torch: the same model through sentence-transformers, which is quicker."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from importlib import import_module
from typing import Any, Final

from dropcut.domain.speech import Engine
from dropcut.ports.meaning import Vectors
from dropcut.search.kinds import Kind
from dropcut.search.weights import Weights

KIND: Final = Kind(
    name="sentence-transformers", rules=1, needs=("sentence_transformers", "torch"),
    shaped_by=("sentence-transformers", "torch"), at_once=128,
)  # fmt: skip


@dataclass(frozen=True)
class Sentences:
    """A `Meaning`. The weights are read and checked when it is first asked."""

    weights: Weights

    @property
    def engine(self) -> Engine:
        return KIND.engine_with(self.weights)

    def vectors(self, texts: Sequence[str], pulse: Callable[[], None]) -> Vectors:
        return KIND.vectors(texts, pulse, self._encoded)

    def _encoded(self, texts: list[str]) -> Vectors:
        rows: Vectors = self._model.encode(texts, normalize_embeddings=True, show_progress_bar=False)
        return rows

    @cached_property
    def _model(self) -> Any:  # noqa: ANN401 - the package may not be here, and then has no types
        self.weights.check()
        package = import_module("sentence_transformers")
        return package.SentenceTransformer(str(self.weights.folder), device="cpu", local_files_only=True)
