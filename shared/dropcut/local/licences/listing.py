"""What `dropcut licenses` prints."""

from __future__ import annotations

from typing import ClassVar

from dropcut.domain.documents import Document
from dropcut.domain.values import Value


class PackageLine(Value):
    """One package that is installed."""

    name: str
    version: str
    licence: str
    """As the package says: an SPDX expression, or its own words."""
    texts: tuple[str, ...]
    """The files of the package that hold the licence."""
    home: str = ""


class ModelLicence(Value):
    """One model that is here or could be fetched."""

    name: str
    licence: str
    publisher: str
    home: str
    here: bool


class ProgramLicence(Value):
    """One program that is started."""

    name: str
    build: str
    licence: str


class Licences(Document):
    """All of them."""

    KIND: ClassVar[str] = "licenses"

    dropcut: str
    """Under which Dropcut itself is given."""
    packages: tuple[PackageLine, ...]
    models: tuple[ModelLicence, ...]
    programs: tuple[ProgramLicence, ...]
