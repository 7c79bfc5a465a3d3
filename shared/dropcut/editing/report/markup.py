"""HTML that cannot be broken by what stands in it: text is escaped because it is text, not because somebody thought of it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from html import escape
from typing import Final

from dropcut.domain.wording import printable

_VOID: Final = {"br", "img", "input", "link", "meta", "track"}
_NOT_SHOWN: Final = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")


@dataclass(frozen=True)
class Html:
    """Finished markup. Only this module makes it from text."""

    text: str


Child = str | Html | None


def element(name: str, /, *children: Child, **attributes: str | int | bool | None) -> Html:
    """One element. A child that is text is escaped; an attribute `class_` is written `class`, `data_t` is `data-t`.

    An attribute that is None or False is left out; one that is True stands without a value.
    """
    opening = " ".join([name, *(_attribute(key, value) for key, value in attributes.items() if _is_said(value))])
    if name in _VOID:
        return Html(f"<{opening}>")
    return Html(f"<{opening}>{joined(children).text}</{name}>")


def joined(parts: Iterable[Child]) -> Html:
    """One after the other."""
    return Html("".join(part.text if isinstance(part, Html) else _escaped(part) for part in parts if part is not None))


def code(name: str, text: str) -> Html:
    """`style` or `script` with a text of ours, which is not escaped: never with anything of a user's."""
    if "</" in text:
        raise ValueError(f"a {name} cannot hold '</': it would end there")
    return Html(f"<{name}>{text}</{name}>")


def theirs(text: str) -> Html:
    """Text of a user's, in its own direction of writing: what it says never turns the words around it."""
    return element("bdi", text)


def named(file: str) -> Html:
    """A file's name, with what cannot be seen in it escaped: none looks like another."""
    return element("bdi", printable(file))


def _is_said(value: str | int | bool | None) -> bool:  # noqa: FBT001 - an attribute's value, whatever it is
    return value is not None and value is not False


def _attribute(key: str, value: str | int | bool | None) -> str:  # noqa: FBT001 - an attribute's value, whatever it is
    name = key.rstrip("_").replace("_", "-")
    return name if value is True else f'{name}="{_escaped(str(value))}"'


def _escaped(text: str) -> str:
    return escape(_NOT_SHOWN.sub("\ufffd", text), quote=True)
