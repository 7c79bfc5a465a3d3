"""Describe: say in one document what a drop holds, file by file, and what could not be used and why."""

from __future__ import annotations

from typing import ClassVar

from dropcut.domain.assets import Inventory
from dropcut.domain.blobs import Blob
from dropcut.domain.documents import Document
from dropcut.ports.tools import Tools

FILE = "footage.json"


class FootageReport(Document):
    """What `footage.json` holds."""

    KIND: ClassVar[str] = "footage"

    inventory: Inventory


def describe(tools: Tools, inventory: Inventory) -> Blob:
    """Write `footage.json`."""
    with tools.write(FILE) as target:
        target.write(FootageReport(inventory=inventory).dumped())
    return target.blob
