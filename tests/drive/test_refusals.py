"""What Drive refuses is tried again while that may help, and else said at once, with what to do."""

from __future__ import annotations

from email.utils import formatdate
from time import monotonic, time

import pytest

from dropcut.cloud.drive.api import Drive
from dropcut.cloud.drive.clients import Insisting, connected_to_double
from dropcut.domain.errors import DropcutError, NotFound, Permanent, Retryable, Unavailable
from tests.drive.double.wire import refused, served, told
from tests.emulators.listening import Answer

SOON = Insisting(patience_s=0.2, first_s=0.01, longest_s=0.05)


@pytest.mark.parametrize(
    ("status", "reason"),
    [
        (403, "rateLimitExceeded"),
        (403, "userRateLimitExceeded"),
        (403, "sharingRateLimitExceeded"),
        (429, "rateLimitExceeded"),
        (500, "internalError"),
        (502, ""),
        (503, "backendError"),
    ],
)
def test_what_may_pass_is_tried_again_for_a_while_and_no_longer(status: int, reason: str) -> None:
    with pytest.raises(Unavailable, match=str(status)):
        asked_of(refused(status, reason), at_least=3)


@pytest.mark.parametrize(
    ("status", "reason", "kind", "said"),
    [
        (401, "authError", Permanent, "Share the folder"),
        (403, "insufficientFilePermissions", Permanent, "Share the folder"),
        (403, "dailyLimitExceeded", Retryable, "Ask for a larger one"),
        (403, "storageQuotaExceeded", Permanent, "shared drive"),
        (403, "cannotDownloadFile", Permanent, "Allow viewers"),
        (404, "notFound", NotFound, "Share the folder"),
        (418, "teapot", Permanent, "418 teapot"),
    ],
)
def test_what_will_not_pass_is_said_at_once(status: int, reason: str, kind: type[DropcutError], said: str) -> None:
    with pytest.raises(kind, match=said):
        asked_of(refused(status, reason), at_most=1)


def test_an_answer_that_is_no_json_is_an_error_of_ours_too() -> None:
    with pytest.raises(Permanent, match="403"):
        asked_of(Answer(403, body=b"<html>"), at_most=1)


@pytest.mark.parametrize("asks", ["1", "date"])
def test_nobody_comes_back_before_the_moment_that_drive_names(asks: str) -> None:
    answers = [refused(429, "rateLimitExceeded", **{"Retry-After": asks if asks != "date" else formatdate(time() + 2)})]
    with served(lambda _: answers.pop(0) if answers else told({"id": "1AbC"})) as wire:
        connection = connected_to_double(wire.address, Insisting(patience_s=10.0, first_s=0.01, longest_s=0.05))
        began = monotonic()
        assert Drive(connection).look("1AbC").id == "1AbC"
        connection.close()
    assert monotonic() - began >= 1.0


def test_a_moment_too_far_away_is_left_to_the_next_round() -> None:
    with pytest.raises(Unavailable):
        asked_of(refused(503, "backendError", **{"Retry-After": "3600"}), at_most=1)


def asked_of(answer: Answer, at_least: int = 1, at_most: int = 99) -> None:
    with served(lambda _: answer) as wire:
        connection = connected_to_double(wire.address, SOON)
        try:
            Drive(connection).look("1AbC")
        finally:
            connection.close()
            assert at_least <= len(wire.asked) <= at_most
