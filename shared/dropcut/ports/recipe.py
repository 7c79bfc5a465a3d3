"""What a recipe is handed, and what it may rely on."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Concatenate, NoReturn, ParamSpec, Protocol, TypeVar

from dropcut.domain.blobs import FileVersion, Many
from dropcut.domain.decisions import Decision
from dropcut.domain.jobs import Refusal, Stage
from dropcut.domain.money import Budget, JobCost
from dropcut.domain.names import JobId
from dropcut.domain.settings import Options
from dropcut.domain.time import Seconds
from dropcut.domain.values import Value
from dropcut.ports.tools import Tools

P = ParamSpec("P")
A = TypeVar("A")
R = TypeVar("R")
R_co = TypeVar("R_co", covariant=True)
V = TypeVar("V", bound=Value)


class NotYet(Exception):
    """The recipe cannot say more now. Only the engine catches it."""


class CannotGoOn(Exception):
    """The recipe touched the result of a task that failed for good. A recipe may catch it to go another way."""

    def __init__(self, refusals: tuple[Refusal, ...]) -> None:
        super().__init__("; ".join(refusal.failure.message for refusal in refusals))
        self.refusals = refusals


class Each(Protocol[R_co]):
    """The results of one step on several things, some of them perhaps not there yet, some refused."""

    @property
    def known(self) -> tuple[R_co, ...]:
        """Those that are there."""

    @property
    def refused(self) -> tuple[Refusal, ...]:
        """Those that failed for good."""

    def keep(self, wanted: Callable[[R_co], bool]) -> Each[R_co]:
        """The same without the known ones that are not `wanted`; what is not there yet stays open."""

    def all(self) -> tuple[R_co, ...]:
        """Every result, refused ones left out. While any is not there yet, this stands for itself, as a single result does."""


class Do(Protocol):
    """How a recipe asks for work. It never waits: what is not there is noted as wanted, and stands for itself.

    A result that is not there yet may be passed to further steps (they then wait for it); touching it in any other way
    raises NotYet, which ends this run of the recipe. A failed one likewise raises CannotGoOn when touched.
    """

    def __call__(self, step: Callable[Concatenate[Tools, P], R], /, *args: P.args, **inputs: P.kwargs) -> R:
        """One task."""

    def each(self, step: Callable[[Tools, A], R], items: Sequence[A] | Each[A], /) -> Each[R]:
        """One task for each item; each that ends is looked at at once. For tens of things: files, cameras."""

    def map(self, step: Callable[[Tools, A], R], items: Sequence[A] | Many[A], /) -> Many[R]:
        """A group: one shard for each item, looked at when all have ended. For hundreds and thousands.

        Fails as a whole when any shard fails for good, after all others were done.
        """

    @property
    def stages(self) -> Sequence[Stage]:
        """How far each call so far is, in order: how much was run and how much was found done."""


class Drop(Protocol):
    """The drop as it stands at the job's revision."""

    @property
    def id(self) -> JobId:
        """Whose and which."""

    @property
    def revision(self) -> int:
        """Grows whenever anything here changes."""

    @property
    def files(self) -> tuple[FileVersion, ...]:
        """The files that are there, those still arriving left out, ordered by path."""

    @property
    def options(self) -> Options:
        """What was typed with the command that began it."""

    @property
    def decisions(self) -> tuple[Decision, ...]:
        """What a person settled about the cut."""

    @property
    def build(self) -> str:
        """Of the media programs, as they call themselves: part of the keys of what they encode."""

    @property
    def signer(self) -> str:
        """The digest of the certificates that this home signs deliveries with; empty when it does not."""

    @property
    def settled(self) -> bool:
        """Whether `wait_until_settled` would let it go on."""

    @property
    def may_begin(self) -> bool:
        """Whether somebody said so: by a file called `GO`, or by asking for this drop by name."""

    @property
    def elapsed(self) -> Seconds:
        """Since this revision began. Never part of a key: give it to `Where` fields alone."""

    def once(self, name: str, value: V) -> V:
        """What was first given under this name for this job, at whatever revision: `value`, if this is the first time."""

    def show(self, name: str, value: Value) -> None:
        """Let whoever reads the job see this under `name`: the newest that was there. What is not there yet changes nothing."""

    def shown(self, name: str, kind: type[V]) -> V | None:
        """What is shown under `name`. It is of some earlier moment: never part of a key, give it to `Where` fields alone."""

    def wait_until_settled(self) -> None:
        """Go on only when nothing is arriving and nothing changed for the quiet time. Raises NotYet."""

    def hold_for(self, what: str, about: Value) -> None:
        """Go on only once a person approved a revision that was held with the same `about`; `what` tells them why.

        Raises NotYet until then. What is not there yet raises NotYet too.
        """

    def wait_for(self, what: str) -> NoReturn:
        """Go on only at another revision: `what`, in plain words, is missing. Raises NotYet."""

    def spend_at_most(self, budget: Budget | None) -> None:
        """Let no step begin that could pass this budget; one that was typed with a command stands above it."""

    def cost(self, stages: Sequence[Stage]) -> JobCost | None:
        """What was spent so far, where somebody reckons. Never part of a key: give it to `Where` fields alone."""


Recipe = Callable[[Drop, Do], object]
"""The pipeline. Pure but for what it asks of its two arguments; its result is the job's."""
