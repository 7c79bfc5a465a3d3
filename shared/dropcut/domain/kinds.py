"""What the files of a drop are for."""

from __future__ import annotations

from enum import StrEnum


class Kind(StrEnum):
    """What a file of a drop is for."""

    MEDIA = "media"
    SCRIPT = "script"
    LOGO = "logo"
    SETTINGS = "settings"
    SIDECAR = "sidecar"
    OTHER = "other"
