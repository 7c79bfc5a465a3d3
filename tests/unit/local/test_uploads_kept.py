"""What DROPCUT_KEEP says of uploads holds for a home of this machine, and its keeper throws away what is over."""

from __future__ import annotations

from pathlib import Path

import pytest

from dropcut.domain.names import JobId
from dropcut.domain.retention import millis
from dropcut.domain.values import Millis
from dropcut.engine.retention import keep_no_longer
from dropcut.local import wiring
from dropcut.local.place import Place
from dropcut.ports.uploads import Sending
from tests.unit.engine.deleting.scene import Scene

DROP = JobId.parse("ann/holiday")


def test_what_nobody_sends_on_goes_after_the_days_that_were_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DROPCUT_KEEP", "uploads=2")
    scene, place = Scene(), Place(home=tmp_path / "home", inbox=tmp_path / "inbox", outbox=tmp_path / "outbox", by_owner=True)
    uploads = wiring.uploads(place, scene.small.clock.now)
    begun = uploads.begin(DROP, Sending(path="film.mp4", size=1 << 20))
    with uploads.adding(DROP, begun.id, 0) as piece:
        piece.write(b"x" * 1000)
    scene.wait(millis(2) - 1)
    keep_no_longer(scene.small.home, scene.deleting, wiring.retention(), uploads)
    assert uploads.upload(DROP, begun.id).offset == 1000
    scene.wait(Millis(1))
    keep_no_longer(scene.small.home, scene.deleting, wiring.retention(), uploads)
    assert [file for file in (tmp_path / "home" / "uploads").rglob("*") if file.is_file()] == []


def test_a_note_that_the_disk_lost_keeps_nobody_from_sending(tmp_path: Path) -> None:
    scene, place = Scene(), Place(home=tmp_path / "home", inbox=tmp_path / "inbox", outbox=tmp_path / "outbox", by_owner=True)
    uploads, film = wiring.uploads(place, scene.small.clock.now), Sending(path="film.mp4", size=3)
    begun = uploads.begin(DROP, film)
    with uploads.adding(DROP, begun.id, 0) as piece:
        piece.write(b"x")
    (note,) = (tmp_path / "home" / "uploads").rglob("upload.json")
    note.write_bytes(b"")
    assert uploads.coming(DROP) == ()
    uploads.begin(DROP, Sending(path="another.mp4", size=1))
    assert uploads.begin(DROP, film).offset == 0
    with uploads.adding(DROP, begun.id, 0) as piece:
        piece.write(b"xyz")
    assert (tmp_path / "inbox" / "ann" / "holiday" / "film.mp4").read_bytes() == b"xyz"
