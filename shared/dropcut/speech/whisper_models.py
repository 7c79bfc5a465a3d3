"""Whisper models that are on this machine, each known by the digest of its weights. Nothing is fetched here."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from importlib.util import find_spec
from pathlib import Path
from typing import Final

BEST_FIRST: Final = (
    "large-v3-turbo", "large-v3", "distil-large-v3", "large-v2", "medium", "medium.en", "small", "small.en",
    "base", "base.en", "tiny", "tiny.en",
)  # fmt: skip
_WEIGHTS: Final = "model.bin"
_DIGEST: Final = re.compile(r"[0-9a-f]{64}")
_ENGLISH_ONLY: Final = ".en"
_SHOWN: Final = 16


@dataclass(frozen=True)
class Model:
    """A folder that the recogniser reads."""

    name: str
    folder: Path

    def hears(self, language: str) -> bool:
        """Whether it was made for this language."""
        return language == "en" or not self.name.endswith(_ENGLISH_ONLY)

    @property
    def digest(self) -> str:
        """The first digits of the sha256 of its weights."""
        weights = self.folder / _WEIGHTS
        kept = weights.resolve()
        if _DIGEST.fullmatch(kept.name):  # the registry's cache names a file by its digest
            return kept.name[:_SHOWN]
        told = weights.stat()
        return _digest(weights, told.st_size, told.st_mtime_ns)


@cache
def _digest(weights: Path, _size: int, _modified: int) -> str:
    whole = sha256()
    with weights.open("rb") as file:
        while piece := file.read(1 << 22):
            whole.update(piece)
    return whole.hexdigest()[:_SHOWN]


def is_installed() -> bool:
    """Whether the recogniser's package is on this machine."""
    return find_spec("faster_whisper") is not None


def best_model(language: str) -> Model | None:
    """The best model of this machine that hears a language; None when there is none, or no package to read it."""
    return next((model for model in _found() if model.hears(language)), None) if is_installed() else None


def model_named(name: str) -> Model | None:
    """A model of this machine by its name."""
    return next((model for model in _found() if model.name == name), None) if is_installed() else None


def _found() -> tuple[Model, ...]:
    return tuple(Model(name, folder) for name in BEST_FIRST if (folder := _folder_of(name)))


def _folder_of(name: str) -> Path | None:
    from faster_whisper import download_model  # type: ignore[import-untyped]
    from huggingface_hub.errors import LocalEntryNotFoundError

    try:
        folder = Path(download_model(name, local_files_only=True))
    except LocalEntryNotFoundError:
        return None
    return folder if (folder / _WEIGHTS).exists() else None
