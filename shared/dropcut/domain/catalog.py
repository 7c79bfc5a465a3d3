"""One row of the table of steps: what a step is called, where it runs, and what it may use."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

from dropcut.domain.values import Millis, digest


@dataclass(frozen=True)
class Row:
    """A step of the catalog. `version` changes whenever the same inputs would give another result."""

    step: Callable[..., Any]
    version: str
    runs: Literal["function", "gpu_job"] = "function"
    cpu: int = 1
    """Of the machine that the cloud home runs it on."""
    cores: int = 1
    """How many cores one task keeps busy: on one machine it holds so many while it runs."""
    memory_mib: int = 512
    timeout_s: int = 540
    concurrency: int = 1
    attempts: int = 4
    backoff: Millis = Millis(1_000)
    """The wait after the first failure; it doubles with each further one, up to `LONGEST_BACKOFF`."""
    lease: Millis = Millis(60_000)
    gpu: str = ""
    """What Google calls the GPU that it runs beside; empty for one that uses none."""
    served_by: str = ""
    """The folder of its entry point; empty for one of its own name. Small steps share one."""
    share: int = 1
    """About how many seconds it takes on ten minutes of footage: its weight in a job's progress."""
    instead_of: str = ""
    """The step in whose place some jobs ask for this one: it has no weight until a job does, and then that one has none."""

    @property
    def name(self) -> str:
        """The step's name is its function's."""
        return self.step.__name__

    @property
    def entry(self) -> str:
        """Where the cloud home enters: a folder of this repository."""
        return f"{'gpu_jobs' if self.runs == 'gpu_job' else 'functions'}/{self.served_by or self.name}"

    @property
    def retries(self) -> int:
        """How often the platform itself starts it again: only jobs, whose tasks find by the ledger what is left to do."""
        return JOB_RETRIES if self.runs == "gpu_job" else 0


JOB_RETRIES = 3
LONGEST_BACKOFF = Millis(5 * 60_000)


class Catalog:
    """The table of steps, looked up by name or by function."""

    def __init__(self, rows: tuple[Row, ...]) -> None:
        self.rows = rows
        self._by_name = {row.name: row for row in rows}
        self.digest = digest([[row.name, row.version] for row in rows])
        """Differs as soon as any step has another version."""

    def __getitem__(self, step: str | Callable[..., Any]) -> Row:
        """The row of a step. Raises KeyError for one that is not in the table: a recipe may ask only for what is."""
        return self._by_name[step if isinstance(step, str) else step.__name__]

    def __contains__(self, step: str) -> bool:
        """Whether a step of that name is in the table."""
        return step in self._by_name
