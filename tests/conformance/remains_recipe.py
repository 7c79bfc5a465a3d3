"""A recipe whose every artifact holds the words of the drop."""

from __future__ import annotations

from dropcut.domain.blobs import Blob, FileVersion, Many
from dropcut.domain.catalog import Catalog, Row
from dropcut.domain.names import JobId
from dropcut.domain.values import Value
from dropcut.ports.recipe import Do, Drop
from dropcut.ports.tools import Tools


class Given(Value):
    drop: JobId
    file: FileVersion


class Line(Value):
    text: str
    padding: str = ""


class Words(Value):
    name: str
    lines: Many[Line]


def read(tools: Tools, given: Given) -> Words:
    with tools.original(given.drop, given.file) as file:
        text = file.read().decode()
    lines = [Line(text=text, padding=f"{number}." * 1_500) for number in range(12)]
    return Words(name=given.file.path, lines=tools.many("lines.json", lines))


def shout(tools: Tools, line: Line) -> Blob:
    with tools.write("shout.txt") as target:
        target.write(line.text.upper().encode() + line.text.encode())
    return target.blob


def join(tools: Tools, blobs: Many[Blob]) -> Blob:
    with tools.write("cut.txt") as target:
        target.write(b"".join(tools.read(blob) for blob in tools.items(blobs, Blob)[:3]))
    return target.blob


def hand_over(tools: Tools, drop: JobId, revision: int, cut: Blob) -> Line:
    tools.publish(drop, revision, {"cut.txt": cut, "words/cut.srt": cut})
    return Line(text=f"delivered {drop.name}")


def recipe(drop: Drop, do: Do) -> object:
    words = do.each(read, [Given(drop=drop.id, file=file) for file in drop.files])
    drop.wait_until_settled()
    cut = do(join, do.map(shout, words.all()[0].lines))
    return do(hand_over, drop.id, drop.revision, cut)


CATALOG = Catalog(tuple(Row(step, version="1") for step in (read, shout, join, hand_over)))
