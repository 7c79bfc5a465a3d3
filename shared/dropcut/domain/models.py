"""Models that are fetched or brought: what each is, where it comes from, and which bytes it is known by."""

from __future__ import annotations

from enum import StrEnum
from hashlib import sha256
from pathlib import Path
from typing import Annotated, ClassVar, Self

from pydantic import Field, StringConstraints, model_validator

from dropcut.domain.documents import Document
from dropcut.domain.values import Count, Sha256, Value, Where

MANIFEST = "dropcut-model.json"
"""Beside a model's files: what is known of them."""

ModelName = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9._-]{0,62}$")]
"""Also a folder's name, so nothing else."""
FileName = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$")]
"""One name without folders: what a publisher or a manifest says can never lead out of the model's own folder."""
Digest = Annotated[Sha256, StringConstraints(pattern=r"^[0-9a-f]{64}$")]


class ModelKind(StrEnum):
    """What a model is for: also the folder in which models of the kind lie."""

    WHISPER = "whisper"
    UPSCALING = "upscaling"


class ModelFile(Value):
    """One file of a model, as its publisher offers it."""

    name: FileName
    """What it is called here."""
    url: str
    """Of one fixed revision, `https` only."""
    size: Annotated[int, Field(gt=0)]
    """How many bytes it has; of one whose digest is not pinned, how many it may have. No more are ever taken."""
    sha256: Digest | None = None
    """None where we could not establish it: then what the publisher says of that very revision holds, and is kept."""


class Model(Value):
    """A model that can be fetched."""

    kind: ModelKind
    name: ModelName
    files: Annotated[tuple[ModelFile, ...], Field(min_length=1)]
    licence: str
    publisher: str
    """Who offers the files, for people."""
    home: str
    """The page that tells more."""
    about: str
    """What it is good for, in a few words."""

    @property
    def size(self) -> int:
        """Of all its files, in bytes."""
        return sum(file.size for file in self.files)

    @model_validator(mode="after")
    def _distinct(self) -> Self:
        names = [file.name for file in self.files]
        if len(set(names)) != len(names) or MANIFEST in names:
            raise ValueError(f"the files of {self.name} need names of their own")
        return self


class KnownFile(Value):
    """A file of a model that lies here, as it was when it was verified."""

    name: FileName
    size: Count
    sha256: Digest
    modified: Annotated[int, Where()] = 0
    """In nanoseconds of the file system: while size and time are these, so are the bytes."""


class Manifest(Document):
    """What is known of a model that was fetched or brought: from then on, its files are these or damaged."""

    KIND: ClassVar[str] = "model"

    kind: ModelKind
    name: ModelName
    files: Annotated[tuple[KnownFile, ...], Field(min_length=1)]
    source: str
    """Where it came from, in a few words for people."""
    licence: str

    @property
    def digest(self) -> Sha256:
        """Of all its files: belongs into the key of whatever the model made."""
        return digest_of_files(self.files)


class Shape(Value):
    """Which files make a model of a kind, for one that a user brings."""

    needed: tuple[tuple[FileName, ...], ...]
    """Of each group of names, one."""
    taken: tuple[FileName, ...] = ()
    """Also taken along where they are there."""


class Carried(Value):
    """A model that a package of this machine brought with it."""

    kind: ModelKind
    name: str
    by: str
    """The package."""
    size: Count
    """In bytes."""
    damaged: str = ""
    """What is wrong with it, in a sentence; empty where every byte is right."""


class Table(Value):
    """The models of one kind that can be fetched, and what a user may bring."""

    kind: ModelKind
    models: tuple[Model, ...]
    shape: Shape | None = None
    """None where nothing but the table's own models can be read: a user may bring those."""


class KeptModel(Value):
    """A model that lies on this machine, ready to be read."""

    kind: ModelKind
    name: ModelName
    folder: Annotated[Path, Where()]
    digest: Sha256
    """Of all its files."""


def digest_of_files(files: tuple[KnownFile, ...]) -> Sha256:
    """The same for the same files, whatever the model is called and wherever it lies."""
    told = "".join(f"{file.sha256} {file.name}\n" for file in sorted(files, key=lambda file: file.name))
    return Sha256(sha256(told.encode()).hexdigest())
