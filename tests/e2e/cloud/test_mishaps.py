"""Whatever becomes of events and processes on their way, the same is delivered, once."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path
from random import Random

import pytest

from dropcut.domain.jobs import JobState
from dropcut.domain.names import JobId
from tests.e2e.cloud.estate import Estate, Plan, estate
from tests.e2e.cloud.pipeline import QUICK
from tests.e2e.cloud.trouble import MISHAPS, killing

SONG = JobId.parse("ann/a song")
WITHIN_S = 240
WORDS = {f"verse{verse}.txt": [f"word {verse} {number}" for number in range(6)] for verse in range(4)}


@pytest.mark.timeout(600)
def test_events_lost_doubled_and_out_of_order_change_nothing(tmp_path: Path) -> None:
    with estate(tmp_path, Plan(pipeline=QUICK, mishaps=MISHAPS, patience_s=3)) as home:
        _drop_song(home, tmp_path)
        _sung_once(home)


@pytest.mark.soak
@pytest.mark.timeout(1_200)
@pytest.mark.parametrize("seed", range(5))
def test_processes_that_are_killed_change_nothing(tmp_path: Path, seed: int) -> None:
    with estate(tmp_path, Plan(pipeline=QUICK, mishaps=MISHAPS, patience_s=3, apart=True)) as home:
        with killing(home, Random(seed)):
            _drop_song(home, tmp_path)
            home.wait(SONG, 4 * WITHIN_S)
        _sung_once(home)


def _drop_song(home: Estate, folder: Path) -> None:
    for name, words in WORDS.items():
        (folder / name).write_text("".join(f"{word}\n" for word in words))
    home.upload(SONG, {name: folder / name for name in WORDS})


def _sung_once(home: Estate) -> None:
    job = home.wait(SONG, WITHIN_S)
    assert job.state is JobState.DONE, home.logs()
    assert home.delivered(SONG) == {"song.txt": _song()}
    delivered = home.delivery(SONG)
    assert delivered is not None
    assert delivered.revision == job.revision


def _song() -> bytes:
    """What the pipeline makes of these words: see `tests.e2e.pipeline`."""
    whole = sha256()
    for words in WORDS.values():
        for word in words:
            whole.update(word.upper().encode() * 2000)
    for words in WORDS.values():
        whole.update("".join(f"{word}\n" for word in words).encode())
    song = whole.hexdigest().encode()
    for _ in range(3):
        song = sha256(song).hexdigest().encode()
    return song
