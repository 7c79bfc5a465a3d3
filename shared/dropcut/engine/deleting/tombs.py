"""Drops that were deleted, and are not begun again by themselves while their files lie where they lay."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from dropcut.domain.arrival import is_partial
from dropcut.domain.blobs import FileVersion
from dropcut.domain.names import JobId, Owner
from dropcut.domain.opaque import Opaque
from dropcut.ports.records import Records

_DRAWER: Final = "deleted"
_UNSEEN: Final = "unseen:"


class Tombs:
    """Of one home. They hold digests alone. Whoever asks for a drop by its name begins it anew all the same."""

    def __init__(self, records: Records, opaque: Opaque) -> None:
        self._records = records
        self._opaque = opaque

    def bury(self, drop: JobId, files: Sequence[FileVersion]) -> None:
        """Note that these files of the drop are no reason to begin; where none are seen, those that are older than this."""
        self._keep(self._opaque.job(drop), self._said(files) if files else f"{_UNSEEN}{self._records.now()}")

    def bury_owner(self, owner: Owner) -> None:
        """Note that nothing of this owner's is fetched from elsewhere any more."""
        self._keep(self._opaque.owner(owner), "")

    def holds(self, drop: JobId, files: Sequence[FileVersion]) -> bool:
        """Whether the drop was deleted, and no file came or changed since."""
        there = self._records.record(_DRAWER, self._opaque.job(drop))
        if there is not None and there.text.startswith(_UNSEEN):
            older = bool(files) and all(file.modified <= int(there.text.removeprefix(_UNSEEN)) for file in files)
            if older:
                self.bury(drop, files)  # whoever deleted it sees another inbox than whoever keeps the home
            return older
        return there is not None and there.text == self._said(files)

    def holds_owner(self, owner: Owner) -> bool:
        """Whether the owner was deleted."""
        return self._records.record(_DRAWER, self._opaque.owner(owner)) is not None

    def _said(self, files: Sequence[FileVersion]) -> str:
        whole = (file for file in files if not is_partial(file.path))  # what is half sent goes with its drop
        return self._opaque.text("files", "\n".join(f"{file.path}\0{file.version}" for file in whole))

    def _keep(self, name: str, text: str) -> None:
        while True:
            there = self._records.record(_DRAWER, name)
            if there is not None and there.text == text:
                return
            self._records.drop(_DRAWER, name)
            self._records.keep(_DRAWER, name, text)
