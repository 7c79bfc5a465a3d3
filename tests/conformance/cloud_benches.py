"""The adapters of Google Cloud on its emulators: every test has buckets and topics of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from typing import cast

from google.api_core.exceptions import Conflict
from google.pubsub_v1 import SubscriberClient
from google.pubsub_v1.services.subscriber.transports import SubscriberGrpcTransport
from google.pubsub_v1.types import PullRequest, PullResponse
from grpc import insecure_channel  # type: ignore[import-untyped]

from dropcut.cloud.gcs.blobs import GcsBlobs
from dropcut.cloud.gcs.bucket import NOBODY, Bucket
from dropcut.cloud.gcs.clients import Connection, connected_to_emulator
from dropcut.cloud.gcs.nearby import Copied
from dropcut.cloud.gcs.reading import opened
from dropcut.cloud.gcs.stored import Stored
from dropcut.cloud.inbox.folder import BucketFolder
from dropcut.cloud.pubsub.clients import publisher_to_emulator
from dropcut.cloud.pubsub.dispatch import PubsubDispatch
from dropcut.cloud.pubsub.messages import decoded
from dropcut.domain.names import JobId
from dropcut.ports.blobs import Blobs
from dropcut.ports.dispatch import Message
from tests.conformance.benches import DispatchBench, FolderBench
from tests.emulators.gcs import gcs_address
from tests.emulators.pubsub import pubsub_address

_ROOM = 64 << 20


@contextmanager
def gcs_blobs(folder: Path) -> Iterator[Blobs]:
    with gcs_connection() as connection:
        bucket = bucket_of(connection, folder, "store")
        yield GcsBlobs(bucket, Copied(bucket, _ROOM))


class _UserOfBuckets:
    def __init__(self, inbox: Bucket, store: Bucket) -> None:
        self._inbox = inbox
        self._store = store

    def put(self, drop: JobId, path: str, data: bytes) -> object:
        return _write(self._inbox, f"inbox/{drop}/{path}", data)

    def remove(self, drop: JobId, path: str) -> None:
        self._inbox.delete(f"inbox/{drop}/{path}")

    def delivered(self, drop: JobId) -> dict[str, bytes]:
        top = f"outbox/{drop}/"
        names = (stored.name for stored in self._store.list(top))
        return {name.removeprefix(top): _read(self._store, name) for name in names if "/." not in name}

    def edit(self, drop: JobId, name: str, data: bytes) -> object:
        return _write(self._store, f"outbox/{drop}/{name}", data)


@contextmanager
def bucket_folder(folder: Path) -> Iterator[FolderBench]:
    with gcs_connection() as connection:
        inbox, store = bucket_of(connection, folder, "inbox"), bucket_of(connection, folder, "store")
        blobs = GcsBlobs(store, Copied(store, _ROOM))
        yield FolderBench(BucketFolder(inbox, Copied(inbox, _ROOM), store), blobs, _UserOfBuckets(inbox, store))


@contextmanager
def pubsub_dispatch(folder: Path) -> Iterator[DispatchBench]:
    name = sha256(str(folder).encode()).hexdigest()[:40]
    topic, subscription = f"projects/dropcut-test/topics/t{name}", f"projects/dropcut-test/subscriptions/s{name}"
    address = pubsub_address()
    with publisher_to_emulator(address) as publisher, _subscriber(address) as subscriber:
        publisher.create_topic(name=topic)
        subscriber.create_subscription(name=subscription, topic=topic)

        def receive() -> tuple[Message, ...]:
            pull = cast("Callable[[PullRequest], PullResponse]", subscriber.transport.pull)
            # Past the client, which warns of asking for an answer at once; there is no other way to see an empty queue.
            answer = pull(PullRequest(subscription=subscription, max_messages=1_000, return_immediately=True))
            if answer.received_messages:
                tickets = [received.ack_id for received in answer.received_messages]
                subscriber.acknowledge(subscription=subscription, ack_ids=tickets)
            return tuple(decoded(received.message.data) for received in answer.received_messages)

        yield DispatchBench(PubsubDispatch(publisher, topic, lambda _: None), receive, lambda _: None)


def _subscriber(address: str) -> SubscriberClient:
    return SubscriberClient(transport=SubscriberGrpcTransport(channel=insecure_channel(address)))


def _write(bucket: Bucket, name: str, data: bytes) -> Stored:
    there = bucket.looked(name)
    return bucket.put(name, data, {}, there.generation if there else NOBODY)


def _read(bucket: Bucket, name: str) -> bytes:
    with opened(bucket, name) as file:
        return file.read()


@contextmanager
def gcs_connection() -> Iterator[Connection]:
    connection = connected_to_emulator("dropcut-test", gcs_address())
    try:
        yield connection
    finally:
        connection.session.close()


def bucket_of(connection: Connection, folder: Path, name: str) -> Bucket:
    """The bucket that stands for a folder, made when it is not there."""
    bucket = Bucket(connection, f"{name}-{sha256(str(folder).encode()).hexdigest()[:40]}")
    try:
        connection.client.create_bucket(bucket.name)
    except Conflict:  # another process of this test made it
        return bucket
    return bucket
