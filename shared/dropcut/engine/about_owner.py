"""The small documents about an owner, as an archive of theirs holds them: no secret of anybody is among them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Final

from dropcut.domain.names import Owner
from dropcut.domain.opaque import Opaque
from dropcut.ports.records import Record, Records

_AT_ONCE: Final = 200
_SECRETS: Final = {"secret", "newest"}


class AboutOwner:
    """Reads them in one home."""

    def __init__(self, records: Records, opaque: Opaque) -> None:
        self._records = records
        self._opaque = opaque

    def __call__(self, owner: Owner) -> Iterator[tuple[str, Record]]:
        """Each with the name of the file that it becomes."""
        opaque = self._opaque.owner(owner)
        places = (
            ("members", "members", f"{owner}/"),
            ("webhooks", "webhooks", f"{owner}/"),
            ("webhooks/messages", f"webhooks-log/{owner}", ""),
            ("uploads", "uploads", f"{owner}/"),
            ("spent", "used", f"{owner}/"),
            ("deeds", "deeds", f"{opaque}/"),
            ("deeds", "deeds", f"{owner}/"),
            ("names", "names", f"{opaque}/"),
        )
        for folder, drawer, below in places:
            for record in self._all(drawer, below):
                inside = record.name.removeprefix(below).replace("/", "-").replace(":", "-")
                yield f"documents/{folder}/{inside}.json", record.model_copy(update={"text": _without_secrets(record.text)})
        if allowance := self._records.record("allowances", owner):
            yield "documents/allowance.json", allowance

    def _all(self, drawer: str, below: str) -> Iterator[Record]:
        after = ""
        while page := self._records.records(drawer, below, _AT_ONCE, after):
            yield from page
            after = page[-1].name


def _without_secrets(text: str) -> str:
    try:
        told = json.loads(text)
    except ValueError:
        return json.dumps(text, ensure_ascii=False)
    if not isinstance(told, dict):
        return text
    return json.dumps({name: value for name, value in told.items() if name not in _SECRETS}, ensure_ascii=False)
