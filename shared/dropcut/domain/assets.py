"""What the files of a drop turned out to be, once their bytes were read."""

from __future__ import annotations

from typing import Annotated

from dropcut.domain.blobs import FileVersion
from dropcut.domain.footage import Footage
from dropcut.domain.jobs import Refusal
from dropcut.domain.kinds import Kind as Kind  # noqa: PLC0414 - an asset's kind is a part of it
from dropcut.domain.names import JobId
from dropcut.domain.values import Count, Sha256, Value, Where
from dropcut.domain.wording import spoken


class Upload(Value):
    """A file that a user dropped, not yet read."""

    drop: JobId
    file: FileVersion

    def spoken(self) -> str:
        """What a person calls it."""
        return spoken(self.file.path)


class Asset(Value):
    """One file version, known by its bytes: the same bytes under two names are one asset."""

    sha256: Sha256
    size: Count
    kind: Kind
    footage: Footage | None = None
    upload: Annotated[Upload, Where()]
    """Where these bytes can be read, and what the user calls them. Not content: a step that needs the name is told it."""

    def spoken(self) -> str:
        """What a person calls it."""
        return self.upload.spoken()


class Clip(Value):
    """An asset and its name in the drop, as content: renaming a clip changes what is written about it."""

    name: str
    asset: Asset


class Inventory(Value):
    """What a drop holds: the clips and other files that can be used, and those that cannot."""

    clips: tuple[Clip, ...]
    refused: tuple[Refusal, ...] = ()
