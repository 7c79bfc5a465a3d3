"""The clients of Cloud Run's own API, kept for all requests."""

from __future__ import annotations

from dataclasses import dataclass

from google.cloud.run_v2 import ExecutionsClient, JobsClient
from google.cloud.run_v2.services.executions.transports import ExecutionsGrpcTransport
from google.cloud.run_v2.services.jobs.transports import JobsGrpcTransport
from grpc import insecure_channel  # type: ignore[import-untyped]


@dataclass(frozen=True, slots=True)
class Connection:
    """To start jobs, and to see how they stand. Safe for many threads."""

    jobs: JobsClient
    executions: ExecutionsClient


def connected() -> Connection:
    """To Google, as whoever the environment says we are."""
    return Connection(JobsClient(), ExecutionsClient())


def connected_to_emulator(address: str) -> Connection:
    """To what stands for it at `HOST:PORT`."""
    channel = insecure_channel(address)
    jobs, executions = JobsGrpcTransport(channel=channel), ExecutionsGrpcTransport(channel=channel)
    return Connection(JobsClient(transport=jobs), ExecutionsClient(transport=executions))
