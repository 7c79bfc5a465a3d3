"""The guided engine, and a way to let it listen to what a test says."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from dropcut.domain.speech import Found
from dropcut.speech.guided import Guided
from tests.unit.speech.voices import Uttered, kept, need_voices

Listen = Callable[[Uttered, Sequence[str]], Found]


@pytest.fixture
def listen(tmp_path: Path) -> Listen:
    need_voices()
    engine = Guided(tmp_path)

    def heard(uttered: Uttered, lines: Sequence[str]) -> Found:
        sound = kept(uttered, tmp_path / "sound.pcm")
        return engine.find(sound, engine.hear(sound, _go_on), lines, _go_on)

    return heard


def _go_on() -> None:
    """Nobody stops a test."""
