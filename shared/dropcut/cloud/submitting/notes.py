"""What is kept on the sender's machine about a file: which upload is under way, and which object was put there."""

from __future__ import annotations

import os
from hashlib import sha256
from pathlib import Path
from typing import ClassVar

from dropcut.domain.documents import Document
from dropcut.domain.errors import Permanent, Unavailable
from dropcut.domain.values import Count
from dropcut.domain.wording import spoken

_PRIVATE = 0o600
"""The address of an upload is all that somebody needs to write to it."""


class SendingNote(Document):
    """One file that was, or is being, sent."""

    KIND: ClassVar[str] = "sending"

    version: str = ""
    """Of the file on this machine, as its listing tells it."""
    over: Count = 0
    """The generation that the upload replaces; 0 when it must find the name free."""
    upload: str = ""
    """The address of an upload that has not ended; empty when there is none."""
    sent: Count = 0
    """How many of its bytes the service said it has."""
    generation: Count = 0
    """Of the object that was put there last from here; 0 when none was."""

    def with_(self, **changes: object) -> SendingNote:
        """A copy that differs in `changes`."""
        return self.model_copy(update=changes)


class Notes:
    """A file for each object, in a folder of one drop."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def read(self, name: str) -> SendingNote:
        """What is known of an object; an empty note when nothing is, or when what is there is no note."""
        try:
            return SendingNote.load(self._file(name).read_bytes())
        except (FileNotFoundError, Permanent):  # a damaged note costs time: the file is then sent from its beginning
            return SendingNote()
        except OSError as error:
            raise self._unusable(error) from error

    def write(self, name: str, note: SendingNote) -> None:
        """Replace it, at once. Raises Unavailable."""
        file = self._file(name)
        beside = file.with_suffix(f".{os.getpid()}")
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            with os.fdopen(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, _PRIVATE), "wb") as opened:
                opened.write(note.dumped())
            beside.replace(file)
        except OSError as error:
            raise self._unusable(error) from error

    def _file(self, name: str) -> Path:
        return self._folder / f"{sha256(name.encode()).hexdigest()[:40]}.json"

    def _unusable(self, error: OSError) -> Unavailable:
        where = spoken(str(self._folder))
        return Unavailable(f"What was sent cannot be noted in {where}: {error.strerror or error}.", "Free or mend that disk.")
