"""The engine that a job was given, made ready on this machine."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from dropcut.domain.errors import Permanent
from dropcut.domain.models import KeptModel
from dropcut.domain.settings import Speech
from dropcut.domain.speech import Engine
from dropcut.ports.hearing import Hearing
from dropcut.speech.guided import Guided
from dropcut.speech.imported import Imported, Written
from dropcut.speech.whisper import Whisper


def engine_of(
    wanted: Engine, scratch: Path, language: str, written: Written | None = None, models: Sequence[KeptModel] = ()
) -> Hearing:
    """`wanted`, which lays its files into `scratch`; `written` is the transcript beside the clip, for what reads one.

    `models` are the Whisper models of this machine, for what hears with one.

    Raises Permanent when this machine has it in another version: the answers would not be those that were asked for.
    """
    ready = _named(wanted, scratch, language, written, models)
    if ready.engine != wanted:
        raise Permanent(
            f"This job listens with {wanted.name} {wanted.version}, but this machine has {ready.engine.version}.",
            "Start the job again, so that the engine of this machine is chosen.",
        )
    return ready


def _named(wanted: Engine, scratch: Path, language: str, written: Written | None, models: Sequence[KeptModel]) -> Hearing:
    if wanted.name == Speech.GUIDED.value:
        return Guided(scratch)
    if wanted.name == Speech.WHISPER.value:
        return Whisper.of(wanted, language, models)
    if wanted.name == Speech.IMPORT.value:
        return Imported(written)
    raise Permanent(f"There is no engine called {wanted.name} that listens.", "Choose auto, whisper, guided or import.")
