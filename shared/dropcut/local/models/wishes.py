"""Which model a folder's job would need that is not here: known before the job begins, so that a person can be asked."""

from __future__ import annotations

from pathlib import Path

from dropcut.domain.errors import Permanent
from dropcut.domain.models import Model, ModelKind
from dropcut.domain.settings import Options, Settings, Speech
from dropcut.editing.settings import limits
from dropcut.editing.settings_file import settings_from
from dropcut.engine.shelf import Shelf
from dropcut.local.models.tables import model_called
from dropcut.speech.whisper_models import best_model, is_installed, recommended

_SETTINGS = "dropcut.yaml"


def missing_model(folder: Path, options: Options, shelf: Shelf) -> Model | None:
    """The Whisper model to fetch, where Whisper was asked for and none that is here hears the language."""
    settings = _settings(folder, options)
    if settings.speech is not Speech.WHISPER or not is_installed():
        return None
    if best_model(settings.language, shelf.kept(ModelKind.WHISPER)) is not None:
        return None
    return model_called(f"{ModelKind.WHISPER.value}/{recommended()}")


def _settings(folder: Path, options: Options) -> Settings:
    """What is settled, as far as it can be told: what is wrong with the file is the job's to say."""
    try:
        with (folder / _SETTINGS).open("rb") as file:
            return settings_from(_SETTINGS, file.read(limits.BYTES)).under(options)
    except (OSError, Permanent):
        return Settings().under(options)
