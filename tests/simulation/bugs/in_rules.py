"""Mistakes in the rules of `domain/`."""

from __future__ import annotations

from tests.simulation.bugs.planting import Bug, Patch, bug

TASKS, TURNS, ARRIVAL, JOBS, KEYS, VALUES = (
    f"domain/{name}.py" for name in ("tasks", "turns", "arrival", "jobs", "keys", "values")
)

IN_RULES: tuple[Bug, ...] = (
    bug(
        "asked for again, done again",
        TASKS,
        "    if task is None:\n        return Task(",
        "    if task is None or task.ended:\n        return Task(",
    ),
    bug(
        "no epoch check",
        TASKS,
        "task.state is not TaskState.RUNNING or task.epoch != epoch",
        "task.state is not TaskState.RUNNING",
    ),
    bug("the epoch stays", TASKS, "epoch=task.epoch + 1,", "epoch=max(1, task.epoch),"),
    bug(
        "a lease binds nobody",
        TASKS,
        "    if task.due > now:\n        return f",
        "    if task.due > now and task.state is not TaskState.RUNNING:\n        return f",
    ),
    bug("losses never counted", TASKS, "losses=task.losses + lost,", "losses=task.losses,"),
    bug("exhausted is never tried again", TASKS, "(newly and not want.refused and not _is_permanent(task))", "False"),
    bug("work that nobody wants is begun", TASKS, "    if not wished:\n", "    if False:\n"),
    bug("an old version's task is run by the new one", TASKS, "    if task.version != version:\n", "    if False:\n"),
    bug(
        "a failed attempt waits for nobody",
        TASKS,
        "due=Instant(now + retry_after), changed=now",
        "due=Instant(now + (1 << 40)), changed=now",
    ),
    bug("wakes during a turn are lost", TURNS, "since=now if record.woken > turn.seen else None", "since=None"),
    bug("a stale turn may ask", TURNS, "record.epoch != turn.epoch or record.until is None", "record.until is None"),
    bug("a turn is never given up", TURNS, "self.until is not None and self.until > now", "self.until is not None"),
    bug("a turn binds nobody", TURNS, "return self.until is not None and self.until > now", "return False"),
    bug(
        "the timer of a quiet time is lost",
        TURNS,
        "again=None if again_in is None else Instant(now + again_in),",
        "again=None,",
    ),
    bug("quiet time ignored", ARRIVAL, " and now - item.since >= job.quiet]", "]"),
    bug("a file never stops arriving", ARRIVAL, "since=since.get(file, now)", "since=now"),
    bug(
        "a removed file changes nothing",
        ARRIVAL,
        "    if there != job.files or ",
        "    if not set(there) <= set(job.files) or ",
    ),
    bug("a half copied file stays", ARRIVAL, "if present.get(file.path) == file]", "if file.path in present]"),
    bug("settled at once", JOBS, "return not job.coming(now) and job.settled_at <= now", "return not job.coming(now)"),
    bug(
        "a change makes no revision",
        JOBS,
        "return job.with_(revision=job.revision + 1,",
        "return job.with_(revision=job.revision,",
    ),
    bug(
        "a change leaves the job ended",
        JOBS,
        "if job.state is JobState.CANCELLED else JobState.WORKING",
        "if job.state is JobState.CANCELLED else job.state",
    ),
    bug(
        "the key leaves out the step's version",
        KEYS,
        "canonical([step, version, content(inputs)])",
        "canonical([step, content(inputs)])",
    ),
    bug(
        "the key leaves out the inputs",
        KEYS,
        "canonical([step, version, content(inputs)])",
        "canonical([step, version, str(inputs)[:20]])",
    ),
    Bug(
        "where a blob lies counts as what it is",
        (Patch(VALUES, "if not any(isinstance(mark, Where) for mark in fields[name].metadata))", ")"),),
    ),
)
