"""What a visitor is told of an inbox before anything is sent, and where the home says that it is."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from dropcut.cloud.gcs.bucket import Bucket
from dropcut.cloud.gcs.clients import connected_to_emulator
from dropcut.cloud.visiting.card import CARD, HomeCard, card_from, card_in
from dropcut.cloud.visiting.hints import Hints
from dropcut.cloud.visiting.visited import Visited
from dropcut.domain.catalog import Catalog
from dropcut.domain.errors import Permanent, Unavailable
from dropcut.domain.names import JobId, Key, Owner, TaskId
from dropcut.domain.values import Millis
from dropcut.engine.home import Home
from dropcut.engine.pipeline import Pipeline
from dropcut.ports.dispatch import NOW, Advance, Message, RunTask
from tests.e2e.cloud.pipeline import CATALOG
from tests.emulators.listening import Answer
from tests.unit.cloud.stages import Stage

DROP = JobId.parse("ann/a song")
HOME = HomeCard(project="p", store="s", topic="t")


def no_home() -> Home:
    raise AssertionError("nobody asks for jobs here")


def test_an_inbox_that_is_not_there_is_told_as_such(stage: Stage) -> None:
    nowhere = Bucket(connected_to_emulator("p", stage.front.address), "nowhere")
    with pytest.raises(Permanent, match=r"There is no bucket gs://nowhere\. Check its name"):
        Visited(nowhere, lambda: "", no_home).there(DROP)
    with pytest.raises(Permanent, match=r"There is no bucket gs://nowhere\. Check its name"):
        card_in(nowhere)


def test_a_closed_inbox_says_which_role_opens_it(stage: Stage) -> None:
    stage.front.fault = lambda _asked, _act: Answer(403, {}, b"{}")
    with pytest.raises(Permanent, match=r"gs://inbox-\w+ is closed to this account \(403\). Have it granted roles/"):
        Visited(stage.inbox, lambda: "", no_home).there(DROP)


def test_the_card_tells_where_the_home_is(stage: Stage) -> None:
    stage.inbox.put(CARD, HOME.dumped(), {})
    assert card_in(stage.inbox) == HOME


@pytest.mark.parametrize(
    ("text", "said"),
    [(b"{", "cannot be read"), (b'{"schema":"dropcut/home@2"}', "newer Dropcut"), (b'{"schema":"dropcut/home@1"}', "damaged")],
)
def test_a_card_that_cannot_be_read_is_told_with_where_it_lies(stage: Stage, text: bytes, said: str) -> None:
    stage.inbox.put(CARD, text, {})
    with pytest.raises(Permanent, match=rf"gs://inbox-\w+/dropcut/home.json cannot be read: .*{said}|{said}"):
        card_in(stage.inbox)


def test_no_card_says_who_puts_it_there(stage: Stage) -> None:
    with pytest.raises(Permanent, match=r"home.json is not there: .* its operator puts that file there"):
        card_in(stage.inbox)


def test_the_environment_of_a_deployment_tells_the_same_and_says_what_it_lacks() -> None:
    told = {"DROPCUT_PROJECT": "p", "DROPCUT_STORE": "s", "DROPCUT_TOPIC": "t"}
    assert card_from(told) == HOME
    assert card_from({**told, "DROPCUT_CATALOG": "a:b", "DROPCUT_DATABASE": "d"}) == HomeCard(
        project="p", store="s", topic="t", database="d", pipeline=Pipeline(catalog="a:b")
    )
    with pytest.raises(Permanent, match="DROPCUT_INBOX is set, but not DROPCUT_TOPIC"):
        card_from({**told, "DROPCUT_TOPIC": ""})


class Post:
    def __init__(self) -> None:
        self.sent: list[Message] = []
        self.silent = False

    def send(self, messages: Sequence[Message], _after: Millis = NOW) -> None:
        if self.silent:
            raise Unavailable("The topic is closed.")
        self.sent += messages


def test_a_visitor_starts_no_machines_and_leaves_what_it_cannot_send_to_the_sweep() -> None:
    post, on_function, on_job = Post(), task("join"), task("shout")
    assert Catalog(CATALOG.rows)["shout"].runs == "gpu_job"
    hints = Hints(CATALOG, post)
    hints.send([Advance(job=DROP), RunTask(task=on_function), RunTask(task=on_job)])
    assert post.sent == [Advance(job=DROP), RunTask(task=on_function)]
    post.silent = True
    hints.send([Advance(job=DROP)])


def task(step: str) -> TaskId:
    return TaskId(Owner("ann"), step, Key("0" * 64))
