"""The simulation's own power: it finds every planted mistake within 1,000 seeds."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.simulation.bugs.every import EVERY, WITHIN, hunt
from tests.simulation.bugs.planting import Bug, planted

QUICK = (
    "no backoff",
    "dispatch before record",
    "finish before the blob is complete",
    "wake not recorded in finish",
    "asked for again, done again",
)
"""Those that the test run looks for; the soak looks for all."""


def _named(names: tuple[str, ...]) -> list[Bug]:
    return [mistake for mistake in EVERY if mistake.name in names]


@pytest.mark.parametrize("mistake", EVERY, ids=lambda mistake: mistake.name)
def test_what_a_mistake_changes_stands_in_the_shipped_source(mistake: Bug, tmp_path: Path) -> None:
    planted(mistake, tmp_path)


def test_there_are_enough_mistakes_and_none_twice() -> None:
    assert len({mistake.name for mistake in EVERY}) == len(EVERY) >= 20
    assert len(_named(QUICK)) == len(QUICK)


@pytest.mark.parametrize("mistake", _named(QUICK), ids=lambda mistake: mistake.name)
def test_a_planted_mistake_is_found(mistake: Bug) -> None:
    assert hunt(mistake).seed is not None


@pytest.mark.soak
@pytest.mark.parametrize("mistake", EVERY, ids=lambda mistake: mistake.name)
def test_every_planted_mistake_is_found(mistake: Bug) -> None:
    found = hunt(mistake)
    assert found.seed is not None, f"{mistake.name} was not found in {WITHIN} seeds"
