"""The example, dropped into a bucket, is cut as one machine cuts it: the same keys, the same frames, the same sound."""

from __future__ import annotations

import json
import shutil
import subprocess
from contextlib import closing
from pathlib import Path
from random import Random
from time import time

import pytest

from dropcut.domain.jobs import JobState
from dropcut.domain.names import JobId
from dropcut.domain.tasks import TaskState
from dropcut.domain.values import Instant
from dropcut.local.sqlite.connection import Database
from dropcut.local.sqlite.ledger import SqliteLedger
from dropcut.ports.ledger import Ledger
from tests.e2e.cloud.estate import INBOX, Estate, Plan, estate
from tests.e2e.cloud.person import Person
from tests.e2e.cloud.pipeline import HASTY
from tests.e2e.cloud.trouble import MISHAPS, killing
from tests.e2e.product import EXAMPLE, FOOTAGE, make

BOAT = JobId.parse("local/a paper boat")
WITHIN_S = 400
APART = {"ingest", "write_report", "write_index", "deliver"}
"""A file's version is another in a bucket than on a disk; the report says how long it took, and index and delivery hold it."""
_FOR_EVER, _ALL = Instant(1 << 60), 10_000


@pytest.mark.timeout(900)
def test_the_cloud_cuts_as_one_machine_does(tmp_path: Path) -> None:
    alone = _cut_by_one_machine(tmp_path / "alone")
    with estate(_logs(tmp_path), Plan()) as home:
        _submitted(home, alone, tmp_path / "person")
        job = home.wait(BOAT, WITHIN_S)
        assert (job.state, job.revision) == (JobState.DONE, 1), home.logs()
        _same(home, alone, tmp_path)
        assert not home.jobs.failed(), home.logs()
        assert "dropcut.cloud.functions" in home.imported()
        assert not [name for name in home.imported() if name.startswith("dropcut.local")]


@pytest.mark.soak
@pytest.mark.timeout(2_400)
@pytest.mark.parametrize("seed", range(3))
def test_the_same_is_cut_whatever_happens_on_the_way(tmp_path: Path, seed: int) -> None:
    alone = _cut_by_one_machine(tmp_path / "alone")
    began = time()
    with estate(_logs(tmp_path), Plan(pipeline=HASTY, mishaps=MISHAPS, patience_s=5, apart=True)) as home:
        with killing(home, Random(seed)) as killed:
            _drop(home)
            job = home.wait(BOAT, 5 * WITHIN_S)
        print(f"seed {seed}: {killed}, {time() - began:.0f} s")  # noqa: T201 - for whoever writes the result down
        assert job.state is JobState.DONE, home.logs()
        delivery = home.delivery(BOAT)
        assert delivery is not None
        assert delivery.revision == job.revision
        _same(home, alone, tmp_path)


def _logs(folder: Path) -> Path:
    (folder / "logs").mkdir()
    return folder / "logs"


def _drop(home: Estate) -> None:
    home.upload(BOAT, {name: EXAMPLE / name for name in FOOTAGE})


def _submitted(home: Estate, folder: Path, place: Path) -> None:
    """As a person does it: a folder with what one machine has made beside the footage, followed until it is delivered."""
    where = ("--to", f"gs://{INBOX}/inbox/{BOAT.owner}/", "--get", place / "cut")
    done = Person(place, home.environment).types("submit", folder, *where, limit_s=WITHIN_S)
    assert done.code == 0, done.errors + home.logs()
    assert done.out.startswith(f'Done: "{place}/cut/cut.mp4" and ') or done.out.startswith(f"Done: {place}/cut/cut.mp4 and ")
    assert f"upload {len(FOOTAGE)}/{len(FOOTAGE)}" in done.errors
    assert _decoded(place / "cut" / "cut.mp4") == _decoded(folder / "cut" / "cut.mp4")


def _same(home: Estate, alone: Path, place: Path) -> None:
    _delivered_the_same(home, alone / "cut", place / "delivered")
    with closing(Database(alone / ".dropcut" / "ledger.sqlite")) as database:
        assert _keys(home.ledger) == _keys(SqliteLedger(database, lambda: _FOR_EVER))


def _cut_by_one_machine(place: Path) -> Path:
    drop = place / BOAT.name
    drop.mkdir(parents=True)
    for name in FOOTAGE:
        shutil.copyfile(EXAMPLE / name, drop / name)
    done = make(drop, "--json", limit_s=WITHIN_S)
    assert done.code == 0, done.errors
    return drop


def _delivered_the_same(home: Estate, there: Path, here: Path) -> None:
    here.mkdir()
    delivered = home.delivered(BOAT)
    assert set(delivered) == {file.name for file in there.iterdir() if not file.name.startswith(".")}
    for name, data in delivered.items():
        (here / name).write_bytes(data)
    ours, theirs = (json.loads((folder / "report.json").read_text()) for folder in (here, there))
    assert ours["lines"] == theirs["lines"]
    assert ours["unused"] == theirs["unused"]
    assert ours["checks"] == theirs["checks"]
    assert _decoded(here / "cut.mp4") == _decoded(there / "cut.mp4")


def _decoded(film: Path) -> str:
    """A digest of every frame and every stretch of sound."""
    command = ["ffmpeg", "-v", "error", "-i", str(film), "-map", "0:v:0", "-map", "0:a:0", "-f", "framehash", "-"]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def _keys(ledger: Ledger) -> set[str]:
    """What was done, by step and key."""
    tasks = ledger.unused_tasks(_FOR_EVER, _ALL)
    return {str(task.id) for task in tasks if task.state is TaskState.DONE and task.id.step not in APART}
