"""A push is believed for nothing but that looking may be worth it, and only from who knows its channel's secret."""

from __future__ import annotations

from dataclasses import replace
from http import HTTPStatus

import pytest

from dropcut.cloud.drive.channels import LASTS, RENEWED, Push
from dropcut.cloud.drive.functions import polled, pushed
from dropcut.cloud.drive.records import Feed
from tests.drive.double.wire import Act, refused
from tests.drive.stage import ADDRESS, Stage
from tests.emulators.listening import Answer, Asked

DAY = 24 * 3600 * 1000


def feed(stage: Stage) -> Feed:
    found = stage.book.one(Feed, "").value
    assert found is not None
    return found


def changes(stage: Stage) -> list[dict[str, str]]:
    return [push for push in stage.service.pushes if push["X-Goog-Resource-State"] == "change"]


def test_the_first_poll_opens_a_channel_and_a_push_through_it_brings_a_file(stage: Stage) -> None:
    polled(stage.place)
    (channel,) = stage.service.channels.values()
    assert channel.address == ADDRESS
    drop = stage.drive.folder("my video", stage.root.folder)
    stage.drive.put(drop, "take1.mp4", b"one")
    assert pushed(stage.place, Push(changes(stage)[-1])) == HTTPStatus.NO_CONTENT
    assert stage.files("my video") == {"take1.mp4": b"one"}


@pytest.mark.parametrize(
    "forged",
    [
        {"X-Goog-Channel-Token": ""},
        {"X-Goog-Channel-Token": "guessed"},
        {"X-Goog-Channel-Token": "é"},
        {"X-Goog-Channel-ID": "another"},
        {"X-Goog-Channel-ID": "another", "X-Goog-Channel-Token": ""},
    ],
)
def test_whoever_does_not_know_the_secret_wakes_nobody(stage: Stage, forged: dict[str, str]) -> None:
    polled(stage.place)
    stage.drive.put(stage.drive.folder("my video", stage.root.folder), "take1.mp4", b"one")
    asked = len(stage.wire.asked)
    assert pushed(stage.place, Push({**changes(stage)[-1], **forged})) == HTTPStatus.FORBIDDEN
    assert len(stage.wire.asked) == asked


def test_a_push_that_comes_again_or_late_wakes_nobody(stage: Stage) -> None:
    polled(stage.place)
    drop = stage.drive.folder("my video", stage.root.folder)
    stage.drive.put(drop, "take1.mp4", b"one")
    early, late = changes(stage)[-2:]
    pushed(stage.place, Push(late))
    asked = len(stage.wire.asked)
    for push in (late, early, {**early, "X-Goog-Message-Number": "x"}, {**early, "X-Goog-Message-Number": "9" * 99}):
        assert pushed(stage.place, Push(push)) == HTTPStatus.NO_CONTENT
    assert len(stage.wire.asked) == asked


def test_a_channel_is_followed_by_another_before_it_ends(stage: Stage) -> None:
    polled(stage.place)
    (first,) = feed(stage).channels
    stage.wait(LASTS - RENEWED - DAY)
    polled(stage.place)
    assert feed(stage).channels == (first,)
    stage.wait(DAY + 1000)
    polled(stage.place)
    assert [channel.running for channel in stage.service.channels.values()] == [True, True]
    polled(stage.place)
    (second,) = feed(stage).channels
    assert second.id != first.id
    assert second.secret != first.secret
    assert [channel.running for channel in stage.service.channels.values()] == [False, True]


def test_a_channel_that_ended_unseen_is_replaced(stage: Stage) -> None:
    polled(stage.place)
    stage.wait(2 * LASTS)
    stage.poll(1)
    polled(stage.place)
    drop = stage.drive.folder("my video", stage.root.folder)
    stage.drive.put(drop, "take1.mp4", b"one")
    pushed(stage.place, Push(changes(stage)[-1]))
    assert stage.files("my video") == {"take1.mp4": b"one"}


def test_who_died_while_asking_for_a_channel_is_followed_by_another(stage: Stage) -> None:
    def hangs_up(asked: Asked, act: Act) -> Answer | None:
        return None if asked.path.endswith("/watch") else act(asked)

    stage.wire.fault = hangs_up
    stage.means = replace(stage.means)
    with pytest.raises(Exception, match="cannot be reached"):
        polled(stage.place)
    stage.wire.fault = lambda asked, act: act(asked)
    assert [channel.resource for channel in feed(stage).channels] == [""]
    polled(stage.place)
    assert len(feed(stage).channels) == 1
    stage.wait(3600 * 1000)
    polled(stage.place)
    polled(stage.place)
    (channel,) = feed(stage).channels
    assert channel.resource


@pytest.mark.logs_errors
def test_polls_go_on_where_no_pushes_can_be_had(stage: Stage) -> None:
    def refuses(asked: Asked, act: Act) -> Answer | None:
        return refused(401, "push.webhookUrlUnauthorized") if asked.path.endswith("/watch") else act(asked)

    stage.wire.fault = refuses
    drop = stage.drive.folder("my video", stage.root.folder)
    stage.drive.put(drop, "take1.mp4", b"one")
    polled(stage.place)
    assert stage.files("my video") == {"take1.mp4": b"one"}
