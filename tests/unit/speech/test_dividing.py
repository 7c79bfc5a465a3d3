"""A long clip in pieces, from a dropped file to a transcript: what one hears at once, one hears in pieces."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest

from dropcut.domain.assets import Asset, Kind, Upload
from dropcut.domain.blobs import Blob, FileVersion
from dropcut.domain.documents import Document
from dropcut.domain.footage import Footage
from dropcut.domain.jobs import JobState
from dropcut.domain.material import Listen, Transcript
from dropcut.domain.models import KeptModel, ModelKind
from dropcut.domain.pieces import is_long
from dropcut.domain.speech import Engine, Heard
from dropcut.domain.values import Millis, Sha256
from dropcut.media.programs import locate
from dropcut.ports.recipe import Do, Drop
from dropcut.ports.tools import Tools
from dropcut.speech.whisper import engine_with
from dropcut.speech.whisper_models import Model
from dropcut.steps.divide import divide
from dropcut.steps.gather import gather
from dropcut.steps.hear import hear
from dropcut.steps.ingest import ingest
from dropcut.steps.transcribe import transcribe
from tests.unit.engine.small_home import JOB, SmallHome, row
from tests.unit.speech.test_steps import wav
from tests.unit.speech.tiny_whisper import need_whisper, tiny_whisper
from tests.unit.speech.voices import RATE, need_voices, say

LENGTH = 330 * RATE


class Both(Document):
    """The same clip, heard in two ways."""

    KIND = "both"

    at_once: Heard
    in_pieces: Heard
    remarks: tuple[str, ...]


def keep(tools: Tools, at_once: Transcript, in_pieces: Transcript) -> Blob:
    both = Both(
        at_once=Heard.load(tools.read(at_once.heard)),
        in_pieces=Heard.load(tools.read(in_pieces.heard)),
        remarks=in_pieces.remarks,
    )
    assert (at_once.sound.sha256, at_once.envelope.sha256) == (in_pieces.sound.sha256, in_pieces.envelope.sha256)
    with tools.write("both.json") as target:
        target.write(both.dumped())
    return target.blob


def hearing_twice(engine: Engine, language: str) -> Callable[[Drop, Do], Blob]:
    def recipe(drop: Drop, do: Do) -> Blob:
        (clip,) = do.each(ingest, [Upload(drop=drop.id, file=file) for file in drop.files]).all()
        listen = Listen(asset=clip, engine=engine, language=language)
        pieces = do(divide, listen)
        return do(keep, do(transcribe, listen), do(gather, pieces, do.map(hear, pieces.pieces)))

    return recipe


class OneModel:
    """A machine with one model on it."""

    def __init__(self, folder: Path) -> None:
        self.model = KeptModel(kind=ModelKind.WHISPER, name="mine", folder=folder, digest=Sha256("a" * 64))

    def kept(self, _kind: ModelKind) -> tuple[KeptModel, ...]:
        return (self.model,)


@pytest.fixture
def models(tmp_path: Path) -> OneModel:
    need_whisper()
    need_voices()
    return OneModel(tiny_whisper(tmp_path / "model"))


def spoken_now_and_then() -> np.ndarray:
    """Five minutes and a half, in which somebody says something now and then."""
    sound = np.random.default_rng(3).normal(0, 3, LENGTH)
    lines = [say("The second coat will cover everything.").sound, say("Come by on a Saturday morning.").sound]
    for number, at in enumerate(range(RATE, LENGTH - 10 * RATE, 155 * RATE)):
        line = lines[number % 2]
        sound[at : at + len(line)] += line
    return sound


def home_of(models: OneModel, language: str) -> SmallHome:
    engine = engine_with(Model("mine", models.model.folder, models.model.digest))
    steps = (ingest, transcribe, divide, hear, gather, keep)
    home = SmallHome(hearing_twice(engine, language), *(row(step) for step in steps))
    programs = locate(os.environ.get("PATH", os.defpath))
    home.home = replace(home.home, programs=lambda: programs, models=models)
    return home


def both_of(home: SmallHome) -> Both:
    job = home.submit()
    assert job.state is JobState.DONE, job
    newest = max((blob for blob in home.blobs.list("store/") if blob.path.endswith("both.json")), key=lambda blob: blob.created)
    with home.blobs.open(newest.path) as file:
        return Both.load(file.read())


def test_a_clip_is_heard_in_pieces_as_it_is_at_once_and_only_new_pieces_are_heard(models: OneModel, tmp_path: Path) -> None:
    home, sound = home_of(models, "und"), spoken_now_and_then()
    home.folder.drop_file(JOB, "take1.wav", wav(tmp_path / "a.wav", [sound]))
    both = both_of(home)
    assert both.in_pieces == both.at_once
    assert both.in_pieces.words
    assert {"its language was told to be en", "its language was told to be de"} & set(both.remarks)
    assert home.did()["hear"] == 2

    longer = np.concatenate([sound, np.random.default_rng(4).normal(0, 3, RATE * 20), say("Goodbye.").sound])
    home.folder.drop_file(JOB, "take1.wav", wav(tmp_path / "b.wav", [longer]))
    home.clock.sleep(Millis(1000))
    both = both_of(home)
    assert both.in_pieces == both.at_once
    assert home.did()["hear"] == 1


@pytest.mark.parametrize(
    ("engine", "length", "long"), [("whisper", 481, True), ("whisper", 480, False), ("guided", 9000, False)]
)
def test_only_what_a_network_hears_and_takes_long_is_cut(engine: str, length: int, *, long: bool) -> None:
    footage = Footage(container="wav", size=1, duration=Fraction(length), pictures=(), sounds=(), others=0)
    upload = Upload(drop=JOB, file=FileVersion(path="take1.wav", version="1", size=1))
    asset = Asset(sha256=Sha256("0" * 64), size=1, kind=Kind.MEDIA, footage=footage, upload=upload)
    assert is_long(Listen(asset=asset, engine=Engine(name=engine, version="1"), language="en")) == long
