"""The engine with a large model, run for real with a tiny random one: it may babble, but only as it is allowed to."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from dropcut.domain.errors import Permanent, Stopped
from dropcut.domain.speech import Engine
from dropcut.speech.dividing import later
from dropcut.speech.samples import samples_of
from dropcut.speech.whisper import Whisper, engine_with, model_of
from dropcut.speech.whisper_models import Model
from dropcut.speech.whisper_windows import batches_of, moved, pieces_of
from tests.unit.speech.conftest import ENGLISH, recorded
from tests.unit.speech.tiny_whisper import need_whisper, tiny_whisper
from tests.unit.speech.voices import RATE, Uttered, joined, need_voices, pause, say

LINES = ("The second coat will cover everything.", "Farmers still live on the slopes.", "Come by on a Saturday morning.")


@pytest.fixture
def model(tmp_path: Path) -> Model:
    need_whisper()
    return Model("tiny", tiny_whisper(tmp_path / "model"))


@pytest.fixture
def whisper(model: Model) -> Callable[[str], Whisper]:
    return lambda language: Whisper(engine_with(model), language, lambda _engine: model)


@pytest.mark.parametrize("language", ["en", "und"])
def test_words_lie_in_speech_and_in_order(whisper: Callable[[str], Whisper], tmp_path: Path, language: str) -> None:
    need_voices()
    recording = recorded(joined([pause(2), say("Nobody spoke for an hour."), pause(3), say("Come early."), pause(1)]), tmp_path)
    heard = whisper(language).hear(recording)
    assert len(heard.stretches) == 2
    assert all(earlier.start <= later.start for earlier, later in pairwise(heard.words))
    assert all(any(one.start < word.end and word.start < one.end for one in heard.stretches) for word in heard.words)
    assert whisper(language).hear(recording) == heard
    assert whisper(language).overhear(recording, heard) == heard
    assert whisper(language).find(recording, heard, ["Nobody spoke for an hour."], ENGLISH).tries == ()


def test_silence_is_never_shown_to_the_network(whisper: Callable[[str], Whisper], tmp_path: Path) -> None:
    heard = whisper("en").hear(recorded(Uttered(np.zeros(3 * RATE), ()), tmp_path))
    assert (heard.stretches, heard.words) == ((), ())


def test_the_engine_is_told_by_its_weights(model: Model, tmp_path: Path) -> None:
    before = engine_with(model).version
    weights = model.folder / "model.bin"
    weights.write_bytes(weights.read_bytes() + b"\0")
    assert engine_with(model).version != before


def test_other_weights_than_those_of_the_job_are_refused(model: Model, tmp_path: Path) -> None:
    other = Engine(name="whisper", version=engine_with(model).version[:-4] + "beef")
    with pytest.raises(Permanent, match="This job listens with"):
        Whisper(other, "en", lambda _engine: model).hear(recorded(Uttered(np.zeros(RATE), ()), tmp_path))


def test_pieces_are_heard_as_the_whole_is(whisper: Callable[[str], Whisper], tmp_path: Path) -> None:
    """With the real network: batches of a piece, moved and alone, tell the very same."""
    need_voices()
    lines = [part for number in range(14) for part in (say(LINES[number % len(LINES)]), pause(2 + number % 3 * 3))]
    recording = recorded(joined(lines), tmp_path)
    engine, samples = whisper("en"), samples_of(recording.sound)
    heard = engine.heard_without_words(recording)
    batches = batches_of(samples, heard.stretches, 1)
    pieces = list(pieces_of(batches, 40 * RATE))
    assert len(pieces) >= 2
    told = []
    for piece in pieces:
        start, end = piece[0][0].start, piece[-1][-1].end
        alone = tuple(moved(batch, -start) for batch in piece)
        phrases = engine.phrases(samples[start:end].copy(), alone, "en", recording.pulse)
        told += [later(phrase, start) for phrase in phrases]
    whole = engine.phrases(samples, batches, "en", recording.pulse)
    assert told == list(whole)
    assert any(phrase.words for phrase in whole)


def test_a_language_that_the_model_does_not_hear_is_refused(whisper: Callable[[str], Whisper], tmp_path: Path) -> None:
    need_voices()
    recording = recorded(say("Nobody spoke for an hour."), tmp_path)
    with pytest.raises(Permanent, match="does not hear the language 'fr'"):
        whisper("fr").hear(recording)


def test_a_folder_that_is_no_model_is_said_to_be_none(model: Model, tmp_path: Path) -> None:
    need_voices()
    (model.folder / "model.bin").write_bytes(b"no weights")
    recording = recorded(say("Nobody spoke for an hour."), tmp_path)
    with pytest.raises(Permanent, match="The Whisper model tiny cannot be loaded"):
        Whisper(engine_with(model), "en", lambda _engine: model).hear(recording)


def test_a_model_that_is_not_here_is_named() -> None:
    need_whisper()
    with pytest.raises(Permanent, match="The Whisper model tiny is not on this machine"):
        model_of(Engine(name="whisper", version="1: faster-whisper 1.2.1, ctranslate2 4.8.5, int8, tiny 0123"))


def test_stopping_is_passed_on(whisper: Callable[[str], Whisper], tmp_path: Path) -> None:
    def stop() -> None:
        raise Stopped("The work was stopped.")

    with pytest.raises(Stopped):
        whisper("en").hear(replace(recorded(Uttered(np.zeros(RATE), ()), tmp_path), pulse=stop))
