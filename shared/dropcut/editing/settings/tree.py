"""YAML as a small tree of texts: no types that YAML guesses, no tags, no aliases, nothing deep, nothing said twice."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, Protocol

import yaml

from dropcut.domain.errors import Permanent
from dropcut.domain.wording import printable, spoken
from dropcut.editing.settings import limits

_NOTHING: Final = {"", "~", "null", "Null", "NULL"}


@dataclass(frozen=True)
class Text:
    """A value, exactly as it is written: `0.4` is these three characters, `no` is a word."""

    row: int
    text: str | None
    """None where nothing is said."""


@dataclass(frozen=True)
class Items:
    """A list."""

    row: int
    items: tuple[Node, ...]


@dataclass(frozen=True)
class Table:
    """Names with their values; no name twice."""

    row: int
    entries: dict[str, Node]


Node = Text | Items | Table


@dataclass(frozen=True)
class Place:
    """The file as people know it."""

    name: str

    def refusal(self, problem: str, hint: str) -> Permanent:
        """What is wrong with the file as a whole."""
        return Permanent(f"{spoken(self.name)} {problem}.", hint)

    def refusal_at(self, row: int, problem: str, hint: str) -> Permanent:
        """What is wrong at a row of it: `dropcut.yaml, row 3: …`."""
        return Permanent(f"{spoken(self.name)}, row {row}: {problem}.", hint)


def tree_of(data: bytes, place: Place) -> Table:
    """The table that the file is. Raises Permanent in one sentence that names the file and, where there is one, the row."""
    if len(data) > limits.BYTES:
        raise place.refusal(f"is larger than {limits.BYTES // 1024} kB", "Settings are a few rows of text.")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise place.refusal("is not text in UTF-8", "Save it as plain text in UTF-8.") from None
    try:
        return _Reading(yaml.parse(text, Loader=yaml.SafeLoader), place).whole()
    except yaml.MarkedYAMLError as error:
        raise _not_yaml(error, place) from error
    except yaml.YAMLError as error:
        raise place.refusal("cannot be read", "Write each setting on a row of its own, such as: pace: tight") from error


def _not_yaml(error: yaml.MarkedYAMLError, place: Place) -> Permanent:
    problem = f"this cannot be read: {printable(str(error.problem))}"
    return place.refusal_at(_row(error.problem_mark), problem, "Write each setting on a row of its own, such as: pace: tight")


class _Mark(Protocol):
    line: int


def _row(mark: _Mark | None) -> int:
    return mark.line + 1 if mark else 1


class _Reading:
    """Builds the tree from what the parser tells, event by event, so that no depth ever costs a recursion of the parser."""

    def __init__(self, events: Iterator[yaml.Event], place: Place) -> None:
        self._events = events
        self._place = place

    def whole(self) -> Table:
        root: Node = Table(1, {})
        documents = 0
        for event in self._events:
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    raise self._refusal(event, "a second document begins here", "Take out the row of three dashes.")
            elif isinstance(event, yaml.NodeEvent):
                root = self._node(event, 0)
        if isinstance(root, Text) and root.text is None:
            return Table(1, {})
        if not isinstance(root, Table):
            hint = "Write a name, a colon and a value on each row, such as: pace: tight"
            raise self._place.refusal_at(root.row, "settings have names", hint)
        return root

    def _node(self, event: yaml.Event, depth: int) -> Node:
        self._plain(event, depth)
        row = _row(event.start_mark)
        if isinstance(event, yaml.ScalarEvent):
            unsaid = event.style is None and event.value in _NOTHING
            return Text(row, None if unsaid else event.value)
        if isinstance(event, yaml.SequenceStartEvent):
            return Items(row, tuple(self._items(depth + 1)))
        return Table(row, self._entries(depth + 1))

    def _plain(self, event: yaml.Event, depth: int) -> None:
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            raise self._refusal(event, "anchors and aliases (& and *) are not read", "Write the value itself.")
        if getattr(event, "tag", None):
            raise self._refusal(event, "tags (!) are not read", "Write the value without its tag.")
        if depth > limits.DEPTH:
            raise self._refusal(event, "this lies deeper than any setting", "See docs/settings.md for what there is.")

    def _items(self, depth: int) -> Iterator[Node]:
        for event in self._events:
            if isinstance(event, yaml.SequenceEndEvent):
                return
            yield self._node(event, depth)

    def _entries(self, depth: int) -> dict[str, Node]:
        entries: dict[str, Node] = {}
        for event in self._events:
            if isinstance(event, yaml.MappingEndEvent):
                break
            name = self._name(event)
            if name in entries:
                raise self._refusal(event, f'"{printable(name)}" is said a second time', "Keep one of the two.")
            entries[name] = self._node(next(self._events), depth)
        return entries

    def _name(self, event: yaml.Event) -> str:
        if not isinstance(event, yaml.ScalarEvent):
            raise self._refusal(event, "a name is one word of text", "Write it plainly, such as: pace: tight")
        self._plain(event, 0)
        return str(event.value)

    def _refusal(self, event: yaml.Event, problem: str, hint: str) -> Permanent:
        return self._place.refusal_at(_row(event.start_mark), problem, hint)
