"""A function whose instance is ended in the middle of a step: the step stops, and its task is free for another one at once."""

from __future__ import annotations

import signal
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from time import monotonic, sleep

from dropcut.domain.tasks import Claimed, TaskState
from dropcut.domain.values import Millis
from dropcut.ports.dispatch import RunTask
from tests.e2e.cloud.pipeline import ALOUD
from tests.e2e.pipeline import Word, shout
from tests.entry_points.deployed import Deployment
from tests.entry_points.wanting import states, wanted
from tests.unit.cloud.entering.requests import JSON, pushed


def test_a_function_that_is_told_to_stop_lets_go_of_its_step_within_ten_seconds(tmp_path: Path) -> None:
    deployment = Deployment(tmp_path, DROPCUT_RECIPE=ALOUD.recipe, DROPCUT_CATALOG=ALOUD.catalog)
    (task,) = wanted(deployment, shout, Word(text="slow 60"))
    with deployment.function_process("mix") as (function, process), ThreadPoolExecutor(1) as posting:
        answer = posting.submit(function.post, pushed(RunTask(task=task)), JSON)
        end = monotonic() + 60
        while states(deployment, [task]) != [TaskState.RUNNING]:
            assert monotonic() < end
            sleep(0.1)
        began = monotonic()
        process.send_signal(signal.SIGTERM)
        assert process.wait(timeout=60) == 0
        assert monotonic() - began < 10
        assert answer.result() == 204
    assert states(deployment, [task]) == [TaskState.QUEUED]
    assert isinstance(deployment.ledger.claim(task, "another", "1", Millis(1_000)), Claimed)
    deployment.close()
