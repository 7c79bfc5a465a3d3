"""`dropcut webhooks`: other programs are told what becomes of jobs, by whoever works on them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from time import time

import pytest

from dropcut.domain.signing import verify
from tests.e2e.driving import Stage, soon
from tests.e2e.test_serve import Served, served  # noqa: F401 - the fixture
from tests.unit.engine.webhooks.receiver import Receiver, receiving


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with receiving() as one:
        yield one


def _added(stage: Stage, receiver: Receiver, *arguments: str) -> str:
    """The secret of a new hook."""
    added = stage.run("webhooks", "add", receiver.url, "--inner", *arguments)
    assert added.returncode == 0, added.stderr
    return added.stdout.splitlines()[-1]


def test_make_tells_the_hooks_of_its_user_once(stage: Stage, receiver: Receiver) -> None:
    secret = _added(stage, receiver)
    stage.write("a.txt", "la")
    assert stage.make().returncode == 0
    assert stage.make().returncode == 0
    (got,) = receiver.got
    told = json.loads(got.body)
    assert verify(secret, got.headers, got.body, int(time())) == told["id"]
    assert (told["type"], told["job"], told["files"]) == ("job.done", "local/song", ["song.txt"])
    log = stage.run("webhooks", "log").stdout
    assert "job.done of local/song, revision 1: delivered" in log
    assert secret not in log + stage.run("webhooks", "list").stdout


def test_a_folder_says_nothing_of_who_is_told(stage: Stage, receiver: Receiver) -> None:
    """Whoever hands somebody a folder is not told what becomes of it."""
    stage.write("a.txt", "la")
    _added(stage, receiver, "--home", str(stage.drop / ".dropcut"))
    assert stage.make().returncode == 0
    assert receiver.got == []


def test_a_receiver_that_is_away_costs_no_more_than_its_message(stage: Stage, receiver: Receiver) -> None:
    _added(stage, receiver)
    receiver.answers = [(500, {})]
    stage.write("a.txt", "la")
    assert stage.make().returncode == 0
    assert "job.done of local/song, revision 1: open" in stage.run("webhooks", "log").stdout


def test_serve_tells_the_hooks_of_its_home(served: Served, receiver: Receiver) -> None:  # noqa: F811 - the fixture
    secret = _added(served, receiver, "--home", str(served.home), "--on", "done", "--on", "working")
    served.write("a.txt", "la")
    served.serve()
    soon(lambda: [json.loads(got.body)["type"] for got in receiver.got].count("job.done"))
    assert all(verify(secret, got.headers, got.body, int(time())) for got in receiver.got)


def test_a_ping_is_sent_at_once_and_says_how_that_went(stage: Stage, receiver: Receiver) -> None:
    _added(stage, receiver)
    hook = stage.run("webhooks", "list").stdout.split()[0]
    assert stage.run("webhooks", "test", hook).returncode == 0
    receiver.answers = [(404, {})]
    refused = stage.run("webhooks", "test", hook)
    assert refused.returncode == 1
    assert "It answered 404." in refused.stdout
    assert stage.run("webhooks", "remove", hook).returncode == 0
    assert stage.run("webhooks", "test", hook).returncode == 2


@pytest.mark.parametrize("url", ["http://hooks.example.com/", "https://user:pass@hooks.example.com/", "no address"])
def test_what_cannot_be_told_is_refused_in_a_sentence(stage: Stage, url: str) -> None:
    refused = stage.run("webhooks", "add", url)
    assert (refused.returncode, len(refused.stderr.splitlines())) == (2, 1)
