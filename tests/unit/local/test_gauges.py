"""How far running work is, told from one process to another: never wrong for long, never in the way."""

from __future__ import annotations

from pathlib import Path

from dropcut.domain.names import Key, Owner, TaskId
from dropcut.local.gauges import FileGauges
from dropcut.ports.gauges import Far

ONE, OTHER = (TaskId(Owner("ann"), "upscale", Key(letter * 64)) for letter in "ab")


def test_what_each_process_told_last_is_seen_by_all(tmp_path: Path) -> None:
    first, second = FileGauges(tmp_path / "far", "first"), FileGauges(tmp_path / "far", "second")
    assert first.told() == {}

    first.tell(ONE, Far(done=1, of=9))
    second.tell(OTHER, Far(done=2, of=5, told="3.2 frames/s"))
    first.tell(ONE, Far(done=2, of=9))

    assert first.told() == second.told() == {ONE: Far(done=2, of=9), OTHER: Far(done=2, of=5, told="3.2 frames/s")}


def test_what_is_damaged_is_not_heard_and_what_cannot_be_written_is_not_missed(tmp_path: Path) -> None:
    gauges = FileGauges(tmp_path, "first")
    gauges.tell(ONE, Far(done=1, of=9))
    (tmp_path / "second.far").write_text('{"task": "nobody", "far"')
    (tmp_path / "third.far").mkdir()
    (tmp_path / "a file").touch()

    FileGauges(tmp_path / "a file", "fourth").tell(OTHER, Far(done=1, of=2))

    assert gauges.told() == {ONE: Far(done=1, of=9)}
    assert FileGauges(tmp_path / "a file", "fourth").told() == {}
