"""Running a job's recipe only to see what it asks for: nothing is recorded, and what is not there ends the run."""

from __future__ import annotations

from typing import Any, Final

import structlog

from dropcut.domain.blobs import Many, Result
from dropcut.domain.errors import LostBlob, Permanent
from dropcut.domain.jobs import Job
from dropcut.engine.asking import Asking, Batch
from dropcut.engine.batches import chunked, inline, joined, shards
from dropcut.engine.drop import DropAsOf
from dropcut.engine.home import Home
from dropcut.engine.unknown import Unknown, unbuilt
from dropcut.ports.recipe import CannotGoOn, NotYet

log = structlog.get_logger(__name__)

MISTAKES: Final = (ArithmeticError, AssertionError, AttributeError, LookupError, RuntimeError, TypeError, ValueError)
"""What a recipe raises that builds a value of what is not there, or that is wrong."""


class Tracing(Asking):
    """A run of the recipe that only looks. It sees through groups by their shards, whatever is recorded of the groups."""

    def answer_batch(self, batch: Batch) -> Many[Any] | Unknown:
        results: list[Result] = []
        for portion in chunked(shards(self._home, self._job, batch)):
            tasks = self._home.ledger.tasks([call.task for call in portion])
            self.reached.update({call.task: task for call, task in zip(portion, tasks, strict=True) if task is not None})
            results += [task.result for task in tasks if task is not None and task.result is not None]
        if len(results) < batch.items.count:
            return Unknown()
        return inline(results, joined(self._home, results))


def traced(home: Home, job: Job, run: Asking) -> bool:
    """Run the recipe as far as what is there leads; gives whether that was to its end.

    A mistake in it ends the run too: whoever advances the job fails it for that.
    """
    try:
        home.recipe(DropAsOf(job, home.ledger.now(), home.programs), run)
    except (NotYet, CannotGoOn, LostBlob, Permanent):
        return False
    except MISTAKES as error:
        if unbuilt(error) is None:
            log.warning("the recipe stopped", job=str(job.id), exc_info=error)
        return False
    return True
