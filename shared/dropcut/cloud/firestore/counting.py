"""How many tasks a job waits for, by step and state: few are read, many are counted by Firestore."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from dropcut.cloud.firestore import queries
from dropcut.cloud.firestore.store import Store
from dropcut.domain.names import JobId
from dropcut.domain.tasks import TaskState
from dropcut.ports.ledger import StepCount

FEW = 30
_OPEN = (TaskState.WANTED, TaskState.QUEUED, TaskState.RUNNING)


def counted(store: Store, job: JobId) -> tuple[StepCount, ...]:
    """The counts, without those that are nought."""
    few = store.find(queries.open_by_step(job).page(FEW)).seen
    if len(few) < FEW:
        count = Counter((seen.fields["step"], TaskState(seen.fields["state"])) for seen in few)
    else:
        count = Counter(
            {
                (step, state): store.count(queries.open_of_step(job, step, state.value))
                for step in _steps(store, job, few[0].fields["step"])
                for state in _OPEN
            }
        )
    return tuple(StepCount(step=step, state=state, count=number) for (step, state), number in sorted(count.items()) if number)


def _steps(store: Store, job: JobId, first: str) -> Iterator[str]:
    """The steps of open tasks, by one read each: from the first of one step to the first of the next."""
    step = first
    while True:
        yield step
        behind = store.find(queries.open_by_step(job, behind=step).page(1)).seen
        if not behind:
            return
        step = behind[0].fields["step"]
