"""A collector of OpenTelemetry's, on a port of this machine: takes what exporters send, and keeps it as they meant it."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Lock, Thread
from typing import Any, NamedTuple

from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest, ExportTraceServiceResponse


class Told(NamedTuple):
    """A span, as it arrived."""

    trace: str
    span: str
    parent: str
    name: str
    about: dict[str, Any]
    links: tuple[tuple[str, str], ...]
    """Traces and spans."""
    began: int
    ended: int
    bad: bool
    service: str
    instance: str


@dataclass
class Collector:
    """What was told so far."""

    address: str = ""
    spans: list[Told] = field(default_factory=list)
    lock: Lock = field(default_factory=Lock)

    def take(self, request: ExportTraceServiceRequest) -> None:
        """Keep all spans of one request."""
        with self.lock:
            for resource in request.resource_spans:
                who = {pair.key: pair.value.string_value for pair in resource.resource.attributes}
                for scope in resource.scope_spans:
                    self.spans.extend(_told(span, who) for span in scope.spans)

    def named(self, beginning: str) -> list[Told]:
        """Spans whose names begin like that, in the order of their beginnings."""
        with self.lock:
            return sorted((span for span in self.spans if span.name.startswith(beginning)), key=lambda span: span.began)


def _told(span: Any, who: dict[str, str]) -> Told:  # noqa: ANN401 - a message of protobuf's
    return Told(
        trace=span.trace_id.hex(),
        span=span.span_id.hex(),
        parent=span.parent_span_id.hex(),
        name=span.name,
        about={pair.key: pair.value.string_value or pair.value.int_value for pair in span.attributes},
        links=tuple((link.trace_id.hex(), link.span_id.hex()) for link in span.links),
        began=span.start_time_unix_nano,
        ended=span.end_time_unix_nano,
        bad=span.status.code == span.status.STATUS_CODE_ERROR,
        service=who.get("service.name", ""),
        instance=who.get("service.instance.id", ""),
    )


@contextmanager
def collecting() -> Iterator[Collector]:
    """One that listens while the block lasts."""
    collector = Collector()

    class Taking(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            request = ExportTraceServiceRequest()
            request.ParseFromString(gzip.decompress(body) if self.headers.get("Content-Encoding") == "gzip" else body)
            collector.take(request)
            answer = ExportTraceServiceResponse().SerializeToString()
            self.send_response(200)
            self.send_header("Content-Type", "application/x-protobuf")
            self.send_header("Content-Length", str(len(answer)))
            self.end_headers()
            self.wfile.write(answer)

        def log_message(self, *_: object) -> None:
            """Quietly."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Taking) as server:
        collector.address = f"http://127.0.0.1:{server.server_port}"
        Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield collector
        finally:
            server.shutdown()
