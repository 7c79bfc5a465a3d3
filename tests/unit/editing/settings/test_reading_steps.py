"""Settings and scripts are read from the drop: the very bytes that were ingested."""

from __future__ import annotations

from fractions import Fraction

import pytest

from dropcut.domain.assets import Asset, Clip, Kind, Upload
from dropcut.domain.jobs import Job, JobState
from dropcut.domain.script import Script
from dropcut.domain.settings import Options, Preset, Settings
from dropcut.domain.values import Sha256, Value, digest, parsed
from dropcut.engine.codec import text_of
from dropcut.ports.recipe import Do, Drop
from dropcut.steps.ingest import ingest
from dropcut.steps.read_script import ScriptFile, read_script
from dropcut.steps.read_settings import SettingsFile, read_settings
from tests.unit.engine.small_home import JOB, SmallHome, row


class Both(Value):
    settings: Settings
    script: Script


def read_both(drop: Drop, do: Do) -> Both:
    assets = {asset.kind: asset for asset in do.each(ingest, [Upload(drop=drop.id, file=file) for file in drop.files]).all()}
    return _read(do, assets[Kind.SCRIPT], assets.get(Kind.SETTINGS))


def read_others(drop: Drop, do: Do) -> Both:
    """As if the script had been another one when it was ingested."""
    upload = Upload(drop=drop.id, file=drop.files[0])
    return _read(do, Asset(sha256=Sha256("0" * 64), size=1, kind=Kind.SCRIPT, upload=upload), None)


def _read(do: Do, script: Asset, settings: Asset | None) -> Both:
    options = Options(preset=Preset.DRAFT)
    read = do(read_settings, SettingsFile(name="dropcut.yaml", asset=settings, options=options))
    lines = do(read_script, ScriptFile(clip=Clip(name=script.upload.file.path, asset=script)))
    return Both(settings=read, script=lines)


@pytest.fixture
def home() -> SmallHome:
    return SmallHome(read_both, row(ingest), row(read_settings), row(read_script))


def result(home: SmallHome, job: Job) -> Both:
    assert job.state is JobState.DONE, job.refusals
    assert job.result is not None
    return Both.model_validate(parsed(text_of(job.result, home.blobs)))


def test_settings_and_script_are_read_and_what_was_typed_stands_above(home: SmallHome) -> None:
    home.folder.drop_file(JOB, "script.md", b"# One\n\nHello there.\n")
    home.folder.drop_file(JOB, "dropcut.yaml", b"longest_pause: 0.4\npreset: web\n")
    both = result(home, home.submit())
    assert both.settings == Settings(longest_pause=Fraction(2, 5), preset=Preset.DRAFT)
    assert [line.spoken for line in both.script.lines] == ["Hello there."]


def test_a_drop_without_settings_has_what_was_typed(home: SmallHome) -> None:
    home.folder.drop_file(JOB, "script.md", b"Hello.\n")
    assert digest(result(home, home.submit()).settings) == digest(Settings(preset=Preset.DRAFT))


@pytest.mark.parametrize(
    ("name", "data", "sentence"),
    [
        ("script.md", b"\x00\x01\x02", "script.md"),
        ("script.md", b"Hello. " * 600_000, "script.md"),
        ("dropcut.yaml", b"pace: fast", 'dropcut.yaml, row 1: pace cannot be "fast".'),
        ("dropcut.yaml", b"#" * 30_000_000, "dropcut.yaml is larger than 64 kB."),
    ],
    ids=["binary", "long", "wrong", "huge"],
)
def test_what_cannot_be_read_is_said_in_one_sentence(home: SmallHome, name: str, data: bytes, sentence: str) -> None:
    home.folder.drop_file(JOB, "script.md", b"Hello.\n")
    home.folder.drop_file(JOB, name, data)
    job = home.submit()
    assert job.state is JobState.FAILED
    (refusal,) = job.refusals
    assert sentence in refusal.failure.message
    assert refusal.about == name


def test_a_file_that_changed_since_it_was_ingested_is_not_read() -> None:
    home = SmallHome(read_others, row(read_settings), row(read_script))
    home.folder.drop_file(JOB, "script.md", b"Hello.\n")
    job = home.submit()
    (task,) = home.ledger.open_tasks(JOB, 2)
    assert job.state is JobState.WORKING
    assert task.failure is not None
    assert task.failure.message == "script.md changed while it was being read."
