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
from dropcut.engine.exporting import export
from dropcut.local.files.folder import FileFolder
from dropcut.local.files.places import Inbox
from dropcut.ports.records import Record
from tests.unit.engine.small_home import JOB, SmallHome
from tests.unit.engine.steps import Number

ANN = Owner("ann")
LARGE = 3 << 20


def nothing(_owner: Owner) -> Iterator[tuple[str, Record]]:
    return iter(())


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
