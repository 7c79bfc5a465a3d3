"""The publisher of a process, kept for all requests; and what looks at topics and subscriptions."""

from __future__ import annotations

from dataclasses import dataclass

from google.pubsub_v1 import PublisherClient, SubscriberClient
from google.pubsub_v1.services.publisher.transports import PublisherGrpcTransport
from google.pubsub_v1.services.subscriber.transports import SubscriberGrpcTransport
from grpc import insecure_channel  # type: ignore[import-untyped]


def publisher() -> PublisherClient:
    """To Google, as whoever the environment says we are."""
    return PublisherClient()


def publisher_to_emulator(address: str) -> PublisherClient:
    """To an emulator at `HOST:PORT`."""
    return PublisherClient(transport=PublisherGrpcTransport(channel=insecure_channel(address)))


@dataclass(frozen=True, slots=True)
class Posts:
    """To look at topics and subscriptions, for whoever examines a home."""

    publisher: PublisherClient
    subscriber: SubscriberClient

    def close(self) -> None:
        """Let go of the network."""
        self.publisher.transport.close()  # type: ignore[no-untyped-call]
        self.subscriber.transport.close()  # type: ignore[no-untyped-call]


def posts() -> Posts:
    """At Google, as whoever the environment says we are."""
    return Posts(PublisherClient(), SubscriberClient())


def posts_of_emulator(address: str) -> Posts:
    """At an emulator at `HOST:PORT`."""
    subscriber = SubscriberClient(transport=SubscriberGrpcTransport(channel=insecure_channel(address)))
    return Posts(publisher_to_emulator(address), subscriber)
