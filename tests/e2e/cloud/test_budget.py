"""A budget stops a job in the cloud before the step that could pass it; raised, it goes on, and nothing was lost."""

from __future__ import annotations

from pathlib import Path

import pytest

from dropcut.domain.jobs import JobState
from dropcut.domain.names import JobId
from tests.e2e.cloud.estate import INBOX, STORE, Plan, estate
from tests.e2e.cloud.person import Person
from tests.e2e.cloud.pipeline import QUICK
from tests.e2e.pipeline import SIDE

SONG = JobId.parse("ann/a dear song")
WORDS = 20
"""Shouting so many is expected to take some seconds at most; reading them is one short task."""


@pytest.mark.timeout(300)
def test_a_budget_holds_a_submitted_job_and_whoever_raises_it_loses_nothing(tmp_path: Path) -> None:
    song, side = tmp_path / SONG.name, tmp_path / "side"
    song.mkdir()
    (song / "verse.txt").write_text("".join(f"la {number}\n" for number in range(WORDS)))
    (song / "film.mp4").write_text("li\n")
    (tmp_path / "logs").mkdir()
    with estate(tmp_path / "logs", Plan(pipeline=QUICK, extra=((SIDE, str(side)),))) as home:
        person, where = Person(tmp_path / "home", home.environment), f"gs://{INBOX}/inbox/ann/"
        stopped = person.types("submit", song, "--to", where, "--budget", "3 s", "--progress", "none")
        assert stopped.code == 4, stopped.errors + home.logs()
        assert "It stopped before shout: " in stopped.errors
        assert "of the budget of 3 s of work is used" in stopped.errors
        held = home.job(SONG)
        assert held is not None
        assert (held.state, home.delivered(SONG)) == (JobState.HELD, {})
        before = side.read_text().splitlines()
        assert sorted(before) == ["read film.mp4", "read verse.txt"]

        again = person.types("submit", song, "--to", where, "--budget", "1 h", "--progress", "none")
        assert (again.code, again.out) == (0, f'Done: "gs://{STORE}/outbox/{SONG}/song.txt".\n'), again.errors + home.logs()
        after = side.read_text().splitlines()
        assert sorted(line for line in after if line.startswith("read ")) == sorted(before)
        assert len([line for line in after if line.startswith("shout ")]) == WORDS + 1
        assert home.wait(SONG, 10).revision == held.revision
