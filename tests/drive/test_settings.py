"""What a deployment says of Drive, and what is wrong with it, in a sentence."""

from __future__ import annotations

import pytest

from dropcut.cloud.drive.roots import Root
from dropcut.cloud.drive.settings import drive_settings_from
from dropcut.domain.errors import Permanent
from dropcut.domain.names import Owner


def test_each_owner_has_their_folders() -> None:
    told = {"DROPCUT_DRIVE": "ann=1AbC-d_e, bob=0XyZ", "DROPCUT_DRIVE_ADDRESS": "https://here.example"}
    settings = drive_settings_from(told)
    assert settings.roots == (Root(Owner("ann"), "1AbC-d_e"), Root(Owner("bob"), "0XyZ"))
    assert settings.address == "https://here.example"
    assert drive_settings_from({}).roots == ()


@pytest.mark.parametrize(
    ("told", "said"),
    [
        ("1AbC", "names no folder"),
        ("ann=https://drive.google.com/x", "names no folder"),
        ("Ann Smith=1AbC", "'Ann Smith' is no owner"),
        ("ann=1AbC,bob=1AbC", "names a folder twice"),
    ],
)
def test_what_cannot_be_meant_is_refused(told: str, said: str) -> None:
    with pytest.raises(Permanent, match=said):
        drive_settings_from({"DROPCUT_DRIVE": told})


def test_a_double_is_believed_with_the_other_emulators_only() -> None:
    with pytest.raises(Permanent, match="Half a cloud"):
        drive_settings_from({"DROPCUT_DRIVE_EMULATOR": "http://127.0.0.1:1"})
