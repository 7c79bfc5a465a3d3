"""What a request tells, in whatever form it comes."""

from __future__ import annotations

import json
from base64 import b64encode
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dropcut.cloud.events import Changed, Delivered, Elsewhere, event_of
from dropcut.cloud.pubsub.messages import EDIT
from dropcut.domain.errors import Permanent
from dropcut.domain.names import JobId, Key, Owner, TaskId
from dropcut.ports.dispatch import Advance, RunTask
from tests.unit.cloud.entering.requests import INBOX, JSON, push_of, pushed, storage_headers, stored

DROP = JobId.parse("ann/my video")
PUBLISHED = {**JSON, "ce-type": "google.cloud.pubsub.topic.v1.messagePublished"}


@pytest.mark.parametrize("message", [Advance(job=DROP), RunTask(task=TaskId(Owner("ann"), "find", Key("k")), priority=3)])
@pytest.mark.parametrize("headers", [JSON, PUBLISHED], ids=["a push of our subscription", "a push of Eventarc"])
def test_a_message_is_the_message_that_was_sent(message: Advance | RunTask, headers: dict[str, str]) -> None:
    assert event_of(headers, pushed(message), INBOX) == message


@pytest.mark.parametrize("kind", ["finalized", "deleted", "archived", "metadataUpdated"])
def test_an_object_that_came_or_went_tells_of_its_drop(kind: str) -> None:
    assert event_of(storage_headers(kind), stored("inbox/ann/my video/sub/a.mp4"), INBOX) == Changed(drop=DROP)


@pytest.mark.parametrize(
    "name", ["readme.txt", "inbox/a.mp4", "inbox/ann/a.mp4", "inbox/Ann/x/a.mp4", "inbox/ann/.x/a.mp4", "/"]
)
def test_an_object_beside_the_drops_tells_of_none(name: str) -> None:
    assert event_of(storage_headers(), stored(name), INBOX) == Elsewhere(name=name)


def written(name: str) -> bytes:
    """What Cloud Storage publishes of an object that was written."""
    return push_of(b64encode(stored(name, "store")).decode(), {"kind": EDIT, "eventType": "OBJECT_FINALIZE", "objectId": name})


@pytest.mark.parametrize("file", ["review.md", "cut.mp4", ".dropcut/delivery.json", "sub/review.md"])
def test_what_is_written_into_an_outbox_tells_of_its_drop_and_file(file: str) -> None:
    assert event_of(JSON, written(f"outbox/ann/my video/{file}"), INBOX) == Delivered(drop=DROP, file=file)


@pytest.mark.parametrize("name", ["outbox/ann", "outbox/ann/review.md", "store/ann/x/review.md", "outbox/ann/.x/review.md", ""])
def test_what_is_written_beside_the_outboxes_tells_of_none(name: str) -> None:
    assert event_of(JSON, written(name), INBOX) == Elsewhere(name=name)


@pytest.mark.parametrize(
    ("headers", "body"),
    [
        (JSON, b""),
        (JSON, b"{bad"),
        (JSON, b"[]"),
        (JSON, b'{"a": 1}'),
        (JSON, push_of("%%%")),
        (JSON, push_of("")),
        (JSON, push_of("e30=")),
        (JSON, push_of("e30=", {"kind": "edit"})),
        (JSON, push_of("%%%", {"kind": "edit"})),
        (storage_headers(), b'{"bucket": "drops"}'),
        (storage_headers(), stored("inbox/ann/x/a.mp4", bucket="another")),
        ({**JSON, "ce-type": "google.cloud.audit.log.v1.written"}, b"{}"),
    ],
)
def test_what_nobody_will_understand_says_so(headers: dict[str, str], body: bytes) -> None:
    with pytest.raises(Permanent) as refused:
        event_of(headers, body, INBOX)
    assert refused.value.hint


def test_the_letters_of_header_names_do_not_matter() -> None:
    headers = {name.upper(): value for name, value in storage_headers().items()}
    assert event_of(headers, stored("inbox/ann/my video/a.mp4"), INBOX) == Changed(drop=DROP)


@given(st.binary() | st.builds(lambda text: json.dumps({"message": {"data": text}}).encode(), st.text()))
def test_no_body_breaks_the_door(body: bytes) -> None:
    with suppress(Permanent):
        event_of(JSON, body, INBOX)
