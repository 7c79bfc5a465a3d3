"""What stands before an emulator that speaks gRPC: it passes every call on as it is, and tells of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any

import grpc  # type: ignore[import-untyped]

Told = Callable[[str, bytes, Sequence[bytes]], None]
"""Is told of a call that went well: its method (`/package.Service/Method`), what was asked, and every answer."""

_STREAMED = ("/BatchGetDocuments", "/RunQuery", "/RunAggregationQuery")
_OPTIONS = (("grpc.max_receive_message_length", -1), ("grpc.max_send_message_length", -1))
_OWN = ("user-agent", "grpc-")
_AT_ONCE = 32


@contextmanager
def passing(upstream: str, told: Told) -> Iterator[str]:
    """The address, `127.0.0.1:PORT`, of one before `upstream` while the block lasts. `told` is called by many threads."""
    with grpc.insecure_channel(upstream, options=_OPTIONS) as channel:
        server = grpc.server(ThreadPoolExecutor(_AT_ONCE), options=_OPTIONS)
        server.add_generic_rpc_handlers((_Passing(channel, told),))
        port = server.add_insecure_port("127.0.0.1:0")
        server.start()
        try:
            yield f"127.0.0.1:{port}"
        finally:
            server.stop(None).wait()


class _Passing(grpc.GenericRpcHandler):  # type: ignore[misc]
    def __init__(self, channel: Any, told: Told) -> None:  # noqa: ANN401 - the same
        self._channel = channel
        self._told = told

    def service(self, call: Any) -> Any:  # noqa: ANN401 - the same
        method: str = call.method
        if method.endswith(_STREAMED):
            return grpc.unary_stream_rpc_method_handler(lambda asked, context: self._streamed(method, asked, context))
        return grpc.unary_unary_rpc_method_handler(lambda asked, context: self._single(method, asked, context))

    def _single(self, method: str, asked: bytes, context: Any) -> bytes:  # noqa: ANN401 - the same
        with _as_it_failed(context):
            answer: bytes = self._channel.unary_unary(method)(asked, **_how(context))
        self._told(method, asked, [answer])
        return answer

    def _streamed(self, method: str, asked: bytes, context: Any) -> Iterator[bytes]:  # noqa: ANN401 - the same
        with _as_it_failed(context):
            answers: list[bytes] = list(self._channel.unary_stream(method)(asked, **_how(context)))
        self._told(method, asked, answers)
        yield from answers


def _how(context: Any) -> dict[str, Any]:  # noqa: ANN401 - gRPC is untyped
    told = [(name, value) for name, value in context.invocation_metadata() if not name.startswith(_OWN)]
    return {"metadata": told, "timeout": context.time_remaining()}


@contextmanager
def _as_it_failed(context: Any) -> Iterator[None]:  # noqa: ANN401 - gRPC is untyped
    try:
        yield
    except grpc.RpcError as error:
        context.abort(error.code(), error.details())
