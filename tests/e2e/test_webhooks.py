"""`dropcut webhooks`: other programs are told what becomes of jobs, by whoever works on them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from time import sleep, time

import pytest

from dropcut.domain.signing import verify
from tests.e2e.driving import Stage, soon
from tests.e2e.test_serve import Served, served  # noqa: F401 - the fixture
from tests.unit.engine.webhooks.post_office import PostOffice, open_post_office
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


def test_people_are_told_by_chat_and_by_mail_once_with_a_link(served: Served, receiver: Receiver) -> None:  # noqa: F811 - the fixture
    home = ("--home", str(served.home))
    with open_post_office(PostOffice()) as office:
        named = served.run(
            *("webhooks", "mail", "127.0.0.1", "--port", str(office.port), "--security", "none"),
            *("--from", "dropcut@example.com", *home),
        )
        assert named.returncode == 0, named.stderr
        for where in ((receiver.url, "--inner", "--as", "slack"), ("mailto:ann@example.com",)):
            added = served.run("webhooks", "add", *where, *home)
            assert added.returncode == 0, added.stderr
            assert "whsec" not in added.stdout
        assert "as slack" in served.run("webhooks", "list", *home).stdout
        served.write("a.txt", "la")
        served.serve("--address", "https://cuts.example.com/")
        soon(lambda: office.mails)
        soon(lambda: receiver.got)
        served.process.kill()
        served.process.communicate()
        served.serve("--address", "https://cuts.example.com/")
        sleep(3)
    ((sender, receivers, data),) = office.mails
    assert (sender, receivers) == ("dropcut@example.com", ["ann@example.com"])
    assert b"Subject: song: The cut is ready" in data
    assert b"https://cuts.example.com/jobs/local/song" in data
    (got,) = receiver.got
    assert json.loads(got.body)["text"] == "song: The cut is ready"


def test_a_password_is_not_sent_openly_nor_shown(stage: Stage) -> None:
    secret = stage.side.with_name("password")
    secret.write_text("open sesame\n")
    server = ("--from", "dropcut@example.com", "--user", "ann", "--password-file", secret)
    refused = stage.run("webhooks", "mail", "mail.example.com", "--security", "none", *server)
    assert (refused.returncode, "for all to read" in refused.stderr) == (2, True)
    named = stage.run("webhooks", "mail", "mail.example.com", *server)
    assert named.stdout == "Mail goes through mail.example.com:587 (starttls), as ann, from dropcut@example.com.\n"
    assert "open sesame" not in stage.run("webhooks", "mail").stdout
    assert stage.run("webhooks", "mail", "--off").stdout == "No mail is sent: no server is named.\n"
