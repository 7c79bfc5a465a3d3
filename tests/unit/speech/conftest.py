"""The guided engine, and a way to let it listen to what a test says."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from dropcut.domain.material import Lexicon
from dropcut.domain.speech import Found
from dropcut.ports.hearing import Recording
from dropcut.speech.guided import Guided
from tests.unit.speech.voices import Uttered, kept, need_voices

ENGLISH = Lexicon(language="en")
Listen = Callable[[Uttered, Sequence[str]], Found]


@pytest.fixture
def listen(tmp_path: Path) -> Listen:
    need_voices()
    engine = Guided(tmp_path)

    def heard(uttered: Uttered, lines: Sequence[str]) -> Found:
        recording = recorded(uttered, tmp_path)
        return engine.find(recording, engine.hear(recording), lines, ENGLISH)

    return heard


def recorded(uttered: Uttered, folder: Path) -> Recording:
    notes = folder / "notes"
    notes.touch()
    return Recording(kept(uttered, folder / "sound.pcm"), notes, _go_on)


def _go_on() -> None:
    """Nobody stops a test."""
