"""Deliveries that are cut short, doubled or overtaken: the latest stands in the end, and a user's changes with it."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import quote

import pytest

from dropcut.cloud.inbox import turns
from dropcut.cloud.inbox.naming import outbox_of
from dropcut.cloud.inbox.record import read_record
from dropcut.domain.blobs import Blob
from dropcut.domain.errors import Unavailable
from dropcut.domain.names import JobId, Owner
from dropcut.ports.folder import Delivery
from tests.emulators.front import Asked
from tests.emulators.listening import Answer
from tests.unit.cloud.stages import Stage

DROP = JobId(Owner("ann"), "my film")
OUTBOX = outbox_of(DROP)


@pytest.fixture(autouse=True)
def _the_dead_are_soon_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(turns, "_DEAD_S", 0.4)
    monkeypatch.setattr(turns, "_GLANCE_S", 0.02)


def files(stage: Stage, revision: int) -> dict[str, Blob]:
    names = ("cut.mp4", "cut.srt", f"only-{revision}.txt")
    data = f"of {revision}".encode()
    return {name: stage.blobs.put(f"store/ann/assemble/{revision}/1/{name}", data) for name in names}


def delivered(stage: Stage) -> dict[str, bytes]:
    found = {}
    for stored in stage.store.list(OUTBOX):
        if "/." not in stored.name:
            part = stage.store.part(stored.name, 0, 1_000)
            found[stored.name.removeprefix(OUTBOX)] = bytes(part.data) if part else b""
    return found


def whole(revision: int) -> dict[str, bytes]:
    return dict.fromkeys(("cut.mp4", "cut.srt", f"only-{revision}.txt"), f"of {revision}".encode())


def killed_before(stage: Stage, number: int, act: Callable[[], object]) -> bool:
    """Do something in a process that is cut off before its so-manieth request; whether it came so far."""
    left = [number]

    def fault(_asked: Asked, pass_on: Callable[[], Answer]) -> Answer | None:
        left[0] -= 1
        return pass_on() if left[0] >= 0 else None

    stage.front.fault = fault
    try:
        act()
    except Unavailable:
        return True
    finally:
        stage.front.mend()
    return False


@pytest.mark.parametrize("number", range(4, 14))
def test_a_delivery_that_was_cut_short_leaves_the_older_record_and_is_completed_later(stage: Stage, number: int) -> None:
    first, second = files(stage, 1), files(stage, 2)
    stage.folder.publish(DROP, 1, first)
    if killed_before(stage, number, lambda: stage.hasty().publish(DROP, 2, second)):
        assert stage.folder.delivery(DROP) == Delivery(revision=1, files=first)
    assert stage.folder.publish(DROP, 2, second).revision == 2
    assert delivered(stage) == whole(2)
    assert read_record(stage.store, OUTBOX).record.turn == ""


def test_what_a_user_changes_while_it_is_delivered_is_kept(stage: Stage) -> None:
    stage.folder.publish(DROP, 1, files(stage, 1))
    theirs = [True]

    def fault(asked: Asked, pass_on: Callable[[], Answer]) -> Answer | None:
        if asked.kind == "rewrite" and theirs and theirs.pop():
            there = stage.store.look(f"{OUTBOX}cut.srt")
            stage.store.put(f"{OUTBOX}cut.srt", b"theirs", {}, there.generation)
        return pass_on()

    second = files(stage, 2)
    stage.front.fault = fault
    stage.folder.publish(DROP, 2, second)
    assert delivered(stage) == {**whole(2), "cut.yours-1.srt": b"theirs"}


@pytest.mark.parametrize(("kind", "earlier"), [("list", 0), ("rewrite", 0), ("rewrite", 1), ("rewrite", 2)])
def test_who_lost_the_turn_does_no_harm(stage: Stage, kind: str, earlier: int) -> None:
    """One is stopped before a look or a copy for so long that another delivers a later revision; then it goes on."""
    second, third = files(stage, 2), files(stage, 3)
    stopped = [True] + [False] * earlier

    def fault(asked: Asked, pass_on: Callable[[], Answer]) -> Answer | None:
        if asked.kind == kind and stopped and stopped.pop():
            with ThreadPoolExecutor() as pool:
                assert pool.submit(stage.folder.publish, DROP, 3, third).result().revision == 3
        return pass_on()

    stage.front.fault = fault
    with pytest.raises(Unavailable):
        stage.folder.publish(DROP, 2, second)
    stage.front.mend()
    assert delivered(stage) == whole(3)
    assert stage.folder.publish(DROP, 2, second).revision == 3
    assert delivered(stage) == whole(3)


def test_what_somebody_took_out_is_put_back(stage: Stage) -> None:
    first = files(stage, 1)
    stage.folder.publish(DROP, 1, first)
    stage.store.delete(f"{OUTBOX}cut.srt")
    stage.folder.publish(DROP, 1, first)
    assert delivered(stage) == whole(1)


def test_edits_of_several_revisions_are_all_kept(stage: Stage) -> None:
    for revision in (1, 2, 3):
        stage.folder.publish(DROP, revision, files(stage, revision))
        there = stage.store.look(f"{OUTBOX}cut.srt")
        stage.store.put(f"{OUTBOX}cut.srt", b"edit %d" % revision, {}, there.generation)
    assert delivered(stage)["cut.yours-1.srt"] == b"edit 1"
    assert delivered(stage)["cut.yours-2.srt"] == b"edit 2"
    assert stage.folder.edited(DROP, "cut.srt") == b"edit 3"


def test_a_browser_is_told_what_was_delivered(stage: Stage) -> None:
    names = {"cut.mp4": "video/mp4", "report.html": "text/html; charset=utf-8", "cut.otio": "application/octet-stream"}
    stage.folder.publish(DROP, 1, {name: stage.blobs.put(f"store/ann/assemble/1/1/{name}", b"x") for name in names})
    objects = f"{stage.front.address}/download/storage/v1/b/{stage.store.name}/o"
    answers = {name: stage.store.session.get(f"{objects}/{quote(OUTBOX + name, safe='')}?alt=media") for name in names}
    assert {name: answer.headers["Content-Type"] for name, answer in answers.items()} == names
