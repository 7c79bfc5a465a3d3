"""How the models of this machine stand: which are there, which could be fetched, and whether their bytes are still theirs."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import ClassVar, Literal

from dropcut.domain.documents import Document
from dropcut.domain.models import Carried, Manifest, Model, ModelKind
from dropcut.domain.values import Count, Value
from dropcut.engine.shelf import Shelf, digest_of, is_whole

State = Literal["here", "damaged", "not here"]


class ModelLine(Value):
    """One model."""

    kind: ModelKind
    name: str
    state: State
    size: Count
    """In bytes."""
    licence: str
    source: str
    """Where it came from, or could be fetched from."""
    about: str = ""
    home: str = ""


class ModelsDocument(Document):
    """What `dropcut models list --json` prints."""

    KIND: ClassVar[str] = "models"

    models: tuple[ModelLine, ...]


class Verified(Value):
    """What reading every byte of a model told."""

    name: str
    by: str = ""
    """The package that carries it; empty for one that was fetched or brought."""
    damaged: tuple[str, ...]
    """The files that are not what they were."""


def standing(shelf: Shelf, known: tuple[Model, ...], carried: tuple[Carried, ...] = ()) -> tuple[ModelLine, ...]:
    """Every model that is here or could be fetched: the tables' in their order, then those of the user's own.

    What was fetched comes before what a package carries.
    """
    here = {(manifest.kind, manifest.name): (folder, manifest) for folder, manifest in _all(shelf)}
    brought = {(each.kind, each.name): each for each in carried}
    lines = [_known(model, here.pop((model.kind, model.name), None), brought.get((model.kind, model.name))) for model in known]
    return (*lines, *(_own(folder, manifest) for folder, manifest in here.values()))


def verified(shelf: Shelf, carried: tuple[Carried, ...] = ()) -> Iterator[Verified]:
    """Read every byte of every model that is here."""
    for each in carried:
        yield Verified(name=each.name, by=each.by, damaged=(each.damaged,) if each.damaged else ())
    for folder, manifest in _all(shelf):
        damaged = tuple(file.name for file in manifest.files if not _reads_as(folder / file.name, file.sha256))
        yield Verified(name=manifest.name, damaged=damaged)


def _all(shelf: Shelf) -> Iterator[tuple[Path, Manifest]]:
    for kind in ModelKind:
        yield from shelf.manifests(kind)


def _known(model: Model, here: tuple[Path, Manifest] | None, carried: Carried | None) -> ModelLine:
    if here is not None or carried is None:
        return _line(model, here)
    state: State = "damaged" if carried.damaged else "here"
    return ModelLine(
        kind=model.kind, name=model.name, state=state, size=carried.size, licence=model.licence,
        source=f"comes with {carried.by}", about=model.about, home=model.home,
    )  # fmt: skip


def _line(model: Model, here: tuple[Path, Manifest] | None) -> ModelLine:
    state: State = "not here" if here is None else _state(*here)
    return ModelLine(
        kind=model.kind, name=model.name, state=state, size=model.size, licence=model.licence,
        source=here[1].source if here else model.publisher, about=model.about, home=model.home,
    )  # fmt: skip


def _own(folder: Path, manifest: Manifest) -> ModelLine:
    total = sum(file.size for file in manifest.files)
    return ModelLine(
        kind=manifest.kind, name=manifest.name, state=_state(folder, manifest), size=total, licence=manifest.licence,
        source=manifest.source,
    )  # fmt: skip


def _state(folder: Path, manifest: Manifest) -> State:
    return "here" if is_whole(folder, manifest) else "damaged"


def _reads_as(path: Path, digest: str) -> bool:
    try:
        return digest_of(path) == digest
    except OSError:  # whatever the reason, these bytes cannot be had from it
        return False
