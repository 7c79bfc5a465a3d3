"""Mistakes in what `engine/` does, and in which order."""

from __future__ import annotations

from tests.simulation.bugs.planting import Bug, Patch, bug

LOOK, RUN_TASK, BATCHES, ASKING, CODEC, LEASE, LOST, SWEEP, JOBS, OBSERVE, ADVANCE, CLEAN = (
    f"engine/{name}.py"
    for name in (
        "look",
        "run_task",
        "batches",
        "asking",
        "codec",
        "lease",
        "lost",
        "sweep",
        "jobs",
        "observe",
        "advance",
        "clean",
    )
)

_ASK = "            asked = self._home.ledger.request(self._turn, portion)\n"
_DISPATCH = "            self._home.dispatch.send([RunTask(task=want.task, priority=want.wish.priority) for want in portion])\n"

IN_ENGINE: tuple[Bug, ...] = (
    bug("dispatch before record", LOOK, _ASK, _DISPATCH + _ASK),
    Bug(
        "finish before the blob is complete",
        (
            Patch(CODEC, "blob=blobs.put(path, text))", "blob=_put_later(blobs, path, text))"),
            Patch(
                CODEC,
                "def text_of(",
                "LATER = {}\n\n\ndef _put_later(blobs, path, text):\n"
                "    whole = sha256(text).hexdigest()\n    LATER[whole] = (blobs, path, text)\n"
                "    return Blob(sha256=whole, size=len(text), path=path)\n\n\ndef text_of(",
            ),
            Patch(
                RUN_TASK,
                "    _tell(home, task, lambda: home.ledger.finish(task.id, task.epoch, result))",
                "    from dropcut.engine.codec import LATER\n"
                "    _tell(home, task, lambda: home.ledger.finish(task.id, task.epoch, result))\n"
                "    if result.blob is not None:\n"
                "        blobs, path, text = LATER.pop(result.blob.sha256)\n        blobs.put(path, text)",
            ),
        ),
    ),
    bug("what was read is not checked", CODEC, "if sha256(data).hexdigest() != blob.sha256:", "if False:"),
    bug(
        "lease by the worker's clock",
        RUN_TASK,
        "row.version, row.lease)",
        "row.version, Millis(row.lease + home.clock.now() - home.ledger.now()))",
    ),
    bug("blobs of two attempts share a path", RUN_TASK, "blob_path(task.id, task.epoch, ", "blob_path(task.id, 1, "),
    bug("a permanent failure is tried forever", RUN_TASK, "hint=error.hint), None\n", "hint=error.hint), row.backoff\n"),
    bug(
        "a failing task is tried forever",
        RUN_TASK,
        "    if task.failures + 1 >= row.attempts:\n",
        "    if task.failures < 0:\n",
    ),
    bug("no backoff", RUN_TASK, "Millis(min(row.backoff << task.failures, LONGEST_BACKOFF))", "Millis(0)"),
    bug(
        "lost inputs are a failure",
        RUN_TASK,
        "_remake_inputs(home, row, task, lost, job))\n",
        "_fail(home, row, task, lost, job))\n",
    ),
    Bug(
        "who lost inputs is not looked at again",
        (
            Patch(RUN_TASK, "    remake(home, lost, jobs)\n", ""),
            Patch(SWEEP, "longest[0].state is TaskState.WANTED:", "longest[0].state is None:"),
        ),
    ),
    bug("a lost blob is not forgotten", LOST, "home.ledger.forget(made.task, made.epoch)", "made is None"),
    bug("shards of a lost blob are not looked at again", LOST, "record.with_(recheck=record.recheck + 1)", "record.with_()"),
    bug("a lease is never renewed", LEASE, "self._home.ledger.renew(self._task.id, self._task.epoch, self._duration)", "pass"),
    bug("a cancel is not noticed", LEASE, "            self._over = stop\n", "            pass\n"),
    Bug(
        "a group with holes",
        (
            Patch(BATCHES, "                return ()\n", "                continue\n"),
            Patch(ASKING, "if looked_up and not ledger.group_open(job.id, batch.key):", "if looked_up:"),
        ),
    ),
    bug("a group forgets failures", BATCHES, "    if refusals:\n        return tuple(refusals)\n", ""),
    bug(
        "shards in any order",
        BATCHES,
        "                results.append(task.result)\n",
        "                results.insert(0, task.result)\n",
    ),
    bug(
        "a ready group is not looked at",
        LOOK,
        "            self._answers.look_again |= home.ledger.ready_group(turn, key).left == 0\n",
        "            home.ledger.ready_group(turn, key)\n",
    ),
    bug("a job ends while work is open", LOOK, "        if self._answers.open:\n", "        if False:\n"),
    Bug(
        "cancel leaves wishes",
        (
            Patch(JOBS, "    home.ledger.cancel_wishes(drop)\n", ""),
            Patch(ADVANCE, "            withdraw_rest(home, turn, job)\n", ""),
        ),
    ),
    bug(
        "cancel is forgotten at the next change",
        "domain/jobs.py",
        "    state = JobState.CANCELLED if job.state is JobState.CANCELLED else JobState.WORKING\n",
        "    state = JobState.WORKING\n",
    ),
    bug(
        "a retry tries nothing",
        JOBS,
        "return revised(job, now, retried=now, priority=PERSON).with_(state=JobState.WORKING, begun_by_hand=True)",
        "return job.with_(state=JobState.WORKING, ended=None)",
    ),
    bug("what changed wakes nobody", OBSERVE, "    if after.version != before.version:\n        wake(home, after)\n", ""),
    bug("the sweep sends nothing again", SWEEP, "        home.dispatch.send(messages)\n", "        pass\n"),
    bug(
        "the sweep looks at no folder",
        SWEEP,
        "        job = observe(home, job.id)\n",
        "        job = home.ledger.job(job.id)\n",
    ),
    bug("what vanishes is never given up", SWEEP, "    woken = home.ledger.expire(task.id)\n", "    woken = ()\n"),
    bug("cleaning takes blobs that are being written", CLEAN, "{TaskState.DONE, TaskState.RUNNING}", "{TaskState.DONE}"),
)
