"""What is compared of a cut that the cloud made and one that a machine made alone."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path

from dropcut.domain.names import JobId
from dropcut.domain.tasks import TaskState
from dropcut.domain.values import Instant
from dropcut.local.sqlite.connection import Database
from dropcut.local.sqlite.ledger import SqliteLedger
from dropcut.ports.ledger import Ledger
from tests.e2e.cloud.estate import Estate
from tests.e2e.product import make

BOAT = JobId.parse("local/a paper boat")
WITHIN_S = 400
APART = {"ingest", "write_report", "write_index", "deliver"}
"""A file's version is another in a bucket than on a disk; the report says how long it took, and others hold it."""
_FOR_EVER, _ALL = Instant(1 << 60), 10_000


def logs_in(folder: Path) -> Path:
    """A new folder for them."""
    (folder / "logs").mkdir()
    return folder / "logs"


def same(home: Estate, alone: Path, place: Path) -> None:
    """The same delivered, by the same tasks."""
    _delivered_the_same(home, alone / "cut", place / "delivered")
    with closing(Database(alone / ".dropcut" / "ledger.sqlite")) as database:
        ours, theirs = _keys(home.ledger), _keys(SqliteLedger(database, lambda: _FOR_EVER))
    assert ours == theirs, f"only in the cloud: {sorted(ours - theirs)}, only on one machine: {sorted(theirs - ours)}"


def cut_by_one_machine(place: Path, files: Mapping[str, Path]) -> Path:
    """The drop, with what `dropcut make` left in it."""
    drop = place / BOAT.name
    drop.mkdir(parents=True)
    for name, file in files.items():
        shutil.copyfile(file, drop / name)
    cut(drop)
    return drop


def cut(drop: Path) -> None:
    """As one machine does."""
    done = make(drop, "--json", limit_s=WITHIN_S)
    assert done.code == 0, done.errors


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
    assert decoded(here / "cut.mp4") == decoded(there / "cut.mp4")


def decoded(film: Path) -> str:
    """A digest of every frame and every stretch of sound."""
    command = ["ffmpeg", "-v", "error", "-i", str(film), "-map", "0:v:0", "-map", "0:a:0", "-f", "framehash", "-"]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def _keys(ledger: Ledger) -> set[str]:
    """What was done, by step and key."""
    tasks = ledger.unused_tasks(_FOR_EVER, _ALL)
    return {str(task.id) for task in tasks if task.state is TaskState.DONE and task.id.step not in APART}
