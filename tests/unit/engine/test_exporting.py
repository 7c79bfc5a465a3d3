"""Everything of an owner goes into one archive, whatever happens to it meanwhile."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

from dropcut.domain.names import Owner
from dropcut.engine import jobs
from dropcut.engine.exporting import export
from dropcut.local.files.folder import FileFolder
from dropcut.local.files.places import Inbox
from dropcut.ports.records import Record
from tests.unit.engine.small_home import JOB, NO_QUIET, SmallHome, row
from tests.unit.engine.steps import Number, measure

ANN = Owner("ann")
LARGE = 3 << 20


def nothing(_owner: Owner) -> Iterator[tuple[str, Record]]:
    return iter(())


def test_work_that_ends_meanwhile_is_in_it_once() -> None:
    small = SmallHome(lambda drop, do: do(measure, drop.files[0]), row(measure))
    small.folder.drop_file(JOB, "clip.mp4", b"xyz")
    jobs.submit(small.home, JOB, NO_QUIET)
    small.deliver(*small.dispatch.receive(1))
    assert len(small.ledger.open_tasks(JOB, 10)) == 1
    written = BytesIO()
    for piece in export(small.home, ANN, nothing, footage=False):
        written.write(piece)
        if b"results/" in piece:
            small.work()
    with ZipFile(written) as archive:
        names = [name for name in archive.namelist() if name.startswith("results/")]
    assert len(names) == 1


def test_a_clip_that_is_still_being_copied_costs_the_archive_nothing_else(tmp_path: Path) -> None:
    small = SmallHome(lambda _drop, _do: Number(n=1))
    home = replace(small.home, folder=FileFolder(Inbox(tmp_path / "inbox", tmp_path / "outbox"), small.blobs))
    drop = tmp_path / "inbox" / JOB.owner / JOB.name
    drop.mkdir(parents=True)
    (drop / "a growing.mp4").write_bytes(b"x" * LARGE)
    (drop / "whole.mp4").write_bytes(b"whole")
    written = BytesIO()
    for piece in export(home, ANN, nothing, footage=True):
        written.write(piece)
        if written.tell() > LARGE // 3:
            os.utime(drop / "a growing.mp4", ns=(written.tell(), written.tell()))
    with ZipFile(written) as archive:
        listed = json.loads(archive.read("export.json"))
        assert archive.read(f"footage/{JOB.name}/whole.mp4") == b"whole"
    assert [file["name"] for file in listed["files"]] == [f"footage/{JOB.name}/whole.mp4"]
    assert len(listed["missing"]) == 1
    assert "a growing.mp4, from byte" in listed["missing"][0]
