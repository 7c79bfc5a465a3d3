"""Making what dead processes held free for others, at once instead of when their leases run out."""

from __future__ import annotations

import shutil

import structlog

from dropcut.domain.errors import Stopped
from dropcut.domain.tasks import Task
from dropcut.domain.values import Millis
from dropcut.local.scratch import clear_away
from dropcut.local.workplace import Workplace
from dropcut.ports.dispatch import RunTask

log = structlog.get_logger(__name__)

_OVER = Millis(0)
_AT_ONCE = Millis(0)
_ALL = 1_000_000


def revive(workplace: Workplace) -> None:
    """Take over a home: nobody else keeps it, so whoever held anything in it is dead."""
    workplace.estate.free_turns()
    _free(workplace, workplace.estate.attempts())
    workplace.queue.release_holder("")
    _send_again(workplace)
    workplace.blobs.sweep()
    shutil.rmtree(workplace.place.scratch, ignore_errors=True)


def bury(workplace: Workplace, holder: str) -> None:
    """Free what one dead worker held, and the disk of what it was making."""
    _free(workplace, workplace.estate.attempts(holder))
    workplace.queue.release_holder(holder)
    clear_away(workplace.place.scratch, holder)


def _send_again(workplace: Workplace) -> None:
    """Whoever died between recording a task and sending its message left no trace but the record."""
    due = workplace.home.ledger.due(_AT_ONCE, _ALL)
    workplace.home.dispatch.send([RunTask(task=task.id, priority=task.priority) for task in due.tasks])


def _free(workplace: Workplace, attempts: tuple[Task, ...]) -> None:
    """End their leases now. Each counts as an attempt that vanished, so that what kills its workers is given up in the end."""
    for task in attempts:
        try:
            workplace.home.ledger.renew(task.id, task.epoch, _OVER)
        except Stopped as over:
            log.info("nobody waits for what a dead worker did", task=str(task.id), why=str(over))
        else:
            log.warning("taken from a dead worker", task=str(task.id), epoch=task.epoch, holder=task.holder)
    workplace.home.dispatch.send([RunTask(task=task.id, priority=task.priority) for task in attempts])
