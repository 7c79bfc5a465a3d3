"""Is this machine ready, and is a home sound: one finding a line, each with what to do."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import closing
from functools import partial
from pathlib import Path
from tempfile import TemporaryFile
from typing import Final

from dropcut.domain.jobs import JobState
from dropcut.domain.tasks import TaskState
from dropcut.domain.values import Instant
from dropcut.domain.wording import count_of, size, spoken
from dropcut.engine.clock import SystemClock
from dropcut.engine.findings import Finding, bad, good, looked, noted
from dropcut.engine.webhooks.checking import mail, untold
from dropcut.engine.webhooks.mail_server import mail_server
from dropcut.engine.webhooks.mailing import Mailer
from dropcut.local.equipment import equipment
from dropcut.local.lock import keeper
from dropcut.local.place import Place
from dropcut.local.sqlite.connection import Database
from dropcut.local.sqlite.estate import Estate
from dropcut.local.sqlite.figures import last_sweep
from dropcut.local.sqlite.integrity import problems
from dropcut.local.sqlite.ledger import SqliteLedger
from dropcut.local.sqlite.records import SqliteRecords

_LEAST_FREE: Final = 2 << 30
_LONG_MS: Final = 120_000
"""A keeper sweeps every ten seconds, and work renews its leases within a minute."""


def findings(place: Place) -> Iterator[Finding]:
    """Look at the machine and at one home. Nothing is made where no home is yet."""
    yield from equipment()
    folder = next(folder for folder in (place.home, *place.home.parents) if folder.is_dir())
    yield _disk(folder)
    yield _writable(folder)
    if place.begun:
        yield from looked("ledger", partial(_begun, place))


def _disk(folder: Path) -> Finding:
    free = shutil.disk_usage(folder).free
    said = f"{size(free)} free at {spoken(str(folder))}"
    if free < _LEAST_FREE:
        return bad("disk", f"{said}.", f"Free {size(_LEAST_FREE)} or more before you begin, or run: dropcut clean.")
    return good("disk", said)


def _writable(folder: Path) -> Finding:
    try:
        with TemporaryFile(dir=folder) as file:
            file.write(b"dropcut")
    except OSError as error:
        return bad("home", f"{spoken(str(folder))}: {error.strerror}.", "Make it writable for this user.")
    return good("home", f"{spoken(str(folder))} can be written")


def _begun(place: Place) -> Iterator[Finding]:
    with closing(Database(place.ledger)) as database:
        wrong = problems(database)
        for problem in wrong:
            advice = "Move the file away: footage and what was delivered are not touched, and the rest is made again."
            yield bad("ledger", problem, advice)
        if not wrong:
            yield good("ledger", f"{spoken(str(place.ledger))} is sound")
            yield from _life(place, database)


def _life(place: Place, database: Database) -> Iterator[Finding]:
    now, kept = SystemClock().now(), keeper(place.lock)
    yield good("keeper", "nobody is at work here" if kept is None else f"process {kept} is at work here")
    yield _leases(database, now, kept)
    yield _waiting(place, database, kept)
    if kept is not None:
        yield _sweeping(database, now)
    if place.drop is None:  # whoever makes one folder is told as the user's home says
        yield from _people(database)


def _people(database: Database) -> Iterator[Finding]:
    records = SqliteRecords(database, SystemClock().now)
    yield from looked("mail", partial(mail, records, Mailer(lambda: mail_server(records))))
    yield from looked("people", partial(untold, records))


def _leases(database: Database, now: Instant, kept: int | None) -> Finding:
    """Locks of files are the kernel's, and never stale. Leases may be: of whoever died."""
    running = [task for task in Estate(database).attempts() if task.state is TaskState.RUNNING]
    stale = [task for task in running if kept is None or task.due < now - _LONG_MS]
    if not stale:
        return good("leases", f"{count_of(len(running), 'task')} under way" if running else "nothing is under way")
    said = f"{count_of(len(stale), 'task')} taken by a process that is gone, such as {stale[0].id.step}."
    if kept is None:
        return noted("leases", said, "Nothing is lost: the next dropcut make or dropcut serve takes them over.")
    return bad("leases", said, "Stop Dropcut here and start it again; if it comes back, look into the log.")


def _waiting(place: Place, database: Database, kept: int | None) -> Finding:
    jobs = tuple(SqliteLedger(database, SystemClock().now).jobs(states={JobState.WORKING, JobState.FAILED}))
    working = sum(job.state is JobState.WORKING for job in jobs)
    failed = len(jobs) - working
    about = f"dropcut status --home {place.home}" if place.drop is None else f"dropcut status {place.inbox}"
    if working and kept is None:
        begin = "dropcut serve" if place.drop is None else f"dropcut make {place.inbox}"
        return noted("jobs", f"{count_of(working, 'job')} could go on, and nobody is at work.", f"Go on with: {begin}")
    if failed:
        return noted("jobs", f"{count_of(failed, 'job')} failed.", f"What went wrong is told by: {about}")
    return good("jobs", f"{count_of(working, 'job')} worked on" if working else "nothing waits")


def _sweeping(database: Database, now: Instant) -> Finding:
    swept = last_sweep(database)
    if swept is None:
        return noted("sweep", "There was none yet.", "Look again in a minute.")
    ago = max(0, now - swept)
    if ago > _LONG_MS:
        return bad("sweep", f"The last one ended {ago // 1000} s ago.", "Stop Dropcut here and start it again.")
    return good("sweep", f"the last one ended {ago // 1000} s ago")
