"""Running a cheap step at once, for a quote: it may look at the user's files, and keeps nothing."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import AbstractContextManager, ExitStack
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NoReturn, TypeVar, cast

from dropcut.domain.blobs import Blob, Many, digest_of_items
from dropcut.domain.errors import Permanent
from dropcut.domain.tasks import Task
from dropcut.domain.values import Value
from dropcut.engine.asking import Call
from dropcut.engine.attempt import Attempt
from dropcut.engine.codec import inputs_of
from dropcut.engine.home import Home
from dropcut.engine.lease import Lease
from dropcut.ports.blobs import Writing

T = TypeVar("T", bound=Value)


def looked(home: Home, call: Call, room: Path | None) -> object:
    """What a cheap step tells; what it writes on the way lies in `room`. Raises what the step raises."""
    with ExitStack() as held:
        scratch = cache(lambda: Path(held.enter_context(TemporaryDirectory(dir=room))))  # a home's own is for one at a time
        task = Task(id=call.task, version=call.row.version)
        inputs = {name: getattr(call.inputs, name) for name in inputs_of(call.row.step).model_fields}
        return cast("object", call.row.step(_Hands(home, task, cast("Lease", _Unhurried()), scratch), **inputs))


class _Unhurried:
    """Nobody waits for it, and nobody takes it away."""

    def pulse(self) -> None:
        """It goes on."""

    def stopped(self) -> bool:
        """It does not."""
        return False


class _Hands(Attempt):
    def far(self, done: int, of: int, told: str = "") -> None:
        """Nobody watches."""

    def many(self, _name: str, items: Iterable[T]) -> Many[T]:
        """A list that is carried along, however long."""
        listed = tuple(items)
        return Many(digest=digest_of_items(listed), count=len(listed), inline=listed)

    def write(self, _name: str) -> AbstractContextManager[Writing]:
        _refuse()

    def keep(self, _name: str, _file: Path) -> Blob:
        _refuse()


def _refuse() -> NoReturn:
    raise Permanent("A quote keeps nothing.", "This is a mistake in Dropcut: please report it.")
