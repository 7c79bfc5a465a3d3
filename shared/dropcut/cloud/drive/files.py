"""What Drive tells of a file."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final, Self

from pydantic import Field

from dropcut.domain.values import Count, Instant, Value

OURS: Final = "dropcut"
"""The name of a property by which what we made tells of itself, also where somebody copied it. Only we can see it."""
DELIVERY: Final = "delivery"
STATUS: Final = "status"
FOLDER: Final = "application/vnd.google-apps.folder"
SHORTCUT: Final = "application/vnd.google-apps.shortcut"
DOCUMENT: Final = "application/vnd.google-apps.document"
_OF_GOOGLE: Final = "application/vnd.google-apps."
FIELDS: Final = (
    "id,name,mimeType,parents,trashed,size,md5Checksum,sha256Checksum,version,createdTime,modifiedTime,driveId,appProperties,webViewLink,"
    "shortcutDetails(targetId,targetMimeType)"
)


class DriveFile(Value):
    """A file or folder of Drive at one of its versions."""

    id: str
    name: str
    mime: str = ""
    parent: str = ""
    """Empty for what lies where we cannot see."""
    trashed: bool = False
    size: Count = 0
    md5: str = ""
    """In hexadecimal. Empty for folders, documents of Google's, and what is not all there yet."""
    sha256: str = ""
    version: Count = 0
    """Grows with every change, of the name and the sharing too."""
    created: Instant = Instant(0)
    modified: Instant = Instant(0)
    drive: str = ""
    """The shared drive that it is of; empty for those of My Drive."""
    target: str = ""
    """What a shortcut leads to."""
    target_mime: str = ""
    ours: str = Field(default="")
    """What we made it for; empty for the files of others."""
    link: str = ""

    @classmethod
    def of(cls, told: Mapping[str, Any]) -> Self:
        """What an answer holds."""
        shortcut = told.get("shortcutDetails") or {}
        return cls(
            id=told["id"],
            name=str(told.get("name", "")),
            mime=str(told.get("mimeType", "")),
            parent=next(iter(told.get("parents") or ()), ""),
            trashed=bool(told.get("trashed")),
            size=int(told.get("size") or 0),
            md5=str(told.get("md5Checksum") or ""),
            sha256=str(told.get("sha256Checksum") or ""),
            version=int(told.get("version") or 0),
            created=_instant(told.get("createdTime")),
            modified=_instant(told.get("modifiedTime")),
            drive=str(told.get("driveId") or ""),
            target=str(shortcut.get("targetId") or ""),
            target_mime=str(shortcut.get("targetMimeType") or ""),
            ours=_ours(str((told.get("appProperties") or {}).get(OURS, ""))),
            link=str(told.get("webViewLink") or ""),
        )

    @property
    def is_folder(self) -> bool:
        """Whether others can lie in it."""
        return self.mime == FOLDER

    @property
    def is_of_google(self) -> bool:
        """Whether it has no bytes of its own."""
        return self.mime.startswith(_OF_GOOGLE)

    @property
    def content(self) -> str:
        """Changes whenever what would be copied may have changed; empty while nothing can be copied."""
        if self.mime == DOCUMENT:
            return f"document {self.modified}"
        return f"{self.md5} {self.size}" if self.md5 else ""


def _ours(said: str) -> str:
    return said if said in {DELIVERY, STATUS} else ""


class Change(Value):
    """That something happened to a file: how it is now, or that we see it no more."""

    id: str
    file: DriveFile | None


def _instant(text: str | None) -> Instant:
    return Instant(round(datetime.fromisoformat(text).timestamp() * 1000)) if text else Instant(0)
