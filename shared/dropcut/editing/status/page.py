"""The status document as a value: a heading, and parts of sentences."""

from __future__ import annotations

from dropcut.domain.values import Value


class Item(Value):
    """A sentence, and where it leads."""

    text: str
    link: str = ""


class Part(Value):
    """Sentences under one heading."""

    heading: str
    items: tuple[Item, ...]


class Page(Value):
    """All of it."""

    title: str
    headline: str
    parts: tuple[Part, ...]
    ending: str
