"""The one client of a process, kept for all requests."""

from __future__ import annotations

from dataclasses import dataclass

from google.cloud.firestore_v1.services.firestore import FirestoreClient
from google.cloud.firestore_v1.services.firestore.transports import FirestoreGrpcTransport
from grpc import insecure_channel  # type: ignore[import-untyped]
from grpc.experimental import ChannelOptions  # type: ignore[import-untyped]

_OPTIONS = (
    (ChannelOptions.SingleThreadedUnaryStream, 1),  # every answer is a stream, and else each would start a thread
    ("grpc.max_receive_message_length", -1),
    ("grpc.keepalive_time_ms", 30_000),
)


@dataclass(frozen=True, slots=True)
class Connection:
    """A client and the database that is asked. Safe for many threads."""

    client: FirestoreClient
    database: str
    """`projects/P/databases/D`."""
    metadata: tuple[tuple[str, str], ...] = ()

    def close(self) -> None:
        """Let go of the network."""
        self.client.transport.close()  # type: ignore[no-untyped-call]


def connected(project: str, database: str = "(default)") -> Connection:
    """To Google, as whoever the environment says we are. Reads credentials, and asks nobody."""
    channel = FirestoreGrpcTransport.create_channel(options=_OPTIONS)
    return _connection(channel, project, database)


def connected_to_emulator(project: str, address: str, database: str = "(default)") -> Connection:
    """To an emulator at `HOST:PORT`, which asks for no credentials."""
    connection = _connection(insecure_channel(address, options=_OPTIONS), project, database)
    return Connection(connection.client, connection.database, (*connection.metadata, ("authorization", "Bearer owner")))


def _connection(channel: object, project: str, database: str) -> Connection:
    name = f"projects/{project}/databases/{database}"
    client = FirestoreClient(transport=FirestoreGrpcTransport(channel=channel))
    return Connection(client, name, (("google-cloud-resource-prefix", name),))
