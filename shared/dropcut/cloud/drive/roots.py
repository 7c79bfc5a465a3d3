"""The shared folders that a deployment looks at: each belongs to one owner, and each folder in it is a drop."""

from __future__ import annotations

import re
from typing import NamedTuple

from dropcut.domain.errors import Permanent
from dropcut.domain.names import Owner, owner_named
from dropcut.domain.wording import spoken

_ID = re.compile(r"[A-Za-z0-9_-]{1,200}")
_HINT = "DROPCUT_DRIVE is OWNER=FOLDER-ID, several with commas between them; the id is the last part of the folder's address."


class Root(NamedTuple):
    """A shared folder, and whose drops lie in it."""

    owner: Owner
    folder: str

    def __str__(self) -> str:
        """As its documents are named. An owner has no `~` in it, nor has an id."""
        return f"{self.owner}~{self.folder}"


def roots_from(text: str) -> tuple[Root, ...]:
    """Read what a deployment says. Raises Permanent with the rule that was broken."""
    roots = tuple(_root(part.strip()) for part in text.split(",") if part.strip())
    if len({root.folder for root in roots}) < len(roots):
        raise Permanent("DROPCUT_DRIVE names a folder twice.", "A folder belongs to one owner.")
    return roots


def _root(text: str) -> Root:
    owner, _, folder = text.partition("=")
    if not _ID.fullmatch(folder):
        raise Permanent(f"{spoken(text)} names no folder of Google Drive.", _HINT)
    return Root(owner_named(owner), folder)
