"""What a deployment tells of Drive."""

from __future__ import annotations

from collections.abc import Mapping

from dropcut.cloud.drive.roots import Root, roots_from
from dropcut.domain.errors import Permanent
from dropcut.domain.values import Value


class DriveSettings(Value):
    """Which folders are looked at, and how Drive reaches us."""

    roots: tuple[Root, ...]
    address: str = ""
    """Where pushes are sent, `https://...`; empty when only polls look."""
    double: str = ""
    """`http://HOST:PORT` of what stands for Drive, with emulators only."""


def drive_settings_from(told: Mapping[str, str]) -> DriveSettings:
    """Read what the environment says. Raises Permanent."""
    double = told.get("DROPCUT_DRIVE_EMULATOR", "")
    if double and not told.get("FIRESTORE_EMULATOR_HOST"):
        raise Permanent("DROPCUT_DRIVE_EMULATOR is set, and the other emulators are not.", "Half a cloud is nobody's wish.")
    return DriveSettings(
        roots=roots_from(told.get("DROPCUT_DRIVE", "")), address=told.get("DROPCUT_DRIVE_ADDRESS", ""), double=double
    )
