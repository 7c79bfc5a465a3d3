"""Figures of a home of the cloud: a line of the log each, which Cloud Monitoring counts.

Processes here live for a moment, by the hundred: none could tell a counter of its own. See `dropcut.ports.figures.Figures`.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

import structlog

from dropcut.domain.values import Millis
from dropcut.ports.figures import Attempted, Ended, Outcome, Swept
from dropcut.telemetry.metrics import ATTEMPT, JOB, SWEEP

log = structlog.get_logger(__name__)

_DEVICES: Final = ("/dev/nvidia0", "/dev/nvidiactl")


def has_card() -> bool:
    """Whether this machine has a GPU."""
    return all(Path(device).exists() for device in _DEVICES)


class LoggedFigures:
    """What each line holds is in the table of metrics, by the names of its fields."""

    def attempted(self, attempt: Attempted) -> None:
        """A line an attempt."""
        worth = {"footage_seconds": _s(attempt.footage)} if attempt.footage and attempt.outcome is Outcome.DONE else {}
        worth |= {"gpu_seconds": _s(attempt.took)} if attempt.card and has_card() else {}
        log.info(
            ATTEMPT,
            step=attempt.step,
            outcome=attempt.outcome.value,
            queue_seconds=_s(attempt.waited),
            work_seconds=_s(attempt.took),
            **worth,
        )

    def ended(self, job: Ended) -> None:
        """A line a revision."""
        cost = {} if job.cost is None else {"cost": float(job.cost), "currency": job.currency}
        log.info(JOB, state=job.state.value, job_seconds=_s(job.took), **cost)

    def swept(self, sweep: Swept) -> None:
        """A line a sweep."""
        log.info(
            SWEEP,
            jobs=sweep.working,
            sent_again=sweep.again,
            oldest_task_seconds=_s(sweep.oldest_task),
            oldest_job_seconds=_s(sweep.oldest_job),
        )


def _s(millis: Millis) -> float:
    return millis / 1000
