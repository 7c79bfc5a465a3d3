"""After the end: late, doubled and forgotten events come in, and must change nothing; and nothing may be left over."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import NamedTuple

from dropcut.domain.blobs import Blob
from dropcut.domain.errors import LostBlob
from dropcut.domain.jobs import Job, JobState
from dropcut.domain.names import JobId, TaskId, origin
from dropcut.domain.tasks import Task, TaskState
from dropcut.domain.values import Instant, Millis
from dropcut.engine.jobs import submit
from dropcut.ports.folder import Delivery
from tests.simulation.faults import Fault
from tests.simulation.monitor import named_blobs
from tests.simulation.people import hint
from tests.simulation.world import World

LATE_EVENTS = 25
EVERY = 1_000_000
NEVER = Instant(10**15)


class Standing(NamedTuple):
    """All that a person sees, and how much work was begun for it."""

    jobs: tuple[Job, ...]
    deliveries: tuple[Delivery | None, ...]
    attempts: int


def standing(world: World) -> Standing:
    """How the world stands."""
    jobs = tuple(world.ledger.jobs())
    return Standing(jobs, tuple(world.folder.delivery(job.id) for job in jobs), world.monitor.claims.total())


def come_late(world: World) -> None:
    """Deliver old messages again, say again that folders changed, submit again what was submitted."""
    sent = world.post.sent
    late = world.scheduler.random.sample(sent, min(LATE_EVENTS, len(sent)))
    for message in late:
        world.post.carry(message)
    for job in world.ledger.jobs():
        if job.state is not JobState.CANCELLED:  # nobody looked at its folder since
            hint(world, job.id)
            _submit_again(world, job)
    for drop, published in list(world.monitor.published.items()):
        _deliver_late(world, drop, *published[0])
    world.weather.struck[Fault.LATE] += len(late)


def _deliver_late(world: World, drop: JobId, revision: int, files: Mapping[str, Blob]) -> None:
    """The first that was to deliver this drop comes back from a long sleep, and does so now."""
    process = world.process("zombie")
    publish = world.home(process).folder.publish
    world.scheduler.start(process, lambda: world.attempt(process, lambda: _unless_lost(publish, drop, revision, files)))


def _unless_lost(publish: Callable[..., object], *delivery: object) -> None:
    with suppress(LostBlob):  # what is not there any more cannot be delivered
        publish(*delivery)


def _submit_again(world: World, job: Job) -> None:
    process = world.process("owner")
    world.scheduler.start(process, lambda: submit(world.home(process), job.id, job.quiet, job.options))


def nothing_happened(world: World, before: Standing, after: Standing) -> None:
    """Break off when the late events changed anything."""
    for was, now in zip(before.jobs, after.jobs, strict=True):
        if was != now:
            changed = [name for name in type(now).model_fields if getattr(was, name) != getattr(now, name)]
            world.monitor.break_off(f"late events changed {now.id}: {changed}")
    if before.deliveries != after.deliveries:
        world.monitor.break_off("late events delivered again")
    if before.attempts != after.attempts:
        world.monitor.break_off("late events had finished work done again")


def nothing_is_left(world: World) -> None:
    """Break off when anybody still works, or anything still waits."""
    if world.monitor.held_now:
        world.monitor.break_off(f"somebody still works on {world.monitor.held_now}")
    due = world.ledger.due(Millis(0), EVERY)
    if due.tasks or due.jobs:
        world.monitor.break_off(f"left to be done: {[str(task.id) for task in due.tasks]}, {due.jobs}")
    for job in world.ledger.jobs():
        if job.state is not JobState.WORKING and world.ledger.counts(job.id):
            world.monitor.break_off(f"{job.id} is {job.state}, and still wishes for {world.ledger.counts(job.id)}")
    _no_wish_is_left(world)
    for task in _unwished(world).values():
        _is_of_its_epoch(world, task)


def _no_wish_is_left(world: World) -> None:
    if any(job.state in {JobState.WORKING, JobState.FAILED} for job in world.ledger.jobs()):
        return
    wished = world.monitor.claims.keys() - _unwished(world).keys() - world.monitor.dropped
    if wished:
        world.monitor.break_off(f"all jobs have ended, and somebody still wishes for {sorted(wished)}")


def _unwished(world: World) -> dict[TaskId, Task]:
    return {task.id: task for task in world.ledger.unused_tasks(NEVER, EVERY)}


def _is_of_its_epoch(world: World, task: Task) -> None:
    if task.state is not TaskState.DONE or task.result is None:
        return
    for path in named_blobs(task.result):
        made = origin(path)
        if made.task == task.id and made.epoch != task.epoch:
            world.monitor.break_off(f"attempt {task.epoch} of {task.id} is done with {path}")
