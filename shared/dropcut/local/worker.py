"""A worker process: `python -m dropcut.local.worker`, told on its standard input what to do.

It ends when it is told to stop, and when its keeper is gone, however that went.
"""

from __future__ import annotations

import os
import signal
import sys
from threading import Thread

import structlog

from dropcut.engine.keeping import Keeper
from dropcut.local import logs, wiring
from dropcut.local.id_key import opaque_of
from dropcut.local.orders import READY, Orders
from dropcut.local.slots import Slots
from dropcut.local.working import Work

log = structlog.get_logger(__name__)

_INPUT, _OUTPUT, _ERRORS = 0, 1, 2


def main() -> None:
    """Work until told to stop."""
    orders = Orders.model_validate_json(_first_line())
    _end_with(orders.keeper)
    keeper = Keeper()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, lambda _number, _frame: keeper.stop("Dropcut was told to stop."))
    holder = orders.holder(os.getpid())
    opaque = opaque_of(orders.place.home)
    logs.configure(orders.place.log, holder, opaque, on_terminal=orders.on_terminal, report=wiring.report())
    slots = Slots(orders.place.slots, orders.cores)
    try:
        with wiring.opened(orders.place, orders.pipeline, holder, keeper.beating) as workplace:
            _say_ready()
            Work(workplace, keeper, slots).go_on()
    except Exception:
        log.exception("a worker cannot go on")
        sys.exit(1)


def _first_line() -> bytes:
    """Read without Python's buffers: another thread goes on reading where this ends."""
    line = bytearray()
    while piece := os.read(_INPUT, 1):
        if piece == b"\n":
            break
        line += piece
    return bytes(line)


def _end_with(keeper: int) -> None:
    """Die when the keeper does: by the kernel's word on Linux, and when its end of our input closes."""
    if sys.platform == "linux":
        from ctypes import CDLL  # noqa: PLC0415 - only Linux has the call

        pr_set_pdeathsig = 1
        CDLL(None).prctl(pr_set_pdeathsig, signal.SIGKILL, 0, 0, 0)
    if os.getppid() != keeper:
        sys.exit("The keeper was gone before the worker began.")
    Thread(target=_die_at_end_of_input, name="last words", daemon=True).start()


def _die_at_end_of_input() -> None:
    while os.read(_INPUT, 1):
        pass
    os.kill(os.getpid(), signal.SIGKILL)


def _say_ready() -> None:
    """Say so, and let whatever libraries print go where complaints go."""
    os.write(_OUTPUT, READY)
    os.dup2(_ERRORS, _OUTPUT)


if __name__ == "__main__":
    main()
