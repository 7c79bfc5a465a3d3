"""The ports of one process's home: the shared adapters, each call of which passes a crossing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any, cast

from dropcut.ports.blobs import Blobs, Listed
from dropcut.ports.dispatch import Dispatch
from dropcut.ports.folder import Folder
from dropcut.ports.ledger import Ledger
from tests.simulation.crossing import Crossing

Stale = Callable[[str, Any, Any], Any]
"""Makes a listing older: from the call, what it is about, and what is true now."""


class _Through:
    """A port behind a crossing. Its methods are made from the port's own."""

    def __init__(self, crossing: Crossing, inner: object) -> None:
        self._crossing = crossing
        self._inner = inner


@cache
def _behind(port: type) -> type[_Through]:
    calls = [name for name in vars(port) if not name.startswith("_") and callable(getattr(port, name))]
    return type(f"{port.__name__}Through", (_Through,), {name: _method(port.__name__, name) for name in calls})


def _method(port: str, call: str) -> Callable[..., Any]:
    def crossed(self: _Through, *args: Any, **named: Any) -> Any:  # noqa: ANN401 - whatever the port or the step takes and gives
        return self._crossing(port, call, getattr(self._inner, call), args, named)

    return crossed


def ledger(crossing: Crossing, inner: Ledger) -> Ledger:
    """The ledger, as this process reaches it."""
    return cast("Ledger", _behind(Ledger)(crossing, inner))


def dispatch(crossing: Crossing, inner: Dispatch) -> Dispatch:
    """The way to other workers, as this process reaches it."""
    return cast("Dispatch", _behind(Dispatch)(crossing, inner))


def folder(crossing: Crossing, inner: Folder) -> Folder:
    """The drops, as this process reaches them."""
    return cast("Folder", _behind(Folder)(crossing, inner))


class BlobsThrough:
    """The blobs, as this process reaches them: writing one piece by piece can be broken off at every piece."""

    def __init__(self, crossing: Crossing, inner: Blobs) -> None:
        self._crossing = crossing
        self._inner = inner

    def __getattr__(self, call: str) -> Callable[..., Any]:
        """Any call without a case of its own."""
        effect = getattr(self._inner, call)
        return lambda *args: self._crossing("Blobs", call, effect, args, {})

    def list(self, prefix: str) -> Iterator[Listed]:
        """The listing, read at once."""
        listed: tuple[Listed, ...] = self._crossing("Blobs", "list", lambda: tuple(self._inner.list(prefix)), (), {})
        return iter(listed)

    @contextmanager
    def writing(self, path: str) -> Iterator[Any]:
        """A blob that appears at the end of the block."""
        inner = self._inner.writing(path)
        growing = self._crossing("Blobs", "writing", inner.__enter__, (), {})
        try:
            yield _WritingThrough(self._crossing, growing)
        except BaseException as error:
            if not inner.__exit__(type(error), error, error.__traceback__):
                raise
        else:
            self._crossing("Blobs", "put", inner.__exit__, (None, None, None), {})


class _WritingThrough:
    def __init__(self, crossing: Crossing, inner: Any) -> None:  # noqa: ANN401 - whatever the port or the step takes and gives
        self._crossing = crossing
        self._inner = inner

    @property
    def blob(self) -> Any:  # noqa: ANN401 - whatever the port or the step takes and gives
        return self._inner.blob

    def write(self, data: bytes) -> int:
        written: int = self._crossing("Blobs", "write", self._inner.write, (data,), {})
        return written


def blobs(crossing: Crossing, inner: Blobs) -> Blobs:
    """The blobs, as this process reaches them."""
    return cast("Blobs", BlobsThrough(crossing, inner))
