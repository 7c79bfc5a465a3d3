"""The steps of the simulation, and their catalog: small pure functions over text, with every shape of input and result."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any

from dropcut.domain.blobs import Blob, FileVersion, Many
from dropcut.domain.catalog import Catalog, Row
from dropcut.domain.names import JobId
from dropcut.domain.values import Millis, Value
from dropcut.ports.tools import Tools
from tests.simulation.labour import labour


class Clip(Value):
    """A file of a drop."""

    drop: JobId
    file: FileVersion

    def spoken(self) -> str:
        """What a person calls it."""
        return self.file.path


class Asset(Value):
    """What was in a file; two drops may hold the same."""

    text: str

    def spoken(self) -> str:
        """What a person calls it."""
        return self.text.split()[0]


class Heard(Value):
    """What was heard in an asset; its notes and its sound are blobs."""

    text: str
    notes: Blob
    sound: Blob


class Piece(Value):
    """What one shard works on."""

    text: str
    number: int
    sound: Blob | None = None
    padding: str = ""

    def spoken(self) -> str:
        """What a person calls it."""
        return f"{self.text.split()[0]} {self.number}"


class Rendered(Value):
    """What one shard gave."""

    text: str
    padding: str = ""

    def spoken(self) -> str:
        """What a person calls it."""
        return self.text


class Film(Value):
    """The last result of every recipe."""

    text: str
    picture: Blob


class Delivered(Value):
    """That a film is in the outbox."""

    revision: int
    text: str
    picture: Blob


LONG = "~" * 12_000
"""Three of these make a list or a result too long for a record."""

LEASE = Millis(8_000)
BACKOFF = Millis(700)
ATTEMPTS = 4


def _ingest(said: str) -> Callable[..., Any]:
    def ingest(tools: Tools, clip: Clip) -> Asset:
        with tools.original(clip.drop, clip.file) as file:
            text = file.read().decode()
        labour(tools, "ingest", text, 0)
        return Asset(text=text + said)

    return ingest


def _hear(said: str) -> Callable[..., Any]:
    def hear(tools: Tools, asset: Asset) -> Heard:
        with tools.write("notes") as notes:
            notes.write(b"notes")
        with tools.write("sound") as sound:
            sound.write(asset.text.encode())
            labour(tools, "hear", asset.text, 2)
            sound.write(said.encode())
        return Heard(text=f"heard {asset.text}{said}", notes=notes.blob, sound=sound.blob)

    return hear


def _look(said: str) -> Callable[..., Any]:
    def look(tools: Tools, asset: Asset) -> Rendered:
        labour(tools, "look", asset.text, 1)
        return Rendered(text=f"seen {asset.text}{said}", padding=LONG * 3)

    return look


def _plan(said: str) -> Callable[..., Any]:
    def plan(tools: Tools, heard: tuple[Heard, ...], each: int) -> Many[Piece]:
        labour(tools, "plan", "", 0)
        return tools.many("pieces", [_piece(one, said, number) for one in heard for number in range(each)])

    return plan


def _piece(heard: Heard, said: str, number: int) -> Piece:
    text = heard.text.removeprefix("heard ") + said
    return Piece(text=text, number=number, sound=heard.sound, padding=_padding(text))


def _padding(text: str) -> str:
    return LONG * 3 if " huge" in text else LONG if " long" in text else ""


def _render(said: str) -> Callable[..., Any]:
    def render(tools: Tools, piece: Piece) -> Rendered:
        if piece.sound is not None:
            tools.read(piece.sound)
        labour(tools, "render", piece.text if piece.number == 0 else "", 1)
        return Rendered(text=f"drawn {piece.text} {piece.number}{said}", padding=_padding(piece.text))

    return render


def _finish(said: str) -> Callable[..., Any]:
    def finish(tools: Tools, rendered: Rendered) -> Rendered:
        labour(tools, "finish", rendered.text, 1)
        return Rendered(text=f"finished {rendered.text}{said}")

    return finish


def _mix(said: str) -> Callable[..., Any]:
    def mix(tools: Tools, heard: tuple[Heard, ...], title: str) -> Film:
        labour(tools, "mix", title, 1)
        sounds = " ".join(tools.read(blob).decode() for each in heard for blob in (each.notes, each.sound))
        return _film(tools, "\n".join([title, sounds, *(each.text for each in heard), said]))

    return mix


def _assemble(said: str) -> Callable[..., Any]:
    def assemble(tools: Tools, parts: Many[Rendered], more: tuple[Rendered, ...], title: str) -> Film:
        labour(tools, "assemble", title, 1)
        texts = [part.text for part in (*tools.items(parts, Rendered), *more)]
        return _film(tools, "\n".join([title, *texts, said]))

    return assemble


def _deliver(said: str) -> Callable[..., Any]:
    def deliver(tools: Tools, drop: JobId, revision: int, film: Film) -> Delivered:
        tools.read(film.picture)
        labour(tools, "deliver", "", 0)
        delivery = tools.publish(drop, revision, {"film": film.picture})
        return Delivered(revision=delivery.revision, text=film.text + said, picture=film.picture)

    return deliver


def _film(tools: Tools, text: str) -> Film:
    with tools.write("film") as picture:
        for line in text.splitlines():
            picture.write(line.encode())
    return Film(text=text, picture=picture.blob)


_MAKERS = {
    "ingest": _ingest,
    "hear": _hear,
    "look": _look,
    "plan": _plan,
    "render": _render,
    "finish": _finish,
    "mix": _mix,
    "assemble": _assemble,
    "deliver": _deliver,
}


@cache
def _step(name: str, version: str) -> Callable[..., Any]:
    return _MAKERS[name]("" if version == "1" else f" ({name} {version})")


@cache
def catalog(newer: str = "") -> Catalog:
    """The table of steps; the one that is `newer` has version 2 and says so in what it gives."""
    return Catalog(tuple(_row(name, "2" if name == newer else "1") for name in _MAKERS))


def _row(name: str, version: str) -> Row:
    return Row(_step(name, version), version, attempts=ATTEMPTS, backoff=BACKOFF, lease=LEASE)
