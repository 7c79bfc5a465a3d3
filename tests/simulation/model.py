"""What a job must come to, computed at once and by hand: no ledger, no tasks, no keys."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from fractions import Fraction
from hashlib import sha256
from io import BytesIO
from typing import Any, BinaryIO, NoReturn, TypeVar

from dropcut.domain.blobs import Blob, FileVersion, Many, digest_of_items
from dropcut.domain.catalog import Catalog
from dropcut.domain.decisions import Decision
from dropcut.domain.errors import DropcutError, Permanent
from dropcut.domain.jobs import Refusal, Stage
from dropcut.domain.money import Budget, JobCost
from dropcut.domain.names import JobId
from dropcut.domain.settings import Options
from dropcut.domain.tasks import Failure
from dropcut.domain.time import Seconds
from dropcut.domain.values import Sha256, Value
from dropcut.ports.folder import Delivery
from dropcut.ports.recipe import CannotGoOn, NotYet, Recipe

V = TypeVar("V", bound=Value)


@dataclass(frozen=True)
class Outcome:
    """How a job ends. `value` is None when it cannot go on, or waits for a person."""

    value: Any = None
    refused: frozenset[tuple[str, str, str]] = frozenset()
    """Step, subject and kind of everything that failed for good."""
    waits: bool = False


class _Never:
    """Stands for what failed."""

    def __init__(self, refusals: tuple[Refusal, ...]) -> None:
        object.__setattr__(self, "refusals", refusals)

    def _touched(self, *_others: object) -> NoReturn:
        raise CannotGoOn(object.__getattribute__(self, "refusals"))

    __getattr__ = __iter__ = __len__ = __bool__ = __getitem__ = _touched


class _All:
    """What `each` gives when everything has ended."""

    def __init__(self, entries: Iterable[Any]) -> None:
        self._entries = tuple(entries)

    @property
    def known(self) -> tuple[Any, ...]:
        return tuple(entry for entry in self._entries if not isinstance(entry, _Never))

    @property
    def refused(self) -> tuple[Refusal, ...]:
        return tuple(refusal for entry in self._entries if isinstance(entry, _Never) for refusal in _refusals(entry))

    def keep(self, wanted: Callable[[Any], bool]) -> _All:
        return _All(entry for entry in self._entries if isinstance(entry, _Never) or wanted(entry))

    def all(self) -> tuple[Any, ...]:
        return self.known


@dataclass(frozen=True)
class State:
    """A drop as it stands, with the texts of its files."""

    id: JobId
    files: tuple[FileVersion, ...]
    texts: Mapping[FileVersion, bytes]
    options: Options
    revision: int = 0
    decisions: tuple[Decision, ...] = ()
    build: str = ""
    signer: str = ""
    elapsed: Seconds = Fraction(0)
    settled: bool = True
    may_begin: bool = True

    def wait_until_settled(self) -> None:
        """It has."""

    def wait_for(self, _what: str) -> NoReturn:
        raise NotYet

    def show(self, _name: str, _value: Value) -> None:
        """Nobody reads the job."""

    def shown(self, _name: str, _kind: type[V]) -> V | None:
        """Nothing was shown before."""

    def hold_for(self, _what: str, _about: Value) -> None:
        """Somebody approves it."""

    def spend_at_most(self, _budget: Budget | None) -> None:
        """There is enough."""

    def cost(self, _stages: Sequence[Stage]) -> JobCost | None:
        """Nobody reckons."""

    def once(self, _name: str, value: V) -> V:
        return value


class _ByHand:
    """Does what a recipe asks for, there and then."""

    def __init__(self, state: State, catalog: Catalog) -> None:
        self._state = state
        self._catalog = catalog
        self.refused: set[tuple[str, str, str]] = set()
        self.blobs: dict[str, bytes] = {}
        self.stages: Sequence[Stage] = ()

    def __call__(self, step: Callable[..., Any], /, *args: object) -> Any:  # noqa: ANN401 - whatever the port or the step takes and gives
        never = [found for arg in args for found in _nevers(arg)]
        if never:
            return _Never(tuple(refusal for each in never for refusal in _refusals(each)))
        row = self._catalog[step]
        try:
            return row.step(_Hands(self._state, self.blobs), *args)
        except DropcutError as error:
            kind = "permanent" if isinstance(error, Permanent) else "exhausted"
            return self._refuse(row.name, args, error, kind)

    def each(self, step: Callable[..., Any], items: Any, /) -> _All:  # noqa: ANN401 - whatever the port or the step takes and gives
        if isinstance(items, _Never):
            return _All([items])
        return _All(self(step, item) for item in (items.known if isinstance(items, _All) else items))

    def map(self, step: Callable[..., Any], items: Any, /) -> Any:  # noqa: ANN401 - whatever the port or the step takes and gives
        if isinstance(items, _Never):
            return items
        results = [self(step, item) for item in ((items.inline or ()) if isinstance(items, Many) else items)]
        failed = tuple(refusal for each in results if isinstance(each, _Never) for refusal in _refusals(each))
        return (
            _Never(failed)
            if failed
            else Many(digest=digest_of_items(tuple(results)), count=len(results), inline=tuple(results))
        )

    def _refuse(self, step: str, args: Sequence[Any], error: DropcutError, kind: Any) -> _Never:  # noqa: ANN401 - whatever the port or the step takes and gives
        about = next((arg.spoken() for arg in args if hasattr(arg, "spoken")), "")
        self.refused.add((step, about, kind))
        return _Never((Refusal(step=step, about=about, failure=Failure(kind=kind, message=error.message)),))


class _Hands:
    """The tools of a step that is run by hand."""

    def __init__(self, state: State, blobs: dict[str, bytes]) -> None:
        self._state = state
        self._blobs = blobs

    def pulse(self) -> None:
        pass

    def original(self, _drop: JobId, file: FileVersion) -> BinaryIO:
        return BytesIO(self._state.texts[file])

    def read(self, blob: Blob) -> bytes:
        return self._blobs[blob.sha256]

    @contextmanager
    def write(self, _name: str) -> Iterator[_Writing]:
        writing = _Writing()
        yield writing
        self._blobs[writing.blob.sha256] = bytes(writing.data)

    def many(self, _name: str, items: Iterable[Any]) -> Many[Any]:
        return Many[Any].of(tuple(items))

    def items(self, many: Many[Any], _kind: type) -> tuple[Any, ...]:
        return many.inline or ()

    def publish(self, _drop: JobId, revision: int, files: Mapping[str, Blob]) -> Delivery:
        return Delivery(revision=revision, files=dict(files))


class _Writing:
    def __init__(self) -> None:
        self.data = bytearray()

    def write(self, data: bytes) -> int:
        self.data += data
        return len(data)

    @property
    def blob(self) -> Blob:
        return Blob(sha256=Sha256(sha256(self.data).hexdigest()), size=len(self.data), path="by/hand")


def outcome(recipe: Recipe, state: State, catalog: Catalog) -> Outcome:
    """What the job of a drop in this state must come to."""
    hand: Any = _ByHand(state, catalog)
    try:
        value = recipe(state, hand)
    except NotYet:
        return Outcome(refused=frozenset(hand.refused), waits=True)
    except CannotGoOn:
        return Outcome(refused=frozenset(hand.refused))
    return Outcome(value=None if isinstance(value, _Never) else value, refused=frozenset(hand.refused))


def _refusals(never: _Never) -> tuple[Refusal, ...]:
    refusals: tuple[Refusal, ...] = object.__getattribute__(never, "refusals")
    return refusals


def _nevers(value: object) -> Iterator[_Never]:
    if isinstance(value, _Never):
        yield value
    elif isinstance(value, tuple):
        for part in value:
            yield from _nevers(part)
