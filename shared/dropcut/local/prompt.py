"""Connections whose requests come promptly: whoever sends headers a letter at a time holds none open."""

from __future__ import annotations

import asyncio
from typing import Final, cast

from uvicorn.protocols.http.h11_impl import H11Protocol, RequestResponseCycle

HEADERS_S: Final = 15.0


class PromptProtocol(H11Protocol):
    """uvicorn's own, which waits for headers without an end; bodies are timed by `dropcut.api.guards.bodies`."""

    _waiting: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # as uvicorn has it
        """Begin to wait for headers."""
        super().connection_made(transport)
        self._wait()

    def connection_lost(self, exc: Exception | None) -> None:
        """Wait no more."""
        self._wait_no_more()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Wait on while it is headers that come; not while a request is being answered."""
        super().data_received(data)
        if self._between_requests():
            self._wait()
        else:
            self._wait_no_more()

    def _between_requests(self) -> bool:
        cycle = cast("RequestResponseCycle | None", self.cycle)  # none before the first request, whatever its type says
        return cycle is None or cycle.response_complete

    def _wait(self) -> None:
        if self._waiting is None:
            self._waiting = self.loop.call_later(HEADERS_S, self._give_up)

    def _wait_no_more(self) -> None:
        if self._waiting is not None:
            self._waiting.cancel()
            self._waiting = None

    def _give_up(self) -> None:
        self._waiting = None
        if self._between_requests():
            self.transport.close()
