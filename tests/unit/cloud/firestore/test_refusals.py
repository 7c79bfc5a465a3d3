"""What Firestore refuses, and what its clock says, in our words."""

from __future__ import annotations

from time import time

import pytest
from google.api_core import exceptions as google
from google.auth.exceptions import TransportError

from dropcut.cloud.firestore.refusals import told
from dropcut.domain.errors import DropcutError, Permanent, Retryable, Unavailable
from dropcut.domain.jobs import Job
from tests.conformance.ledger_acts import HOLIDAY
from tests.unit.cloud.firestore.bench import Bench


@pytest.mark.parametrize(
    ("refusal", "ours"),
    [
        (google.ServiceUnavailable, Unavailable),
        (google.DeadlineExceeded, Unavailable),
        (google.InternalServerError, Unavailable),
        (google.TooManyRequests, Unavailable),
        (TransportError, Unavailable),
        (google.Aborted, Retryable),
        (google.NotFound, Permanent),
        (google.PermissionDenied, Permanent),
        (google.Unauthenticated, Permanent),
        (google.FailedPrecondition, Permanent),
        (google.InvalidArgument, Permanent),
    ],
)
def test_a_refusal_says_whether_to_try_again(refusal: type[Exception], ours: type[DropcutError]) -> None:
    with pytest.raises(ours, match=r"Firestore .*because"), told():
        raise refusal("because")


def test_what_needs_a_person_says_what_to_do() -> None:
    with pytest.raises(Permanent) as caught, told():
        raise google.FailedPrecondition("The query requires an index.")  # type: ignore[no-untyped-call]
    assert "firestore.indexes.json" in caught.value.hint


def test_a_mistake_of_ours_stays_what_it_is() -> None:
    with pytest.raises(TypeError), told():
        raise TypeError("a mistake")


def test_time_is_the_servers(home: Bench) -> None:
    before = int(time() * 1000)
    job = home.on_the_servers_time().create_job(Job(id=HOLIDAY))
    after = int(time() * 1000)
    assert before - 1 <= job.created <= after + 1
    assert job.created <= home.on_the_servers_time().now() <= int(time() * 1000) + 1
