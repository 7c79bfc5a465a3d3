"""The platform's word to stop: ten seconds after SIGTERM it ends a process, whatever that is doing."""

from __future__ import annotations

import signal
from collections.abc import Callable
from functools import cache
from threading import current_thread, main_thread
from types import FrameType

import structlog

from dropcut.engine.keeping import Keeper

log = structlog.get_logger(__name__)

_Handler = Callable[[int, FrameType | None], object]


def stop_when_told(keeper: Keeper, why: str) -> None:
    """From now on SIGTERM and SIGINT end the work that `keeper` beats for: it stops at its next pulse and is let go of.

    A server's own way to end comes after that. For the main thread: no other one is ever told.
    """
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, _telling(keeper, why, signal.getsignal(number)))


@cache
def stop_a_function_when_told(keeper: Keeper) -> None:
    """The same for whatever answers requests, at its first one.

    Only a server that works in its main thread hears: `THREADS=1`, which is what a concurrency of one asks for anyway.
    """
    if current_thread() is main_thread():
        stop_when_told(keeper, "Cloud Run ends this instance.")
    else:
        log.warning("work here is not told of SIGTERM", hint="Set THREADS=1 for functions that run steps.")


def _telling(keeper: Keeper, why: str, before: object) -> _Handler:
    def stop(number: int, frame: FrameType | None) -> None:
        keeper.stop(why)
        if callable(before) and before is not signal.default_int_handler:
            before(number, frame)

    return stop
