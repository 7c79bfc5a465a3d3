"""What is deployed is what the table of steps says."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from dropcut.catalog import CATALOG
from dropcut.domain.catalog import Row
from dropcut.local.cli.catalog import command

ROOT = Path(__file__).parents[2]
FILE = "terraform/catalog.json"
MOST_MEMORY_MIB = {1: 4 << 10, 2: 8 << 10, 4: 16 << 10, 8: 32 << 10}
"""What Cloud Run gives at most beside so many processors."""


def test_the_table_for_terraform_is_current() -> None:
    kept, current = (ROOT / FILE).read_text(), CliRunner().invoke(command, ["--json"]).output
    assert kept == current, f"{FILE} is stale: run `dropcut catalog --json > {FILE}` and commit it."


@pytest.mark.parametrize("row", CATALOG.rows, ids=lambda row: row.name)
def test_every_step_can_be_deployed(row: Row) -> None:
    assert row.memory_mib <= MOST_MEMORY_MIB[row.cpu]
    assert row.timeout_s <= 3_600
    assert not row.gpu or (row.runs == "gpu_job" and row.cpu >= 4 and row.memory_mib >= 16 << 10)


@pytest.mark.parametrize("row", CATALOG.rows, ids=lambda row: row.name)
def test_what_may_take_longer_than_nine_minutes_is_a_job(row: Row) -> None:
    assert row.timeout_s <= 540 or row.runs == "gpu_job"  # a push is brought again after ten


@pytest.mark.parametrize("row", CATALOG.rows, ids=lambda row: row.name)
def test_only_jobs_are_started_again_by_the_platform(row: Row) -> None:
    assert bool(row.retries) == (row.runs == "gpu_job")
