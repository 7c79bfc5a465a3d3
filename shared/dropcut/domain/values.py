"""The root of every value, and what of a value counts as its content.

Two values with the same content are the same input to a step, wherever their bytes happen to lie: a field marked
`Locator` says *where* something is and stays out of the content, so that moving a blob changes no key.
"""

from __future__ import annotations

import json
from collections.abc import Container, Mapping
from enum import Enum
from fractions import Fraction
from functools import cache
from hashlib import sha256
from typing import Annotated, Any, Final, NewType

from pydantic import BaseModel, ConfigDict, Field

Sha256 = NewType("Sha256", str)
Instant = NewType("Instant", int)
"""A moment on some store's clock, in whole milliseconds since 1970."""

Millis = NewType("Millis", int)


class Where:
    """Marks a field that tells where bytes lie, not what they are."""


Locator = Annotated[str, Where()]
Count = Annotated[int, Field(ge=0)]


class Value(BaseModel):
    """A frozen value: equal by fields, refusing what it does not know."""

    model_config = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=False, defer_build=True)
    """What checks a kind of value is built with the first one of them: starts are spared what they never see."""


_ENCODER = json.JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=False)


_PLAIN = frozenset({str, int, bool, type(None)})


@cache
def _content_fields(kind: type[BaseModel]) -> tuple[str, ...]:
    fields = kind.model_fields
    return tuple(name for name in sorted(fields) if not any(isinstance(mark, Where) for mark in fields[name].metadata))


def content(value: object) -> object:  # noqa: PLR0911 - one return for each kind of data
    """`value` as plain JSON data without its locators. Raises TypeError for what has no exact JSON form."""
    if type(value) in _PLAIN:  # by far the most, and asked first: keys are made of much content
        return value
    if isinstance(value, BaseModel):
        own = getattr(type(value), "content", None)
        if own is not None:
            return own(value)
        return {name: content(getattr(value, name)) for name in _content_fields(type(value))}
    if isinstance(value, Enum):
        return content(value.value)
    if value is None or isinstance(value, str | bool | int):
        return value
    if isinstance(value, Fraction):
        return f"{value.numerator}/{value.denominator}"
    if isinstance(value, Mapping):
        return {str(name): content(item) for name, item in value.items()}
    if isinstance(value, tuple | list):
        return [content(item) for item in value]
    raise TypeError(f"a {type(value).__name__} has no exact content: use an int, a Fraction, text or a value")


def canonical(data: object) -> bytes:
    """The one byte form of plain JSON data."""
    return _ENCODER.encode(data).encode()


def digest(value: object) -> Sha256:
    """The sha256 of a value's content."""
    return Sha256(sha256(canonical(content(value))).hexdigest())


def without_silence(fields: Mapping[str, Any], later: Container[str]) -> dict[str, Any]:
    """The fields without those of the `later` ones that say nothing: what is empty is as it was before they came."""
    return {name: value for name, value in fields.items() if value not in _NOTHING or name not in later}


_NOTHING: Final[tuple[object, ...]] = (None, "", (), [])


def says_nothing(value: object) -> bool:
    """For fields that came later (`exclude_if`): stored only where they say something; what was stored stays as it is."""
    return not value


def parsed(text: bytes | str) -> Any:  # noqa: ANN401 - JSON is untyped until a model validates it
    """Plain JSON data from its text."""
    return json.loads(text)
