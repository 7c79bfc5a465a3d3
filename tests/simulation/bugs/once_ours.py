"""Mistakes that were in this engine until the simulation found them."""

from __future__ import annotations

from tests.simulation.bugs.planting import Bug, Patch, bug

LOOK, ADVANCE, RUN_TASK, JOBS, SWEEP, TWINS = (
    f"engine/{name}.py" for name in ("look", "advance", "run_task", "jobs", "sweep", "twins")
)

ONCE_OURS: tuple[Bug, ...] = (
    bug(
        "the quiet time ends between two looks at the clock",
        ADVANCE,
        "_again_in(job, now))",
        "_again_in(job, home.ledger.now()))",
    ),
    bug(
        "a silent store is the recipe's mistake",
        LOOK,
        "except MISTAKES as error:",
        "except Exception as error:",
    ),
    bug("a file that was moved out is bad forever", RUN_TASK, " and not isinstance(error, Gone)", ""),
    bug(
        "a retry delivers the same revision again",
        JOBS,
        "return revised(job, now, retried=now, priority=PERSON).with_(",
        "return job.with_(retried=now, ended=None, refusals=(), revised=now, ",
    ),
    bug(
        "one revision mixes versions of a step",
        ADVANCE,
        "        if job.catalog != home.catalog.digest:\n",
        "        if False:\n",
    ),
    bug("nobody looks again after a new version", SWEEP, "return job.catalog != home.catalog.digest or not", "return not"),
    bug(
        "who must look again dies unseen",
        ADVANCE,
        "    if look_again:\n        home.ledger.wake([job.id])",
        "    if look_again and not home.ledger.end_advance(turn, _again_in(job, now)):\n        return True",
    ),
    Bug(
        "what is tried again counts as failed",
        (
            Patch(
                "domain/tasks.py",
                "return task.changed < (retried if _is_permanent(task) else max(revised, retried))",
                "return False",
            ),
            Patch(LOOK, "        if any(before.step in", "        if False and any(before.step in"),
        ),
    ),
    bug("a done job keeps wishes", LOOK, "job.revision + (job.state is not JobState.FAILED)", "job.revision"),
    bug("what was made again is not found", TWINS, "maker.state is not TaskState.DONE:", "maker.state is TaskState.DONE:"),
)
