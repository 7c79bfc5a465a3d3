"""All that the engine is handed: the ports of one home, and what it runs."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from dropcut.domain.blobs import FileVersion
from dropcut.domain.catalog import Catalog
from dropcut.domain.models import KeptModel, ModelKind
from dropcut.domain.names import JobId, TaskId
from dropcut.domain.values import Millis
from dropcut.engine.unwatched import NoFigures, NoTraces
from dropcut.ports.blobs import Blobs
from dropcut.ports.clock import Clock
from dropcut.ports.dispatch import Dispatch
from dropcut.ports.figures import Figures
from dropcut.ports.folder import Folder
from dropcut.ports.gauges import Far, Gauges
from dropcut.ports.ledger import Ledger
from dropcut.ports.models import Models
from dropcut.ports.recipe import Recipe
from dropcut.ports.tools import Programs

if TYPE_CHECKING:
    from dropcut.engine.money.purse import Purse
from dropcut.ports.traces import Traces


class Beating(Protocol):
    """Work whose lease can be kept alive from outside, while the work itself is busy."""

    def beat(self) -> None:
        """Renew the lease, or learn that the work must stop. Never raises."""

    def stop(self, why: str) -> None:
        """End the work: this process is about to stop."""


@dataclass(frozen=True)
class Tuning:
    """How patient a home is."""

    patience: Millis = Millis(5_000)
    """How long a message may take before the sweep sends another."""
    turn_lease: Millis = Millis(30_000)
    """How long one advance may take before another may take its turn."""
    sweep_limit: int = 1_000


@dataclass(frozen=True)
class NoModels:
    """A home that keeps none. See `ports.models.Models`."""

    def kept(self, _kind: ModelKind) -> tuple[KeptModel, ...]:
        """None."""
        return ()


@dataclass(frozen=True)
class NoGauges:
    """A home whose watchers see what is done, and not what is about to be. See `ports.gauges.Gauges`."""

    def tell(self, task: TaskId, far: Far) -> None:
        """Nobody listens."""

    def told(self) -> Mapping[TaskId, Far]:
        """Nothing."""
        return {}


def nothing_withheld(_drop: JobId, _files: Sequence[FileVersion]) -> bool:
    """Nothing was ever deleted here."""
    return False


def no_purse() -> Purse | None:
    """Of a home where nobody reckons."""
    return None


@dataclass(frozen=True)
class Home:
    """One home, wired."""

    ledger: Ledger
    blobs: Blobs
    dispatch: Dispatch
    folder: Folder
    clock: Clock
    catalog: Catalog
    recipe: Recipe
    holder: str
    """Who is working here, for leases and logs: host, process, a number that is never used again."""
    programs: Callable[[], Programs]
    """Finds the media programs when first needed. Raises Permanent with what to install."""
    scratch: Callable[[], AbstractContextManager[Path]]
    """An empty folder for one attempt, removed afterwards."""
    beating: Callable[[Beating], AbstractContextManager[None]]
    """Beats now and then while the block runs."""
    tuning: Tuning = Tuning()
    models: Models = NoModels()
    gauges: Gauges = NoGauges()
    purse: Callable[[], Purse | None] = no_purse
    """What is known here of prices, paces and budgets, made when first asked for; None where nobody reckons."""
    traces: Traces = field(default_factory=NoTraces)
    figures: Figures = field(default_factory=NoFigures)
    withheld: Callable[[JobId, Sequence[FileVersion]], bool] = nothing_withheld
    """Whether a drop with these files was deleted, and is not begun again by itself."""
