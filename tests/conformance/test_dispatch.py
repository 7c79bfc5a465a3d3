"""Every sentence of `ports/dispatch.py`, on every adapter."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from dropcut.domain.names import JobId, Key, Owner, TaskId
from dropcut.domain.values import Millis
from dropcut.ports.dispatch import Advance, Message, RunTask
from tests.conformance.adapters import DISPATCHES
from tests.conformance.benches import DispatchBench
from tests.conformance.racing import RACERS, race


@pytest.fixture(params=DISPATCHES)
def bench(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[DispatchBench]:
    with DISPATCHES[request.param].open(tmp_path) as opened:
        yield opened


def benches(ability: str) -> pytest.MarkDecorator:
    """Only the adapters of homes that can."""
    return pytest.mark.parametrize("bench", [name for name, can in DISPATCHES.items() if getattr(can, ability)], indirect=True)


def task(number: int, owner: str = "ada", priority: int = 0) -> RunTask:
    return RunTask(task=TaskId(Owner(owner), "render", Key(f"{number:064}")), priority=priority)


def advance(name: str, owner: str = "ada", priority: int = 0) -> Advance:
    return Advance(job=JobId(Owner(owner), name), priority=priority)


def received(bench: DispatchBench) -> list[Message]:
    """All that can be received now."""
    found: list[Message] = []
    while some := bench.receive():
        found.extend(some)
    return found


def test_what_is_sent_is_received_as_it_was(bench: DispatchBench) -> None:
    sent: list[Message] = [
        task(1),
        advance("my video", priority=3),
        advance("映像 %?", owner="bob"),
        task(2, owner="bob", priority=-1),
    ]
    bench.dispatch.send(sent)
    assert sorted(map(repr, received(bench))) == sorted(map(repr, sent))
    assert received(bench) == []


def test_to_send_nothing_is_fine(bench: DispatchBench) -> None:
    bench.dispatch.send([])
    assert received(bench) == []


def test_many_may_be_sent_at_once(bench: DispatchBench) -> None:
    sent = [task(number) for number in range(2_000)]
    bench.dispatch.send(sent)
    assert {message.task.key for message in received(bench) if isinstance(message, RunTask)} == {m.task.key for m in sent}


def test_a_message_can_be_sent_again_once_it_was_received(bench: DispatchBench) -> None:
    for _ in range(3):
        bench.dispatch.send([task(1)])
        assert received(bench) == [task(1)]


@benches("delays")
def test_a_later_message_comes_later(bench: DispatchBench) -> None:
    bench.dispatch.send([task(1)], Millis(5_000))
    bench.dispatch.send([task(2)])
    assert received(bench) == [task(2)]
    bench.pass_time(Millis(4_000))
    assert received(bench) == []
    bench.pass_time(Millis(1_500))
    assert received(bench) == [task(1)]


@benches("in_turn")
def test_what_is_urgent_comes_first(bench: DispatchBench) -> None:
    bench.dispatch.send([task(1), advance("bulk")])
    bench.dispatch.send([task(2, priority=10), advance("edit", owner="bob", priority=10)])
    bench.dispatch.send([task(3, priority=5)])
    assert [message.priority for message in received(bench)] == [10, 10, 5, 0, 0]


@benches("in_turn")
def test_owners_take_turns(bench: DispatchBench) -> None:
    bench.dispatch.send([task(number) for number in range(5)])
    bench.dispatch.send([task(number, owner="bob") for number in range(2)])
    bench.dispatch.send([task(9, owner="eve")])
    assert [message.owner for message in received(bench)] == ["ada", "bob", "eve", "ada", "bob", "ada", "ada", "ada"]


@benches("in_turn")
def test_one_owners_messages_come_in_the_order_of_sending(bench: DispatchBench) -> None:
    sent: list[Message] = [*(task(number) for number in (5, 3, 9, 1)), advance("a"), task(2)]
    for message in sent:
        bench.dispatch.send([message])
    assert received(bench) == sent


@benches("in_turn")
def test_who_was_served_lately_waits(bench: DispatchBench) -> None:
    bench.dispatch.send([task(1), task(2)])
    assert len(received(bench)) == 2
    bench.dispatch.send([task(3), task(4, owner="bob")])
    assert [message.owner for message in received(bench)] == ["bob", "ada"]


@benches("folds")
def test_what_nobody_received_yet_is_not_said_twice(bench: DispatchBench) -> None:
    bench.dispatch.send([task(1), advance("a"), task(1)])
    bench.dispatch.send([advance("a", priority=7), task(2), advance("b")])
    assert received(bench) == [advance("a", priority=7), task(1), task(2), advance("b")]


@benches("folds")
def test_a_later_message_never_takes_the_place_of_one_for_now(bench: DispatchBench) -> None:
    bench.dispatch.send([task(1)])
    bench.dispatch.send([task(1)], Millis(5_000))
    bench.dispatch.send([task(2)], Millis(5_000))
    bench.dispatch.send([task(2)])
    assert received(bench) == [task(1), task(2)]
    bench.pass_time(Millis(6_000))
    assert received(bench) == [task(1), task(2)]


@benches("folds")
def test_of_two_later_messages_the_earlier_time_counts(bench: DispatchBench) -> None:
    bench.dispatch.send([advance("a")], Millis(9_000))
    bench.dispatch.send([advance("a", priority=3)], Millis(2_000))
    bench.dispatch.send([advance("a")], Millis(5_000))
    bench.pass_time(Millis(2_500))
    assert received(bench) == [advance("a", priority=3)]
    bench.pass_time(Millis(9_000))
    assert received(bench) == []


def test_many_may_send_and_receive_at_once(bench: DispatchBench) -> None:
    def send_and_receive(number: int) -> list[Message]:
        bench.dispatch.send([task(10 * number + turn, owner=f"owner{number % 3}") for turn in range(10)])
        return list(bench.receive())

    found = [message for some in race(send_and_receive) for message in some] + received(bench)
    assert len({str(message.task) for message in found if isinstance(message, RunTask)}) == 10 * RACERS
