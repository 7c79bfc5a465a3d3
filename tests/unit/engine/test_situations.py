"""What the record of a job says of how it stands."""

from __future__ import annotations

from dropcut.domain.blobs import FileVersion
from dropcut.domain.jobs import Job
from dropcut.domain.values import Instant
from dropcut.engine.situations import standing_of
from tests.unit.engine.small_home import JOB

BELOW = '"Day 1/script.txt" is not at the top of the folder, so it is not read as the script: move it up.'


def standing(*paths: str) -> tuple[str, tuple[str, ...]]:
    files = tuple(FileVersion(path=path, size=1, version=path) for path in paths)
    told = standing_of(Job(id=JOB, files=files), Instant(0))
    return told.script, told.notes


def test_a_script_in_a_folder_is_told_where_none_lies_at_the_top() -> None:
    assert standing("Day 1/talk.mp4", "Day 1/script.txt") == ("", (BELOW,))
    assert standing("Day 1/talk.mp4", "Day 1/script.txt", "script.txt") == ("script.txt", ())
