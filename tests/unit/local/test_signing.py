"""The doctor tells that a certificate has ended, or soon will, before a delivery fails on it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from dropcut.domain.errors import Permanent
from dropcut.domain.provenance import Credentials
from dropcut.engine.findings import Condition, Finding
from dropcut.local.signing import signs
from tests.media.provenance.authority import credentials_in
from tests.media.provenance.reading import needs_the_library

pytestmark = needs_the_library
TODAY = datetime.now(UTC)
"""Certificates of tests are good from yesterday on, for a month."""


@pytest.fixture
def credentials(tmp_path: Path) -> Credentials:
    return credentials_in(tmp_path)


def told(credentials: Credentials, days: float) -> Finding:
    (found,) = signs(credentials, TODAY + timedelta(days=days))
    return found


def test_where_nothing_is_signed_nothing_is_said() -> None:
    assert list(signs(None, TODAY)) == []


@pytest.mark.parametrize(
    ("days", "condition", "said"),
    [
        (-2, Condition.BAD, "is good from"),
        (-0.5, Condition.OK, "is good until"),
        (5, Condition.NOTE, "is good until"),
        (31, Condition.BAD, "was good until"),
    ],
)
def test_it_says_how_long_it_is_good(credentials: Credentials, days: float, condition: Condition, said: str) -> None:
    found = told(credentials, days)
    assert (found.condition, said in found.said) == (condition, True)
    assert bool(found.advice) == (condition is not Condition.OK)


@pytest.mark.parametrize("damage", ["key", "certificates"])
def test_what_cannot_be_read_is_told_in_words(credentials: Credentials, damage: str) -> None:
    getattr(credentials, damage).write_text("nonsense")
    with pytest.raises(Permanent) as error:
        told(credentials, 0)
    assert error.value.hint
