"""Whisper models that are on this machine, each known by the digest of its files. Nothing is fetched here."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from importlib.util import find_spec
from pathlib import Path
from typing import Final

from dropcut.domain.models import KeptModel, KnownFile, digest_of_files
from dropcut.domain.values import Sha256
from dropcut.speech.whisper_table import MODELS, SHAPE

UNKNOWN_LANGUAGE: Final = "und"
"""The code of the standard for a language that nobody told."""
BEST_FIRST: Final = (
    "large-v3-turbo", "large-v3", "distil-large-v3", "large-v2", "medium", "medium.en", "small", "small.en",
    "base", "base.en", "tiny", "tiny.en",
)  # fmt: skip
_FOR_CPU: Final = "small"
_FOR_GPU: Final = "large-v3-turbo"
_WEIGHTS: Final = "model.bin"
_SHA256_LETTERS: Final = 64
_SHOWN: Final = 16


@dataclass(frozen=True)
class Model:
    """A folder that the recogniser reads."""

    name: str
    folder: Path
    known: str = ""
    """The digest of its files, where that is kept beside them."""

    def hears(self, language: str) -> bool:
        """Whether it was made for this language."""
        if self.name.endswith(".en") or self.name.startswith("distil-"):
            return language == "en"
        return language == UNKNOWN_LANGUAGE or language in languages()

    @property
    def digest(self) -> str:
        """The first digits of the digest of its files: all that shapes its answers."""
        return (self.known or digest_of_files(tuple(_files_of(self.folder))))[:_SHOWN]


def is_installed() -> bool:
    """Whether the recogniser's package is on this machine."""
    return find_spec("faster_whisper") is not None


def languages() -> frozenset[str]:
    """The codes of the languages that the recogniser knows."""
    from faster_whisper.tokenizer import _LANGUAGE_CODES  # type: ignore[import-untyped]

    return frozenset(_LANGUAGE_CODES)


def recommended() -> str:
    """The model to fetch for this machine, the package being installed."""
    import ctranslate2  # type: ignore[import-untyped]

    return _FOR_GPU if ctranslate2.get_cuda_device_count() else _FOR_CPU


def size_of_recommended() -> int:
    """Its bytes."""
    return next(model.size for model in MODELS if model.name == recommended())


def best_model(language: str, kept: Sequence[KeptModel] = ()) -> Model | None:
    """The best model of this machine that hears a language; None when there is none, or no package to read it.

    One that a user brought under a name of its own is taken before any other: it was brought to be used.
    """
    return next((model for model in _found(kept) if model.hears(language)), None) if is_installed() else None


def model_named(name: str, kept: Sequence[KeptModel] = ()) -> Model | None:
    """A model of this machine by its name."""
    return next((model for model in _found(kept) if model.name == name), None) if is_installed() else None


def _found(kept: Sequence[KeptModel]) -> Iterator[Model]:
    here = {model.name: Model(model.name, model.folder, model.digest) for model in kept}
    yield from (model for name, model in here.items() if name not in BEST_FIRST)
    for name in BEST_FIRST:
        if name in here:
            yield here[name]
        elif folder := _cached(name):
            yield Model(name, folder)


def _cached(name: str) -> Path | None:
    """Where the site's own cache keeps it, if it does."""
    from faster_whisper import download_model  # type: ignore[import-untyped]
    from huggingface_hub.errors import LocalEntryNotFoundError

    try:
        folder = Path(download_model(name, local_files_only=True))
    except LocalEntryNotFoundError:
        return None
    return folder if (folder / _WEIGHTS).exists() else None


def _files_of(folder: Path) -> Iterator[KnownFile]:
    for name in (*(name for group in SHAPE.needed for name in group), *SHAPE.taken):
        path = folder / name
        if path.is_file():
            told = path.stat()
            yield KnownFile(name=name, size=told.st_size, sha256=_digest_of(path.resolve(), told.st_size, told.st_mtime_ns))


@cache
def _digest_of(path: Path, _size: int, _modified: int) -> Sha256:
    if len(path.name) == _SHA256_LETTERS and set(path.name) <= set("0123456789abcdef"):
        return Sha256(path.name)  # the site's cache calls a large file by its digest
    whole = sha256()
    with path.open("rb") as file:
        while piece := file.read(1 << 22):
            whole.update(piece)
    return Sha256(whole.hexdigest())
