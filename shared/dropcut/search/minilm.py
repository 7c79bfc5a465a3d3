"""The light engine: all-MiniLM-L6-v2 in plain numpy. No torch, no pickle, no download.

A sentence is cut into word pieces; six layers of a BERT encoder look at them together; the mean of what comes out, brought
to length 1, is what it means.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Final

import numpy as np
from numpy.typing import NDArray

from dropcut.domain.speech import Engine
from dropcut.ports.meaning import Vectors
from dropcut.search.kinds import Kind
from dropcut.search.weights import Weights

if TYPE_CHECKING:
    from tokenizers import Tokenizer

KIND: Final = Kind(name="minilm", rules=1, needs=("safetensors", "tokenizers"), shaped_by=("numpy", "tokenizers"), at_once=32)
"""Its arithmetic is numpy's, and its word pieces are cut by tokenizers."""
_LAYERS: Final = 6
_HEADS: Final = 12
_MOST_PIECES: Final = 256
_EPSILON: Final = np.float32(1e-12)
_NOWHERE: Final = np.float32(-1e9)

Floats = NDArray[np.float32]


@dataclass(frozen=True)
class MiniLM:
    """A `Meaning`. The weights are read and checked when it is first asked."""

    weights: Weights

    @property
    def engine(self) -> Engine:
        return KIND.engine_with(self.weights)

    def vectors(self, texts: Sequence[str], pulse: Callable[[], None]) -> Vectors:
        return KIND.vectors(texts, pulse, self._encoded)

    @cached_property
    def _parts(self) -> dict[str, Floats]:
        from safetensors.numpy import load

        return load(self.weights.network())

    @cached_property
    def _tokenizer(self) -> Tokenizer:
        from tokenizers import Tokenizer

        tokenizer = Tokenizer.from_str(self.weights.word_pieces().decode())
        tokenizer.enable_truncation(_MOST_PIECES)
        tokenizer.enable_padding()
        return tokenizer

    def _encoded(self, texts: list[str]) -> Floats:
        pieces = self._tokenizer.encode_batch(texts)
        numbers = np.array([one.ids for one in pieces])
        present = np.array([one.attention_mask for one in pieces], np.float32)
        hidden = self._embedded(numbers)
        unseen = ((1 - present) * _NOWHERE)[:, None, None, :]
        for layer in range(_LAYERS):
            hidden = self._through(hidden, unseen, f"encoder.layer.{layer}.")
        mean = (hidden * present[..., None]).sum(1) / present.sum(1, keepdims=True)
        level: Floats = mean / np.linalg.norm(mean, axis=1, keepdims=True)
        return level

    def _embedded(self, numbers: NDArray[np.int64]) -> Floats:
        parts = self._parts
        hidden = parts["embeddings.word_embeddings.weight"][numbers]
        hidden = hidden + parts["embeddings.position_embeddings.weight"][: numbers.shape[1]]
        return self._levelled(hidden + parts["embeddings.token_type_embeddings.weight"][0], "embeddings.LayerNorm")

    def _through(self, hidden: Floats, unseen: Floats, layer: str) -> Floats:
        mixed = self._linear(self._attended(hidden, unseen, f"{layer}attention.self."), f"{layer}attention.output.dense")
        hidden = self._levelled(hidden + mixed, f"{layer}attention.output.LayerNorm")
        wide = _gelu(self._linear(hidden, f"{layer}intermediate.dense"))
        return self._levelled(hidden + self._linear(wide, f"{layer}output.dense"), f"{layer}output.LayerNorm")

    def _attended(self, hidden: Floats, unseen: Floats, part: str) -> Floats:
        count, pieces, size = hidden.shape
        query, key, value = (
            self._linear(hidden, part + name).reshape(count, pieces, _HEADS, size // _HEADS).transpose(0, 2, 1, 3)
            for name in ("query", "key", "value")
        )
        scores = query @ key.transpose(0, 1, 3, 2) / np.float32(np.sqrt(size // _HEADS)) + unseen
        weights = np.exp(scores - scores.max(-1, keepdims=True))
        weights /= weights.sum(-1, keepdims=True)
        seen: Floats = (weights @ value).transpose(0, 2, 1, 3).reshape(count, pieces, size)
        return seen

    def _linear(self, hidden: Floats, name: str) -> Floats:
        flat = hidden.reshape(-1, hidden.shape[-1])  # one large product: many small ones take twice the time
        mixed = flat @ self._parts[f"{name}.weight"].T + self._parts[f"{name}.bias"]
        return mixed.reshape(*hidden.shape[:-1], -1)

    def _levelled(self, hidden: Floats, name: str) -> Floats:
        centred = hidden - hidden.mean(-1, keepdims=True)
        spread = np.sqrt((centred * centred).mean(-1, keepdims=True) + _EPSILON)
        level: Floats = centred / spread * self._parts[f"{name}.weight"] + self._parts[f"{name}.bias"]
        return level


def _gelu(wide: Floats) -> Floats:
    return np.float32(0.5) * wide * (1 + _erf(wide * np.float32(np.sqrt(0.5))))


def _erf(x: Floats) -> Floats:
    """Abramowitz and Stegun, 7.1.26: within 1.5e-7, which is what 32 bits can hold."""
    far = np.abs(x)
    t = 1 / (1 + np.float32(0.3275911) * far)
    curve = np.full_like(t, 1.061405429)
    for factor in (-1.453152027, 1.421413741, -0.284496736, 0.254829592, 0.0):
        curve *= t
        curve += np.float32(factor)
    curve *= np.exp(-far * far)
    return np.copysign(1 - curve, x)
