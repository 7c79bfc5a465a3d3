from __future__ import annotations

import math
from pathlib import Path
from typing import Final

import numpy as np
import pytest

from dropcut.domain.errors import Permanent, Unwanted
from dropcut.ports.meaning import SIZE
from dropcut.search import sentences
from dropcut.search.minilm import MiniLM, _erf
from dropcut.search.weights import Weights, found_weights
from tests.unit.search.model import need_minilm

BY_SENTENCE_TRANSFORMERS: Final = {
    "Cut the board to thirty two inches.": (0.107804, 0.047542, -0.059024, -0.10166, -0.044199, -0.067949),
    "Thank you for watching!": (-0.019469, -0.050539, 0.013124, -0.067728, 0.045987, 0.012477),
    "Naïve café owners paid 32% more.": (0.103787, 0.014083, 0.014457, 0.010948, 0.016078, -0.051829),
}
"""The first numbers that sentence-transformers 5.1 on torch 2.13 gives."""
ODD: Final = ("", "a", "word " * 400, "“quoted” — 🙂 32%", "\u202e\x00\n")


@pytest.fixture(scope="module")
def engine() -> MiniLM:
    need_minilm()
    weights = found_weights()
    assert weights
    return MiniLM(weights)


def calm() -> None:
    """Goes on."""


def test_it_says_what_the_published_model_says(engine: MiniLM) -> None:
    vectors = engine.vectors(list(BY_SENTENCE_TRANSFORMERS), calm)
    assert np.allclose(vectors[:, :6], list(BY_SENTENCE_TRANSFORMERS.values()), atol=2e-6)


def test_the_engine_for_machines_with_torch_says_the_same(engine: MiniLM) -> None:
    if not sentences.KIND.is_installed():
        pytest.skip("sentence-transformers and torch are not installed: an extra of their own")
    texts = [*BY_SENTENCE_TRANSFORMERS, *ODD]
    assert np.allclose(sentences.Sentences(engine.weights).vectors(texts, calm), engine.vectors(texts, calm), atol=2e-6)


def test_every_text_has_a_meaning_of_length_one(engine: MiniLM) -> None:
    vectors = engine.vectors(ODD, calm)
    assert vectors.shape == (len(ODD), SIZE)
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)


def test_a_text_means_the_same_alone_and_among_others(engine: MiniLM) -> None:
    texts = [*BY_SENTENCE_TRANSFORMERS, *ODD, *(f"Sentence number {number} of many." for number in range(70))]
    together = engine.vectors(texts, calm)
    for at in (0, 3, 5, 40):
        assert np.allclose(engine.vectors([texts[at]], calm)[0], together[at], atol=1e-5)


def test_nothing_to_understand_is_no_trouble(engine: MiniLM) -> None:
    assert engine.vectors([], calm).shape == (0, SIZE)


def test_work_that_nobody_wants_stops(engine: MiniLM) -> None:
    def unwanted() -> None:
        message = "Nobody wants it."
        raise Unwanted(message)

    with pytest.raises(Unwanted):
        engine.vectors(["one"], unwanted)


def test_its_key_says_which_weights_and_what_computes(engine: MiniLM) -> None:
    assert engine.engine.name == "minilm"
    for part in ("numpy ", "tokenizers ", "all-MiniLM-L6-v2 ", engine.weights.digest):
        assert part in engine.engine.version


def test_other_bytes_than_the_published_ones_are_refused(tmp_path: Path) -> None:
    (tmp_path / "model.safetensors").write_bytes(b"{}")
    with pytest.raises(Permanent, match="is not the file that sentence-transformers/all-MiniLM-L6-v2 publishes") as caught:
        Weights(tmp_path).network()
    assert "Install" in caught.value.hint
    with pytest.raises(Permanent, match="cannot be read"):
        Weights(tmp_path).word_pieces()


def test_the_curve_of_its_neurons_is_exact_to_32_bits() -> None:
    at = np.linspace(-5, 5, 2001, dtype=np.float32)
    true = np.array([math.erf(float(one)) for one in at])
    assert np.abs(_erf(at) - true).max() < 1e-6
