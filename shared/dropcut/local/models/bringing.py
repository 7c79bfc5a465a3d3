"""A model that a user brings: copied, looked at, and known by its bytes from then on."""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import Final

from pydantic import TypeAdapter, ValidationError

from dropcut.domain.models import KnownFile, Manifest, Model, ModelKind, ModelName, Table
from dropcut.domain.values import Sha256
from dropcut.domain.wording import count_of, printable, spoken
from dropcut.engine.shelf import Shelf
from dropcut.local.exits import BadInput, Misuse
from dropcut.local.files.durable import sync
from dropcut.local.models.fetching import Shown
from dropcut.local.models.shelving import being_filled, known_file, shelved_as, unfinished

_PIECE: Final = 1 << 20


def brought(source: Path, name: str, table: Table, shelf: Shelf, shown: Shown) -> Path:
    """Copy the model's files from a folder, or a file alone. Raises BadInput for what is no such model, and nothing stays.

    Under a name of the table it must be that very model, byte for byte where its digests are pinned.
    """
    _require_name(name)
    published = next((model for model in table.models if model.name == name), None)
    wanted = tuple(_wanted(source, name, table, published))
    folder = unfinished(shelf, table.kind, name)
    with being_filled(folder):
        try:
            known = tuple(_copied(path, folder / as_name, shown) for path, as_name in wanted)
            _require_published(known, published)
        except BaseException:
            for path in folder.iterdir():
                path.unlink()
            raise
        return shelved_as(shelf, _manifest(name, table.kind, known, published))


def _require_name(name: str) -> None:
    try:
        TypeAdapter(ModelName).validate_python(name)
    except ValidationError as error:
        raise Misuse(
            f"{printable(name)!r} cannot name a model.", "Use small letters, digits, '.', '_' and '-': --name my-model"
        ) from error


def _wanted(source: Path, name: str, table: Table, published: Model | None) -> Iterator[tuple[Path, str]]:
    """Which files to take, and what to call them: by names of ours, never by whatever lies there."""
    if published is not None:
        yield from _of_published(source, published)
    elif table.shape is None:
        names = ", ".join(model.name for model in table.models)
        raise Misuse(f"{name} is no {table.kind.value} model that can be read.", f"Give it one of these names: {names}.")
    else:
        for group in table.shape.needed:
            yield _first_there(source, group, name)
        yield from ((source / extra, extra) for extra in table.shape.taken if (source / extra).is_file())


def _of_published(source: Path, published: Model) -> Iterator[tuple[Path, str]]:
    if source.is_file() and len(published.files) == 1:
        yield source, published.files[0].name
        return
    for file in published.files:
        yield _first_there(source, (file.name,), published.name)


def _first_there(source: Path, names: tuple[str, ...], model: str) -> tuple[Path, str]:
    for name in names:
        if (source / name).is_file():
            return source / name, name
    raise BadInput(
        f"{spoken(str(source))} holds no {' or '.join(names)}, which the model {model} needs.",
        "Name the folder in which all its files lie.",
    )


def _copied(source: Path, target: Path, shown: Shown) -> KnownFile:
    found, done = sha256(), 0
    with source.open("rb") as reading, target.open("wb") as writing:
        while piece := reading.read(_PIECE):
            writing.write(piece)
            found.update(piece)
            done += len(piece)
            shown(done)
        writing.flush()
        sync(writing.fileno())
    return known_file(target, Sha256(found.hexdigest()))


def _require_published(known: tuple[KnownFile, ...], published: Model | None) -> None:
    if published is None:
        return
    pinned = {file.name: file.sha256 for file in published.files}
    others = [file.name for file in known if pinned[file.name] not in {None, file.sha256}]
    if others:
        raise BadInput(
            f"This is not the model {published.name} that {published.publisher} publishes: "
            f"{count_of(len(others), 'file')} of it with other bytes, {others[0]} first.",
            "If it is a model of your own, give it another name: --name my-model",
        )


def _manifest(name: str, kind: ModelKind, known: tuple[KnownFile, ...], published: Model | None) -> Manifest:
    licence = published.licence if published else "not told"
    return Manifest(kind=kind, name=name, files=known, source="brought by its user", licence=licence)
