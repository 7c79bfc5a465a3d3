"""The publisher of a process, kept for all requests."""

from __future__ import annotations

from google.pubsub_v1 import PublisherClient
from google.pubsub_v1.services.publisher.transports import PublisherGrpcTransport
from grpc import insecure_channel  # type: ignore[import-untyped]


def publisher() -> PublisherClient:
    """To Google, as whoever the environment says we are."""
    return PublisherClient()


def publisher_to_emulator(address: str) -> PublisherClient:
    """To an emulator at `HOST:PORT`."""
    return PublisherClient(transport=PublisherGrpcTransport(channel=insecure_channel(address)))
