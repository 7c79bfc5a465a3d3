"""What a subscription filters by is told beside the message."""

from __future__ import annotations

from pathlib import Path

import pytest

from dropcut.cloud.pubsub.clients import publisher_to_emulator
from dropcut.cloud.pubsub.dispatch import WAITED_OUT, PubsubDispatch
from dropcut.cloud.pubsub.messages import ADVANCES, attributes, decoded, encoded, runs
from dropcut.domain.errors import Permanent, Unavailable
from dropcut.domain.names import JobId, Key, Owner, TaskId
from dropcut.domain.values import Millis
from dropcut.ports.dispatch import Advance, RunTask
from tests.conformance.cloud_benches import pubsub_dispatch
from tests.emulators.pubsub import pubsub_address
from tests.emulators.running import free_port

TASK = RunTask(task=TaskId(Owner("ann"), "render", Key("0" * 64)), priority=10)
ADVANCE = Advance(job=JobId(Owner("ann"), "映像 %?"))


def test_a_task_can_be_filtered_by_its_step() -> None:
    assert attributes(TASK) == {
        "schema": "dropcut/message@1", "kind": "task", "step": "render", "owner": "ann", "priority": "10",
    }  # fmt: skip
    assert runs("render") == 'attributes.kind = "task" AND attributes.step = "render"'


def test_an_advance_can_be_filtered_by_its_kind() -> None:
    assert attributes(ADVANCE) == {"schema": "dropcut/message@1", "kind": "advance", "owner": "ann", "priority": "0"}
    assert ADVANCES == 'attributes.kind = "advance"'


@pytest.mark.parametrize("message", [TASK, ADVANCE])
def test_a_message_comes_out_as_it_went_in(message: RunTask | Advance) -> None:
    assert decoded(encoded(message)) == message


@pytest.mark.parametrize("data", [b"", b"{}", b"[1]", b"\xff", b'{"kind": "task"}', b'{"kind": "joke", "job": ["a", "b"]}'])
def test_what_is_no_message_is_refused_for_good(data: bytes) -> None:
    with pytest.raises(Permanent, match="no message of ours"):
        decoded(data)


def test_a_short_wait_is_waited_out_and_a_long_one_left_to_the_sweep(tmp_path: Path) -> None:
    slept: list[Millis] = []
    with pubsub_dispatch(tmp_path) as bench:
        assert isinstance(bench.dispatch, PubsubDispatch)
        dispatch = PubsubDispatch(bench.dispatch.publisher, bench.dispatch.topic, slept.append)
        dispatch.send([TASK], WAITED_OUT)
        dispatch.send([ADVANCE], Millis(WAITED_OUT + 1))
        assert bench.receive() == (TASK,)
        assert bench.receive() == ()
    (slept_once,) = slept
    assert slept_once >= WAITED_OUT


def test_a_topic_that_is_not_there_takes_nothing() -> None:
    with publisher_to_emulator(pubsub_address()) as publisher, pytest.raises(Unavailable, match="NotFound"):
        PubsubDispatch(publisher, "projects/dropcut-test/topics/never-made", lambda _: None).send([TASK])


def test_a_service_that_does_not_answer_takes_nothing() -> None:
    with publisher_to_emulator(f"127.0.0.1:{free_port()}") as publisher, pytest.raises(Unavailable, match="1 messages"):
        PubsubDispatch(publisher, "projects/p/topics/t", lambda _: None, patience_s=0.3).send([TASK])


def test_what_is_on_its_way_while_the_code_changes_is_still_read() -> None:
    assert encoded(TASK).decode() == '{"kind":"task","task":["ann","render","' + "0" * 64 + '"],"priority":10,"job":null}'
    assert encoded(ADVANCE).decode() == '{"kind":"advance","job":["ann","映像 %?"],"priority":0}'


def test_a_task_that_was_sent_before_messages_named_jobs_is_still_read() -> None:
    assert decoded(b'{"kind":"task","task":["ann","render","' + b"0" * 64 + b'"],"priority":10}') == TASK
