"""Lines that leave the house name nobody, and still say what happened."""

from __future__ import annotations

from typing import Any

import pytest

from dropcut.domain.names import JobId, Key, Owner, TaskId
from dropcut.domain.opaque import Opaque
from dropcut.engine.discreet import discreet

OPAQUE = Opaque(b"of this home")
ANN, JOB = Owner("ann"), JobId(Owner("ann"), "my wedding №1")
TASK = TaskId(ANN, "render", Key("0a1b"))


def line(**facts: Any) -> dict[str, Any]:
    return dict(discreet(OPAQUE)(None, "info", {"event": "attempt failed", **facts}))


def test_what_a_line_is_about_is_an_id() -> None:
    told = line(job=str(JOB), task=str(TASK), owner="ann", person="corp:ann@example.com", address="192.0.2.7", epoch=3)
    assert told["job"] == OPAQUE.job(JOB)
    assert told["task"] == f"{OPAQUE.owner(ANN)}/render/0a1b"
    assert told["owner"] == OPAQUE.owner(ANN)
    assert told["person"] == OPAQUE.person("corp:ann@example.com")
    assert told["address"].startswith("from:")
    assert (told["event"], told["epoch"]) == ("attempt failed", 3)


def test_an_id_stays_the_same_and_another_home_has_others() -> None:
    assert line(job="ann/x")["job"] == line(job="ann/x", why="again")["job"]
    assert Opaque(b"another").job(JOB) != OPAQUE.job(JOB)


@pytest.mark.parametrize(
    ("said", "secret"),
    [
        ('"my take 1.mp4" is empty.', "my take"),
        ("take1.mp4 is empty.", "take1"),
        ("There is no job ann/wedding.", "wedding"),
        ("/home/ann/footage/take1.mov: moov atom not found", "footage"),
        ("What is to be delivered is missing: store/ann/assemble/0a1b/3/cut.mp4.", "store/ann/"),
        ("gs://studio-inbox/inbox/ann/wedding/take1.mp4 does not answer now (503).", "wedding"),
        ("corp:ann@example.com signed out", "ann@example"),
        ('Row 3: unknown setting "Grandma\'s \\"recipe\\""', "Grandma"),
        ("C:\\Users\\Ann\\clip.avi cannot be read", "Ann"),
        ("Süßes.mp4 und Größe.wav", "Süßes"),
    ],
)
def test_free_text_loses_what_looks_like_a_name(said: str, secret: str) -> None:
    told = line(why=said)["why"]
    assert secret not in told
    assert told != ""


@pytest.mark.parametrize(
    "said",
    [
        "ffmpeg stopped after 3.5 s with code 187.",
        "The disk is full: free 64 MB or more.",
        "Attempt 3 is over: the ledger is at attempt 4, running.",
        "nobody wants it any more",
        "It answered 500 after 0.25 s at 12:30.",
    ],
)
def test_words_of_ours_stay(said: str) -> None:
    assert line(why=said)["why"] == said


def test_a_place_in_the_store_keeps_its_step_and_key() -> None:
    told = line(path="store/ann/assemble/0a1b/3/cut.mp4")["path"]
    assert told == f"store/{OPAQUE.owner(ANN)}/assemble/0a1b/3/cut.mp4"


def test_a_traceback_keeps_its_frames_and_loses_what_its_message_names() -> None:
    trace = (
        'Traceback (most recent call last):\n  File "/app/dropcut/engine/run_task.py", line 60, in run_task\n'
        "    result = _work(home, row, task)\nValueError: wedding/take1.mp4 has no sound"
    )
    told = line(exception=trace)["exception"]
    assert 'File "/app/dropcut/engine/run_task.py", line 60' in told
    assert "result = _work(home, row, task)" in told
    assert "ValueError: text:" in told
    assert "sound" not in told


def test_it_can_be_said_twice_and_says_the_same() -> None:
    once = line(
        job=str(JOB), task=str(TASK), owner="ann", why="store/ann/render/0a1b/1/x is missing: take1.mp4", person="p:a@b"
    )
    assert dict(discreet(OPAQUE)(None, "info", dict(once))) == once


def test_what_a_deed_is_about_is_the_same_job_as_everywhere() -> None:
    assert line(owner="ann", about=JOB.name)["about"] == OPAQUE.job(JOB)
