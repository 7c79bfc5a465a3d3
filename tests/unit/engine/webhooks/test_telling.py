"""Whoever wants to be told of a job is told: once for each state and revision, signed, and until it is taken."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from dropcut.domain.errors import NotFound, Permanent, Unavailable
from dropcut.domain.jobs import Job, JobState, revised
from dropcut.domain.names import JobId, Owner
from dropcut.domain.signing import verify
from dropcut.domain.values import Instant, Millis
from dropcut.domain.webhooks import MOST_ATTEMPTS, MOST_HOOKS, DeliveryState, Hook, MessageRecord
from dropcut.engine.webhooks.hooks import (
    OPEN,
    add_hook,
    again,
    hooks_of,
    log_of,
    log_page,
    ping,
    remove_hook,
    the_hook,
)
from dropcut.engine.webhooks.posting import Post
from dropcut.engine.webhooks.telling import Telling
from dropcut.local.memory.records import MemoryRecords
from dropcut.ports.recipe import Do, Drop
from dropcut.ports.records import Record
from tests.unit.engine.small_home import SmallHome
from tests.unit.engine.webhooks.receiver import Receiver, answering_with, receiving, silence

ANN, BOB = Owner("ann"), Owner("bob")
HOLIDAY = JobId(ANN, "holiday")
DAY = Millis(24 * 3_600_000)


class Broken(Exception):
    """The process ended here."""


class Fragile(MemoryRecords):
    """Records of which a test says after how many writes the process dies."""

    left = 1_000_000

    def keep(self, drawer: str, name: str, text: str, seen: int = 0, until: Instant | None = None) -> Record:
        if self.left == 0:
            raise Broken
        self.left -= 1
        return super().keep(drawer, name, text, seen, until)


class Scene:
    """A home, a receiver, and whoever tells it."""

    def __init__(self, receiver: Receiver) -> None:
        self.small = SmallHome(_nothing)
        self.records = Fragile(self.small.clock.now)
        self.receiver = receiver
        self.post = Post(within_s=2)
        self.telling = self.another()

    def another(self, source: str = "") -> Telling:
        """As another process would tell, or this one after a crash."""
        return Telling(self.small.home, self.records, self.post, source, may_go_inside=True)

    def hook(self, owner: Owner = ANN, *states: JobState) -> Hook:
        wanted = states or (JobState.DONE, JobState.FAILED)
        return add_hook(self.records, owner, self.receiver.url, wanted, inner=True)

    def job(self, state: JobState = JobState.DONE, name: JobId = HOLIDAY) -> Job:
        """A job that comes to a state now."""
        ledger = self.small.ledger
        job = ledger.create_job(Job(id=name))
        return ledger.update_job(job.with_(state=state, ended=ledger.now()))

    def revise(self, state: JobState = JobState.DONE) -> Job:
        ledger = self.small.ledger
        job = revised(ledger.job(HOLIDAY), ledger.now())
        return ledger.update_job(job.with_(state=state, ended=ledger.now()))

    def wait(self, time: Millis) -> None:
        self.small.clock.sleep(time)

    def log(self) -> tuple[MessageRecord, ...]:
        return log_page(self.records, ANN, 100)


def _nothing(_drop: Drop, _do: Do) -> None:
    return None


@pytest.fixture
def scene() -> Iterator[Scene]:
    with receiving() as receiver:
        yield Scene(receiver)


def test_a_job_that_is_done_is_told_with_a_signature(scene: Scene) -> None:
    hook = scene.hook()
    scene.job()
    scene.telling.advanced(HOLIDAY)
    assert scene.telling.send_due() == 1
    (got,) = scene.receiver.got
    now = scene.small.clock.now() // 1_000
    told = json.loads(got.body)
    assert verify(hook.secret, got.headers, got.body, now) == told["id"]
    assert (told["schema"], told["type"], told["job"], told["state"]) == (
        "dropcut/webhook@1",
        "job.done",
        "ann/holiday",
        "done",
    )
    assert got.path == "/told?key=1"
    assert [(entry.state, entry.sent[0].status) for entry in scene.log()] == [(DeliveryState.DELIVERED, 204)]
    assert scene.records.records(OPEN, "", 10) == ()


def test_another_secret_a_changed_byte_or_an_old_message_is_refused(scene: Scene) -> None:
    hook = scene.hook()
    other = add_hook(scene.records, BOB, scene.receiver.url, inner=True)
    ping(scene.records, hook)
    scene.telling.send_due()
    (got,) = scene.receiver.got
    now = scene.small.clock.now() // 1_000
    with pytest.raises(Permanent, match="not made with this secret"):
        verify(other.secret, got.headers, got.body, now)
    with pytest.raises(Permanent, match="not made with this secret"):
        verify(hook.secret, got.headers, got.body + b" ", now)
    with pytest.raises(Permanent, match="not made with this secret"):
        verify(hook.secret, got.headers | {"webhook-id": "msg_other"}, got.body, now)
    with pytest.raises(Permanent, match="too old"):
        verify(hook.secret, got.headers, got.body, now + 301)
    with pytest.raises(Permanent, match="not signed"):
        verify(hook.secret, {}, got.body, now)


def test_a_message_that_is_played_again_has_the_id_of_the_first(scene: Scene) -> None:
    scene.hook()
    scene.job()
    scene.receiver.answers = [(500, {}), (204, {})]
    scene.telling.advanced(HOLIDAY)
    scene.telling.send_due()
    scene.wait(Millis(20_000))
    scene.telling.send_due()
    first, second = scene.receiver.got
    assert first.headers["webhook-id"] == second.headers["webhook-id"]
    assert first.headers["webhook-timestamp"] != second.headers["webhook-timestamp"]
    assert first.body == second.body


def test_one_message_a_state_and_revision_however_often_and_whoever_looks(scene: Scene) -> None:
    scene.hook()
    scene.job()
    for _ in range(3):
        for telling in (scene.telling, scene.another()):
            telling.advanced(HOLIDAY)
            telling.look()
            telling.send_due()
    assert len(scene.receiver.got) == 1
    scene.wait(Millis(1_000))
    scene.revise()
    scene.telling.look()
    scene.telling.send_due()
    assert [json.loads(got.body)["revision"] for got in scene.receiver.got] == [0, 1]


def test_what_fails_is_tried_again_later_and_later_and_given_up(scene: Scene) -> None:
    scene.hook()
    scene.job()
    scene.receiver.answers = [(500, {})] * 50
    scene.telling.advanced(HOLIDAY)
    waits = list[int]()
    while scene.log()[0].state is DeliveryState.OPEN:
        before = scene.small.clock.now()
        scene.telling.send_due()
        assert scene.telling.send_due() == 0
        waits.append(scene.log()[0].due - before)
        scene.wait(Millis(max(0, waits[-1])))
    assert len(scene.receiver.got) == MOST_ATTEMPTS
    assert waits[:-1] == sorted(waits[:-1])
    assert sum(waits[:-1]) < DAY
    (entry,) = scene.log()
    assert entry.state is DeliveryState.GIVEN_UP
    assert [sent.status for sent in entry.sent] == [500] * MOST_ATTEMPTS
    assert scene.records.records(OPEN, "", 10) == ()


def test_a_receiver_that_is_silent_is_tried_again(scene: Scene) -> None:
    scene.post = Post(within_s=0.3)
    with answering_with(silence) as url:
        add_hook(scene.records, ANN, url, (JobState.DONE,), inner=True)
        scene.job()
        telling = scene.another()
        telling.advanced(HOLIDAY)
        telling.send_due()
    (entry,) = scene.log()
    assert entry.state is DeliveryState.OPEN
    assert entry.sent[0].outcome == "127.0.0.1 did not answer in time."


def test_a_slow_receiver_does_not_hold_up_the_others(scene: Scene) -> None:
    scene.post = Post(within_s=1.0)
    with answering_with(silence) as url:
        for _ in range(3):
            add_hook(scene.records, ANN, url, (JobState.DONE,), inner=True)
        scene.hook()
        scene.job()
        telling = scene.another()
        telling.advanced(HOLIDAY)
        assert telling.send_due() == 4
    assert len(scene.receiver.got) == 1


def test_gone_is_given_up_at_once(scene: Scene) -> None:
    scene.hook()
    scene.job()
    scene.receiver.answers = [(410, {})]
    scene.telling.advanced(HOLIDAY)
    scene.telling.send_due()
    assert scene.log()[0].state is DeliveryState.GIVEN_UP


def test_a_receiver_that_asks_for_time_is_given_it(scene: Scene) -> None:
    scene.hook()
    scene.job()
    scene.receiver.answers = [(429, {"Retry-After": "3000"})]
    scene.telling.advanced(HOLIDAY)
    scene.telling.send_due()
    assert scene.log()[0].due >= scene.small.clock.now() + 3_000_000


def test_nothing_is_told_of_another_owner_of_other_states_or_of_what_was_before(scene: Scene) -> None:
    scene.job()
    scene.wait(Millis(1))
    scene.hook()
    scene.hook(BOB)
    scene.job(JobState.CANCELLED, JobId(ANN, "other"))
    scene.telling.advanced(HOLIDAY)
    scene.telling.look()
    scene.telling.send_due()
    assert scene.receiver.got == []


def test_an_inner_address_is_refused_where_nobody_at_the_machine_allowed_it(scene: Scene) -> None:
    with pytest.raises(Permanent, match="https"):
        add_hook(scene.records, ANN, scene.receiver.url)
    scene.hook()  # allowed by a person there, but this is the cloud
    scene.job()
    telling = Telling(scene.small.home, scene.records, scene.post)
    telling.advanced(HOLIDAY)
    telling.send_due()
    assert scene.receiver.got == []
    assert scene.log()[0].state is DeliveryState.GIVEN_UP


@pytest.mark.parametrize("writes", range(5))
def test_a_crash_anywhere_loses_nothing_and_tells_nothing_twice(scene: Scene, writes: int) -> None:
    """Of the writes of one message - noted as open, noted, taken, how it went - each is the last one of a process."""
    scene.hook()
    scene.job()
    scene.records.left = writes
    with suppress(Broken):
        scene.telling.advanced(HOLIDAY)
        scene.telling.send_due()
    scene.records.left = 1_000_000
    for _ in range(3):
        scene.wait(Millis(61_000))
        after = scene.another()
        after.look()
        after.send_due()
    ids = [got.headers["webhook-id"] for got in scene.receiver.got]
    assert len(set(ids)) == 1
    assert len(ids) == (2 if writes == 3 else 1)  # it was sent, and then nobody could write that down
    assert [entry.state for entry in scene.log()] == [DeliveryState.DELIVERED]


def test_a_process_that_dies_with_every_attempt_does_not_send_for_ever(scene: Scene) -> None:
    scene.hook()
    scene.job()
    scene.telling.advanced(HOLIDAY)
    for _ in range(MOST_ATTEMPTS + 3):
        scene.records.left = 1
        with suppress(Broken):
            scene.another().send_due()
        scene.wait(Millis(61_000))
    scene.records.left = 1_000_000
    scene.another().send_due()
    assert len(scene.receiver.got) == MOST_ATTEMPTS
    assert scene.log()[0].state is DeliveryState.GIVEN_UP


def test_a_store_that_does_not_answer_makes_it_late_and_no_more(scene: Scene) -> None:
    class Silent(Fragile):
        def record(self, drawer: str, name: str) -> Record | None:
            if drawer.startswith("webhooks-log"):
                raise Unavailable("The store does not answer.")
            return super().record(drawer, name)

    scene.hook()
    scene.job()
    scene.telling.advanced(HOLIDAY)
    silent = Silent(scene.small.clock.now)
    silent.__dict__.update(scene.records.__dict__)
    with pytest.raises(Unavailable):
        Telling(scene.small.home, silent, scene.post, may_go_inside=True).send_due()
    scene.telling.send_due()
    assert len(scene.receiver.got) == 1


def test_a_hook_that_was_removed_is_told_nothing_more(scene: Scene) -> None:
    hook = scene.hook()
    scene.job()
    scene.telling.advanced(HOLIDAY)
    remove_hook(scene.records, ANN, hook.id)
    scene.telling.send_due()
    assert scene.receiver.got == []
    assert scene.log()[0].sent[0].outcome == "The webhook was removed."


def test_two_homes_that_share_a_log_are_told_apart(scene: Scene) -> None:
    scene.hook()
    scene.job()
    for source in ("one folder", "another", "one folder"):
        telling = scene.another(source)
        telling.advanced(HOLIDAY)
        telling.send_due()
    assert len(scene.receiver.got) == 2


def test_a_message_can_be_tried_once_more_under_its_id(scene: Scene) -> None:
    scene.hook()
    scene.job()
    scene.receiver.answers = [(410, {})]
    scene.telling.advanced(HOLIDAY)
    scene.telling.send_due()
    again(scene.records, ANN, scene.log()[0].name)
    scene.telling.send_due()
    first, second = scene.receiver.got
    assert first.headers["webhook-id"] == second.headers["webhook-id"]
    assert scene.log()[0].state is DeliveryState.DELIVERED
    with pytest.raises(NotFound):
        again(scene.records, BOB, scene.log()[0].name)


def test_the_log_tells_the_newest_first_in_pages_and_of_one_hook_alone(scene: Scene) -> None:
    one, other = scene.hook(), scene.hook()
    for hook in (one, other, one):
        ping(scene.records, hook)
        scene.wait(Millis(1_000))
    names = [entry.name for entry in scene.log()]
    assert names == sorted(names)
    assert [entry.hook for entry in scene.log()] == [one.id, other.id, one.id]
    assert [entry.name for entry in log_page(scene.records, ANN, 1, after=names[0])] == names[1:2]
    assert len(log_page(scene.records, ANN, 10, hook=other.id)) == 1


def test_an_owner_has_a_few_hooks_and_sees_no_others(scene: Scene) -> None:
    hooks = [scene.hook() for _ in range(MOST_HOOKS)]
    with pytest.raises(Permanent, match="no more"):
        scene.hook()
    assert {hook.id for hook in hooks_of(scene.records, ANN)} == {hook.id for hook in hooks}
    assert list(hooks_of(scene.records, BOB)) == []
    with pytest.raises(NotFound):
        the_hook(scene.records, BOB, hooks[0].id)
    with pytest.raises(NotFound):
        the_hook(scene.records, ANN, "../ann")


def test_a_secret_is_its_own_and_stands_in_no_text_of_a_hook(scene: Scene, caplog: pytest.LogCaptureFixture) -> None:
    one, other = scene.hook(), scene.hook()
    assert one.secret != other.secret
    assert one.secret not in f"{one!r} {one} {[one]}"
    assert "key=1" not in repr(one)
    scene.job()
    scene.telling.advanced(HOLIDAY)
    scene.telling.send_due()
    assert one.secret not in caplog.text
    assert one.secret not in "".join(entry.dumped().decode() for entry in scene.log())


def test_what_is_long_gone_is_not_told_anew_when_the_log_forgets_it(scene: Scene, tmp_path: Path) -> None:
    del tmp_path
    scene.hook()
    scene.job()
    scene.telling.advanced(HOLIDAY)
    scene.telling.send_due()
    scene.wait(Millis(40 * DAY))
    assert scene.log() == ()
    scene.another().look()
    scene.another().send_due()
    assert len(scene.receiver.got) == 1
    assert scene.records.records(log_of(ANN), "", 10) == ()


def test_a_hook_is_a_value(scene: Scene) -> None:
    hook = scene.hook()
    assert Hook.load(hook.dumped()) == hook
