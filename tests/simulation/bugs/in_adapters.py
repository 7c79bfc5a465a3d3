"""Mistakes in the shipped adapters of `local/memory/`."""

from __future__ import annotations

from tests.simulation.bugs.planting import Bug, Patch, bug

TASKS, WISHES, RECORDS, LOOKOUT, JOBS = (
    f"local/memory/ledger_{name}.py" for name in ("tasks", "wishes", "records", "lookout", "jobs")
)
FOLDER, KEEPING = "local/memory/folder.py", "domain/keeping.py"

IN_ADAPTERS: tuple[Bug, ...] = (
    bug(
        "wake not recorded in finish",
        TASKS,
        "        self._records.wake(jobs, now)\n        return jobs\n",
        "        return jobs\n",
    ),
    bug(
        "a group's end wakes nobody", TASKS, "return group is not None and group.ready and not record.left(key)", "return False"
    ),
    bug("work that is not wanted goes on", TASKS, "            if not record.wishes:\n", "            if False:\n"),
    bug(
        "withdraw forgets the shards",
        WISHES,
        "if steps is None or task.step in steps]\n            for task",
        "if not group]\n            for task",
    ),
    bug(
        "a wish stays at its revision", RECORDS, "wish = max(before, wish, key=lambda either: either.revision)", "wish = before"
    ),
    bug(
        "jobs are written over each other",
        JOBS,
        "if (before.version, before.created) != (job.version, job.created):",
        "if False:",
    ),
    bug(
        "the sweep skips expired leases",
        KEEPING,
        "if task.state in {TaskState.QUEUED, TaskState.RUNNING} else None",
        "if task.state is TaskState.QUEUED else None",
    ),
    bug(
        "the sweep skips what was never claimed",
        KEEPING,
        "if task.state in {TaskState.QUEUED, TaskState.RUNNING} else None",
        "if task.state is TaskState.RUNNING else None",
    ),
    bug("a cleaned task begins at the first epoch again", LOOKOUT, "max(self._records.dropped_epoch, record.task.epoch)", "0"),
    Bug(
        "publish older over newer",
        (
            Patch(
                FOLDER,
                "standing is not None and standing.revision >= revision",
                "standing is not None and standing.revision == revision",
            ),
            Patch(
                FOLDER, "standing is None or standing.revision < revision", "standing is None or standing.revision != revision"
            ),
        ),
    ),
)
