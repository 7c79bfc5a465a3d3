"""A Whisper model of our own making: real in its form, random in its weights, so that the real loader and decoder run."""

from __future__ import annotations

import json
import os
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Final

import numpy as np
import pytest

LANGUAGES: Final = ("en", "de")
_WIDTH: Final = 32
_HEADS: Final = 2
_TIMESTAMPS: Final = 1501
_STOP: Final = "."
_SHORT_OF_BREATH: Final = 1.6
"""How much it likes full stops: without, it would babble one word of 448 letters, which nobody believes."""


def need_whisper() -> None:
    """Skip at home where the package is not installed; fail where everything must be."""
    if find_spec("faster_whisper") is None:
        if os.environ.get("CI") == "true":
            pytest.fail("faster-whisper is not installed: the extra `whisper` belongs to what CI installs")
        pytest.skip("faster-whisper is not installed (pip install 'dropcut[whisper]')")


def tiny_whisper(folder: Path) -> Path:
    """Write the model into a fresh folder."""
    from ctranslate2.specs import WhisperSpec  # type: ignore[import-untyped] # noqa: PLC0415 - only where it is installed

    tokenizer = _tokenizer()
    specification = WhisperSpec(1, _HEADS, 1, _HEADS)
    drawn = _Drawn(np.random.default_rng(0))
    drawn.encoder(specification.encoder)
    drawn.decoder(specification.decoder, tokenizer.get_vocab_size())
    specification.decoder.projection.bias = np.zeros(tokenizer.get_vocab_size(), np.float32)
    specification.decoder.projection.bias[tokenizer.token_to_id(_STOP)] = _SHORT_OF_BREATH
    words = [tokenizer.id_to_token(number) for number in range(tokenizer.get_vocab_size())]
    specification.register_vocabulary(["" if number == 255 else word for number, word in enumerate(words)])
    specification.config.suppress_ids = [0]
    specification.config.suppress_ids_begin = [tokenizer.token_to_id("<|endoftext|>")]
    specification.config.lang_ids = [tokenizer.token_to_id(f"<|{language}|>") for language in LANGUAGES]
    specification.config.alignment_heads = [[0, head] for head in range(_HEADS)]
    folder.mkdir()
    specification.validate()
    specification.save(str(folder))
    tokenizer.save(str(folder / "tokenizer.json"))
    features = {"feature_size": 80, "sampling_rate": 16_000, "hop_length": 160, "chunk_length": 30, "n_fft": 400}
    (folder / "preprocessor_config.json").write_text(json.dumps(features))
    return folder


def _tokenizer() -> Any:  # noqa: ANN401 - tokenizers has no types
    from tokenizers import AddedToken, Tokenizer, decoders, models, pre_tokenizers  # noqa: PLC0415 - the same

    letters = sorted(pre_tokenizers.ByteLevel.alphabet())
    tokenizer = Tokenizer(models.BPE(vocab={letter: number for number, letter in enumerate(letters)}, merges=[]))
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    tokenizer.decoder = decoders.ByteLevel()
    named = ["<|endoftext|>", "<|startoftranscript|>", *(f"<|{language}|>" for language in LANGUAGES)]
    named += ["<|translate|>", "<|transcribe|>", "<|startoflm|>", "<|startofprev|>", "<|nospeech|>", "<|notimestamps|>"]
    named += [f"<|{number * 0.02:.2f}|>" for number in range(_TIMESTAMPS)]
    tokenizer.add_special_tokens([AddedToken(name, special=True) for name in named])
    return tokenizer


class _Drawn:
    """Fills a specification with random weights."""

    def __init__(self, random: np.random.Generator) -> None:
        self._random = random

    def encoder(self, encoder: Any) -> None:  # noqa: ANN401 - ctranslate2 has no types
        for convolution, inputs in ((encoder.conv1, 80), (encoder.conv2, _WIDTH)):
            convolution.weight = self._weights(_WIDTH, inputs, 3)
            convolution.bias = np.zeros(_WIDTH, np.float32)
        encoder.position_encodings.encodings = self._weights(1500, _WIDTH)
        self._norm(encoder.layer_norm)
        for layer in encoder.layer:
            self._attention(layer.self_attention, 1)
            self._feed(layer.ffn)

    def decoder(self, decoder: Any, words: int) -> None:  # noqa: ANN401 - the same
        decoder.embeddings.weight = self._weights(words, _WIDTH)
        decoder.position_encodings.encodings = 20 * self._weights(448, _WIDTH)  # where it is sways it: so it never loops
        decoder.projection.weight = decoder.embeddings.weight
        self._norm(decoder.layer_norm)
        for layer in decoder.layer:
            self._attention(layer.self_attention, 1)
            self._attention(layer.attention, 2)
            self._feed(layer.ffn)

    def _weights(self, *shape: int) -> np.ndarray:
        return self._random.normal(0, 0.1, shape).astype(np.float32)

    def _norm(self, norm: Any) -> None:  # noqa: ANN401 - the same
        norm.gamma, norm.beta = np.ones(_WIDTH, np.float32), np.zeros(_WIDTH, np.float32)

    def _linear(self, linear: Any, outputs: int, inputs: int) -> None:  # noqa: ANN401 - the same
        linear.weight, linear.bias = self._weights(outputs, inputs), np.zeros(outputs, np.float32)

    def _attention(self, attention: Any, queries: int) -> None:  # noqa: ANN401 - the same
        """One layer gives queries, keys and values of the same sound; two give those of another."""
        widths = (3, 1) if queries == 1 else (1, 2, 1)
        for linear, width in zip(attention.linear, widths, strict=True):
            self._linear(linear, width * _WIDTH, _WIDTH)
        self._norm(attention.layer_norm)

    def _feed(self, feed: Any) -> None:  # noqa: ANN401 - the same
        self._norm(feed.layer_norm)
        self._linear(feed.linear_0, 2 * _WIDTH, _WIDTH)
        self._linear(feed.linear_1, _WIDTH, 2 * _WIDTH)
