"""Describe: say in one document what a drop holds, file by file, and what could not be used and why."""

from __future__ import annotations

from typing import ClassVar

from dropcut.domain.assets import Clip, Inventory, Kind
from dropcut.domain.blobs import Blob
from dropcut.domain.documents import Document
from dropcut.domain.footage import Footage
from dropcut.domain.jobs import Refusal
from dropcut.domain.values import Count, Sha256, Value
from dropcut.ports.tools import Tools

FILE = "footage.json"


class UsableFile(Value):
    """A file that can be used."""

    name: str
    kind: Kind
    sha256: Sha256
    size: Count
    footage: Footage | None


class RefusedFile(Value):
    """A file that cannot, and what to do about it."""

    name: str
    message: str
    hint: str


class FootageReport(Document):
    """What `footage.json` holds."""

    KIND: ClassVar[str] = "footage"

    files: tuple[UsableFile, ...]
    refused: tuple[RefusedFile, ...]


def describe(tools: Tools, inventory: Inventory) -> Blob:
    """Write `footage.json`."""
    files = tuple(_usable(clip) for clip in inventory.clips)
    refused = tuple(_refused(refusal) for refusal in inventory.refused)
    with tools.write(FILE) as target:
        target.write(FootageReport(files=files, refused=refused).dumped())
    return target.blob


def _usable(clip: Clip) -> UsableFile:
    asset = clip.asset
    return UsableFile(name=clip.name, kind=asset.kind, sha256=asset.sha256, size=asset.size, footage=asset.footage)


def _refused(refusal: Refusal) -> RefusedFile:
    return RefusedFile(name=refusal.about, message=refusal.failure.message, hint=refusal.failure.hint)
