"""The glue: what Eventarc, Pub/Sub's pushes and Cloud Scheduler do, on this machine."""

from __future__ import annotations

import json
from base64 import b64encode
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.client import HTTPException
from random import Random
from threading import Event, Lock, Thread
from time import sleep
from typing import Any, cast
from urllib.error import HTTPError, URLError
from urllib.request import Request, urlopen

from google.api_core.exceptions import GoogleAPICallError
from google.pubsub_v1 import SubscriberClient
from google.pubsub_v1.types import PubsubMessage, PullRequest, PullResponse

from dropcut.cloud.pubsub.messages import EDIT
from dropcut.domain.catalog import Catalog

_TAKEN = {200, 201, 202, 204}
_KINDS = {"OBJECT_FINALIZE": "finalized", "OBJECT_DELETE": "deleted"}
_OUTBOX = "outbox/"
_TRIES = 12


@dataclass(frozen=True)
class Letter:
    """One delivery to one function."""

    function: str
    headers: Mapping[str, str]
    body: bytes


@dataclass
class Mishaps:
    """What happens to letters on their way."""

    copies: int = 1
    lost: float = 0.0
    late_s: float = 0.0
    chance: Random = field(default_factory=lambda: Random(7))

    def delays(self) -> list[float]:
        """When each copy of a letter goes out; none for one that is lost."""
        if self.chance.random() < self.lost:
            return []
        return [self.chance.uniform(0, self.late_s) for _ in range(self.copies)]


class Post:
    """Carries letters to functions until they are taken, with a growing wait between tries."""

    def __init__(self, address: Callable[[str], str], catalog: Catalog, mishaps: Mishaps, inbox: str) -> None:
        self.delivered: list[tuple[str, int]] = []
        """To which function, and what it answered."""
        self._address = address
        self._catalog = catalog
        self._mishaps = mishaps
        self._inbox = inbox
        self._heavy = ThreadPoolExecutor(2)
        self._light = ThreadPoolExecutor(3)
        self._lock = Lock()
        self._over = Event()

    def of_object(self, message: PubsubMessage) -> None:
        """A notification of a bucket: of the inbox as Eventarc brings it, of an outbox as the store is made to tell of it."""
        kind = _KINDS.get(message.attributes.get("eventType", ""))
        bucket, name = message.attributes.get("bucketId", ""), message.attributes.get("objectId", "")
        if bucket != self._inbox:
            if kind == "finalized" and name.startswith(_OUTBOX):
                self._push("advance", message, {"kind": EDIT})
        elif kind:
            self.send(Letter("advance", _cloud_event(kind, bucket, name, message.message_id), message.data))

    def of_work(self, message: PubsubMessage) -> None:
        """A message of our topic, as a subscription with a filter pushes it."""
        step = message.attributes.get("step", "")
        self._push(self._catalog[step].entry.removeprefix("functions/") if step else "advance", message, {})

    def _push(self, function: str, message: PubsubMessage, more: Mapping[str, str]) -> None:
        told = {
            "data": b64encode(message.data).decode(),
            "attributes": {**message.attributes, **more},
            "messageId": message.message_id,
        }
        body = json.dumps({"subscription": f"projects/p/subscriptions/{function}", "message": told}).encode()
        self.send(Letter(function, {"Content-Type": "application/json"}, body))

    def send(self, letter: Letter) -> None:
        """Bring it, subject to what happens on the way."""
        with self._lock:
            delays = self._mishaps.delays()
        pool = self._light if letter.function == "advance" else self._heavy
        for delay in delays:
            pool.submit(self._carried, letter, delay).add_done_callback(_raised)

    def call(self, function: str) -> int:
        """The clock's call."""
        return self._brought(Letter(function, {"Content-Type": "application/json"}, b"{}"))

    def close(self) -> None:
        """Carry nothing more."""
        self._over.set()
        for pool in (self._heavy, self._light):
            pool.shutdown(wait=True, cancel_futures=True)

    def _carried(self, letter: Letter, delay: float) -> None:
        sleep(delay)
        for tries in range(_TRIES):
            if self._over.is_set() or self._brought(letter) in _TAKEN:
                return
            self._over.wait(0.1 * 2 ** min(tries, 5))

    def _brought(self, letter: Letter) -> int:
        status = _posted(self._address(letter.function), letter)
        self.delivered.append((letter.function, status))
        return status


def _raised(done: Future[None]) -> None:
    if not done.cancelled():
        done.result()


def _posted(address: str, letter: Letter) -> int:
    try:
        with urlopen(Request(address, letter.body, dict(letter.headers), method="POST"), timeout=600) as answer:  # noqa: S310 - ours
            return int(answer.status)
    except HTTPError as refused:
        return refused.code
    except (URLError, HTTPException, ConnectionError):
        return 0


def _cloud_event(kind: str, bucket: str, name: str, number: str) -> dict[str, str]:
    return {
        "Content-Type": "application/json",
        "ce-specversion": "1.0",
        "ce-id": number,
        "ce-type": f"google.cloud.storage.object.v1.{kind}",
        "ce-source": f"//storage.googleapis.com/projects/_/buckets/{bucket}",
        "ce-subject": f"objects/{name}".encode().decode("latin-1"),
    }


@contextmanager
def carrying(subscriber: SubscriberClient, routes: Mapping[str, Callable[[PubsubMessage], None]]) -> Iterator[None]:
    """Hand the messages of each subscription on while the block lasts."""
    over = Event()
    threads = [Thread(target=_carry, args=(subscriber, name, act, over), daemon=True) for name, act in routes.items()]
    for thread in threads:
        thread.start()
    try:
        yield
    finally:
        over.set()
        for thread in threads:
            thread.join()


def _carry(subscriber: SubscriberClient, subscription: str, act: Callable[[PubsubMessage], None], over: Event) -> None:
    pull = cast("Callable[[PullRequest], PullResponse]", subscriber.transport.pull)
    while not over.wait(0.05):
        try:
            answer = pull(PullRequest(subscription=subscription, max_messages=1_000, return_immediately=True))
            tickets = [received.ack_id for received in answer.received_messages]
            if tickets:
                subscriber.acknowledge(subscription=subscription, ack_ids=tickets)
        except GoogleAPICallError:
            continue
        for received in answer.received_messages:
            act(received.message)


@contextmanager
def clockwork(call: Callable[[], Any], every_s: float) -> Iterator[None]:
    """Call now and then while the block lasts."""
    over = Event()

    def run() -> None:
        while not over.wait(every_s):
            call()

    thread = Thread(target=run, daemon=True)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()
