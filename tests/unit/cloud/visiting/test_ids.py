"""Whoever visits a home with its key calls owners and drops as the home itself does."""

from __future__ import annotations

from dropcut.cloud.settings import settings_from
from dropcut.cloud.visiting.card import card_from
from dropcut.cloud.visiting.wiring import ids_of
from dropcut.domain.names import JobId
from tests.unit.cloud.entering.test_settings import EMULATORS, NEEDED

HOLIDAY = JobId.parse("ann/holiday")
KEY = {"DROPCUT_ID_KEY": "a secret of this home"}


def test_with_the_key_of_the_home_ids_are_its_own() -> None:
    deployed = {**NEEDED, **EMULATORS, **KEY}
    own = settings_from(deployed).opaque
    assert ids_of(card_from(deployed), KEY).job(HOLIDAY) == own.job(HOLIDAY)
    assert ids_of(card_from(deployed), {}).job(HOLIDAY) != own.job(HOLIDAY)


def test_of_a_home_without_a_key_everybody_has_the_same_ids() -> None:
    deployed = {**NEEDED, **EMULATORS}
    assert ids_of(card_from(deployed), {}).job(HOLIDAY) == settings_from(deployed).opaque.job(HOLIDAY)
