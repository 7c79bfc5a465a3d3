"""Real processes are killed at random, and nothing is lost: see `tests.e2e.kills`."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.e2e.kills import Campaign


def test_eight_kills_change_nothing_and_cost_a_unit_of_work_each(tmp_path: Path) -> None:
    report = Campaign(tmp_path, kills=8, seed=1).run()
    assert report.violations == ()
    assert report.kills == 8


@pytest.mark.soak
@pytest.mark.timeout(2 * 3600)
def test_a_thousand_kills_change_nothing_and_cost_a_unit_of_work_each(tmp_path: Path) -> None:
    assert Campaign(tmp_path, kills=1000, seed=2).run().violations == ()
