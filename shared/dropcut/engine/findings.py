"""What a doctor finds: one thing that was looked at, how it is, and what to do about it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from enum import StrEnum
from typing import ClassVar

from dropcut.domain.documents import Document
from dropcut.domain.errors import DropcutError
from dropcut.domain.values import Value


class Condition(StrEnum):
    """How something is."""

    OK = "ok"
    NOTE = "note"
    """Well enough; some of what Dropcut can do is missing, or could not be looked at."""
    BAD = "bad"
    """Something does not work, or soon will not."""


class Finding(Value):
    """One thing."""

    about: str
    condition: Condition = Condition.OK
    said: str
    advice: str = ""
    """What to do; empty where nothing needs to be done."""

    def __str__(self) -> str:
        """On one line."""
        return f"{self.condition.value:4} {self.about}: {self.said}" + (f" {self.advice}" if self.advice else "")


class Examination(Document):
    """What `dropcut doctor --json` prints."""

    KIND: ClassVar[str] = "doctor"

    home: str
    well: bool
    findings: tuple[Finding, ...]


Look = Callable[[], Iterator[Finding]]


def good(about: str, said: str) -> Finding:
    """All is well."""
    return Finding(about=about, said=said)


def noted(about: str, said: str, advice: str = "") -> Finding:
    """Worth knowing."""
    return Finding(about=about, condition=Condition.NOTE, said=said, advice=advice)


def bad(about: str, said: str, advice: str) -> Finding:
    """To be done something about."""
    return Finding(about=about, condition=Condition.BAD, said=said, advice=advice)


def looked(about: str, look: Look) -> Iterator[Finding]:
    """What a look finds; that it could not be looked at is a finding too, and ends no examination."""
    try:
        yield from look()
    except DropcutError as error:
        yield bad(about, error.message, error.hint)
