"""What stands for a result that is not there: not yet, or never."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, Generic, NoReturn, TypeVar, cast

from pydantic import ValidationError

from dropcut.domain.jobs import Refusal
from dropcut.ports.recipe import CannotGoOn, NotYet

R = TypeVar("R")


class Unknown:
    """Stands for a result. May be handed on; any other touch ends this run of the recipe."""

    __slots__ = ("_refusals",)

    def __init__(self, refusals: tuple[Refusal, ...] = ()) -> None:
        self._refusals = refusals

    def touch(self) -> NoReturn:
        """Raise NotYet for what may still come, CannotGoOn for what never will."""
        if self._refusals:
            raise CannotGoOn(self._refusals)
        raise NotYet

    def __getattr__(self, _name: str) -> NoReturn:
        self.touch()

    def _touched(self, *_others: object) -> NoReturn:
        self.touch()

    __iter__ = __len__ = __bool__ = __getitem__ = __contains__ = _touched
    __eq__ = __ne__ = __lt__ = __le__ = __gt__ = __ge__ = __hash__ = _touched
    __str__ = __int__ = __float__ = __add__ = __call__ = _touched


def refusals_of(unknown: Unknown) -> tuple[Refusal, ...]:
    """Why it never will be; empty for what may still come."""
    return cast("tuple[Refusal, ...]", object.__getattribute__(unknown, "_refusals"))


def standing(values: Iterable[object]) -> Unknown | None:
    """What stands for a whole of which some parts are unknown; None when all are known."""
    found = list(_unknowns(values))
    if not found:
        return None
    refusals = tuple(refusal for unknown in found for refusal in refusals_of(unknown))
    pending = any(not refusals_of(unknown) for unknown in found)
    return Unknown() if pending else Unknown(refusals)


def unbuilt(error: Exception) -> Unknown | None:
    """What stands for a value that could not be built, because it was built of what is not there; None of other errors."""
    return standing(each["input"] for each in error.errors()) if isinstance(error, ValidationError) else None


def _unknowns(values: Iterable[object]) -> Iterable[Unknown]:
    for value in values:
        if isinstance(value, Unknown):
            yield value
        elif isinstance(value, tuple | list):
            yield from _unknowns(value)
        elif isinstance(value, Mapping):
            yield from _unknowns(value.values())


class EachOf(Generic[R]):
    """The results of `do.each`."""

    def __init__(self, entries: Iterable[R | Unknown]) -> None:
        self._entries = tuple(entries)

    @property
    def entries(self) -> tuple[R | Unknown, ...]:
        """Each result, or what stands for it."""
        return self._entries

    @property
    def known(self) -> tuple[R, ...]:
        """Those that are there."""
        return tuple(entry for entry in self._entries if not isinstance(entry, Unknown))

    @property
    def refused(self) -> tuple[Refusal, ...]:
        """Those that failed for good."""
        gone = (entry for entry in self._entries if isinstance(entry, Unknown))
        return tuple(refusal for unknown in gone for refusal in refusals_of(unknown))

    def keep(self, wanted: Callable[[R], bool]) -> EachOf[R]:
        """The same without the known ones that are not `wanted`."""
        return EachOf(entry for entry in self._entries if isinstance(entry, Unknown) or wanted(entry))

    def open_entries(self) -> tuple[R | Unknown, ...]:
        """Each result or what stands for one that may still come; refused ones left out."""
        return tuple(entry for entry in self._entries if not isinstance(entry, Unknown) or not refusals_of(entry))

    def all(self) -> tuple[R, ...]:
        """Every result, refused ones left out; unknown while any is."""
        entries = self.open_entries()
        unknown = standing(entries)
        return cast("tuple[R, ...]", entries if unknown is None else cast("Any", unknown))
