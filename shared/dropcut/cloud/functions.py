"""What each kind of function does with a request. `functions/*/main.py` name these and nothing else.

What only one kind needs is loaded by that one, when it comes to it: all others start sooner.
"""

from __future__ import annotations

from functools import partial

import structlog
from flask import Request, Response

from dropcut.cloud import wiring
from dropcut.cloud.answering import answered, event_in
from dropcut.cloud.events import Changed, Delivered, Elsewhere
from dropcut.cloud.logging import about, about_task
from dropcut.cloud.stopping import stop_a_function_when_told
from dropcut.cloud.workplace import Workplace
from dropcut.domain.names import JobId
from dropcut.ports.dispatch import Advance, RunTask

log = structlog.get_logger(__name__)


def run_steps(request: Request, function: str) -> Response:
    """Run the task that a message names, when the table of steps says that `function` serves its step."""
    workplace = wiring.here()
    stop_a_function_when_told(workplace.keeper)
    return answered(workplace, request, partial(step_run, function=function))


def advance_jobs(request: Request) -> Response:
    """Advance the job that a message names, or the one whose drop has changed."""
    return answered(wiring.here(), request, job_advanced)


def sweep_up(request: Request) -> Response:
    """Send again what nobody looks after, and take in the drops that no event told of. Whatever the request says."""
    return answered(wiring.here(), request, all_swept)


def step_run(workplace: Workplace, request: Request, function: str) -> None:
    """What `run_steps` does."""
    from dropcut.engine.run_task import run_task  # noqa: PLC0415 - only who runs steps, and then for every message

    message = event_in(workplace, request)
    if not isinstance(message, RunTask) or not workplace.serves(f"functions/{function}", message.task.step):
        log.debug("not for this function", what=str(message))  # emulators know no filters
        return
    with about_task(message):
        run_task(workplace.home, message)


def job_advanced(workplace: Workplace, request: Request) -> None:
    """What `advance_jobs` does."""
    event = event_in(workplace, request)
    if isinstance(event, Advance):
        with about(job=str(event.job)):
            _advanced(workplace, event.job)
    elif isinstance(event, Changed):
        from dropcut.cloud import arrivals  # noqa: PLC0415 - only for what comes and goes in the inbox

        with about(job=str(event.drop)):
            arrivals.noticed(workplace.home, event.drop, workplace.settings.quiet)
    elif isinstance(event, Delivered):
        from dropcut.cloud.edits import edited  # noqa: PLC0415 - only for what comes into an outbox

        with about(job=str(event.drop)):
            edited(workplace, event)
    elif isinstance(event, Elsewhere):
        log.info("this object belongs to no drop", name=event.name)
    else:
        log.debug("not for this function", what=str(event))


def _advanced(workplace: Workplace, job: JobId) -> None:
    from dropcut.cloud.telling import told  # noqa: PLC0415 - only who advances
    from dropcut.engine.advance import advance  # noqa: PLC0415 - the same

    advance(workplace.home, job)
    told(workplace, job)


def all_swept(workplace: Workplace, _request: Request) -> None:
    """What `sweep_up` does."""
    from dropcut.cloud import arrivals  # noqa: PLC0415 - only who sweeps
    from dropcut.cloud.lawful import keep_the_law  # noqa: PLC0415 - the same
    from dropcut.cloud.telling import told_all  # noqa: PLC0415 - the same
    from dropcut.engine.lookout import note_a_sweep  # noqa: PLC0415 - the same
    from dropcut.engine.sweep import sweep  # noqa: PLC0415 - the same

    sweep(workplace.home)
    arrivals.take_in_new(workplace.home, workplace.settings.quiet)
    told_all(workplace)
    keep_the_law(workplace)
    if workplace.records is not None:
        note_a_sweep(workplace.records())
