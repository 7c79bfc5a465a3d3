"""From the last byte to the first task in the cloud, counted in what is carried to functions: on real emulators."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from time import sleep

import pytest

from dropcut.domain.jobs import JobState
from dropcut.domain.names import JobId
from tests.e2e.cloud.estate import Estate, Plan, estate
from tests.e2e.cloud.pipeline import QUICK
from tests.e2e.cloud.post import Letter

SONG = JobId.parse("ann/a song")
FILES = 3


@pytest.mark.timeout(300)
def test_to_the_first_task_each_object_is_one_event_and_a_few_looks(tmp_path: Path) -> None:
    with estate(tmp_path, Plan(pipeline=QUICK)) as home:
        sent = watched(home)
        for number in range(FILES):
            (tmp_path / f"v{number}.txt").write_text("la\n")
            home.upload(SONG, {f"v{number}.txt": tmp_path / f"v{number}.txt"})
            sleep(0.3)
        job = home.wait(SONG, 240)
        logs = home.logs()
    assert job.state is JobState.DONE, logs
    before = Counter(sent[: sent.index("task")])
    assert before["object"] == FILES, before
    assert before["advance"] <= 4 * FILES, (
        before
    )  # the clock calls each second here: sixty times as often as where it is deployed
    assert before["edit"] <= 3, before  # of the page that says how the drop stands


def watched(home: Estate) -> list[str]:
    """What is sent to functions from now on, by its kind."""
    sent: list[str] = []
    send = home.post.send

    def noted(letter: Letter) -> None:
        sent.append(kind_of(letter))
        send(letter)

    home.post.send = noted  # type: ignore[method-assign]
    return sent


def kind_of(letter: Letter) -> str:
    """`object` for what Eventarc tells; of a push the kind that subscriptions filter by."""
    if "ce-type" in letter.headers:
        return "object" if "inbox/" in letter.headers["ce-subject"] else "beside"
    return str(json.loads(letter.body)["message"]["attributes"]["kind"])
