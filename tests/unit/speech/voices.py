"""Speech whose words are known to the hundredth of a second: Debian's flite library, called directly."""

from __future__ import annotations

import ctypes
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

import numpy as np
import pytest
from numpy.typing import NDArray

RATE: Final = 16_000
VOICES: Final = ("slt", "rms", "awb", "kal16")
Sound = NDArray[np.float64]


@dataclass(frozen=True)
class TrueWord:
    """A word that was said, and when."""

    text: str
    start: float
    end: float


@dataclass(frozen=True)
class Uttered:
    """Sound, and what was said in it."""

    sound: Sound
    words: tuple[TrueWord, ...]

    @property
    def seconds(self) -> float:
        return len(self.sound) / RATE

    def moved(self, by: float) -> tuple[TrueWord, ...]:
        return tuple(TrueWord(word.text, word.start + by, word.end + by) for word in self.words)


class _Wave(ctypes.Structure):
    _fields_ = (
        ("type", ctypes.c_char_p),
        ("sample_rate", ctypes.c_int),
        ("num_samples", ctypes.c_int),
        ("num_channels", ctypes.c_int),
        ("samples", ctypes.POINTER(ctypes.c_short)),
    )


def need_voices() -> None:
    """Skip at home where flite is not installed; fail where everything must be."""
    try:
        _flite()
    except OSError as error:
        if os.environ.get("CI") == "true":
            raise
        pytest.skip(f"flite is not on this machine (Debian: apt install libflite1): {error}")


@cache
def say(text: str, voice: str = "slt") -> Uttered:
    """A voice says a text: always in the same way, whatever was said before (its breath is the C library's random numbers)."""
    flite, pointer = _flite(), ctypes.c_void_p
    ctypes.CDLL(None).srand(1)
    utterance = pointer(flite.flite_synth_text(text.encode(), pointer(_voice(voice))))
    try:
        wave = ctypes.cast(flite.utt_wave(utterance), ctypes.POINTER(_Wave)).contents
        sound = np.ctypeslib.as_array(wave.samples, (wave.num_samples,)).astype(np.float64)
        assert (wave.sample_rate, wave.num_channels) == (RATE, 1)
        return Uttered(sound, tuple(_words(flite, utterance)))
    finally:
        flite.delete_utterance(utterance)


def pause(seconds: float) -> Uttered:
    """Nobody speaks."""
    return Uttered(np.zeros(round(seconds * RATE)), ())


def cut_short(uttered: Uttered, words: int) -> Uttered:
    """A false start: only the first words."""
    end = uttered.words[words - 1].end
    return Uttered(uttered.sound[: round(end * RATE)], uttered.words[:words])


def joined(parts: Sequence[Uttered], noise: float = 20.0) -> Uttered:
    """One after the other, over a hiss as every room has."""
    starts = [0.0]
    for part in parts:
        starts.append(starts[-1] + part.seconds)
    words = tuple(word for part, start in zip(parts, starts, strict=False) for word in part.moved(start))
    sound = np.concatenate([part.sound for part in parts])
    return Uttered(sound + np.random.default_rng(1).normal(0, noise, len(sound)), words)


def kept(uttered: Uttered, path: Path) -> Path:
    """As a file that an engine can hear."""
    path.write_bytes(uttered.sound.clip(-32_768, 32_767).astype("<i2").tobytes())
    return path


@cache
def _flite() -> Any:  # noqa: ANN401 - a C library has no types
    library: Any = ctypes.CDLL("libflite.so.1", mode=ctypes.RTLD_GLOBAL)
    for more in ("cmulex", "usenglish"):
        ctypes.CDLL(f"libflite_{more}.so.1", mode=ctypes.RTLD_GLOBAL)
    library.flite_init()
    pointer, text, number = ctypes.c_void_p, ctypes.c_char_p, ctypes.c_float
    for name, arguments, result in (
        ("flite_synth_text", [text, pointer], pointer),
        ("utt_relation", [pointer, text], pointer),
        ("relation_head", [pointer], pointer),
        ("item_next", [pointer], pointer),
        ("item_feat_string", [pointer, text], text),
        ("flite_ffeature_float", [pointer, text], number),
        ("utt_wave", [pointer], pointer),
        ("delete_utterance", [pointer], None),
    ):
        function = getattr(library, name)
        function.argtypes, function.restype = arguments, result
    return library


@cache
def _voice(name: str) -> int:
    register = getattr(ctypes.CDLL(f"libflite_cmu_us_{name}.so.1"), f"register_cmu_us_{name}")
    register.argtypes, register.restype = [ctypes.c_char_p], ctypes.c_void_p
    return int(register(None))


def _words(flite: Any, utterance: ctypes.c_void_p) -> Iterator[TrueWord]:  # noqa: ANN401 - the same
    item = flite.relation_head(flite.utt_relation(utterance, b"Word"))
    while item:
        start = flite.flite_ffeature_float(item, b"R:SylStructure.daughter.daughter.R:Segment.p.end")
        end = flite.flite_ffeature_float(item, b"R:SylStructure.daughtern.daughtern.R:Segment.end")
        yield TrueWord(flite.item_feat_string(item, b"name").decode(), start, end)
        item = flite.item_next(item)
