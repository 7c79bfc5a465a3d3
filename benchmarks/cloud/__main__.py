"""The cloud home's figures on this machine, as tables: `python -m benchmarks.cloud [PART ...]`, without parts all of them."""

from __future__ import annotations

import logging
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from os import getloadavg

import structlog

from benchmarks.cloud import deployables, group, job, master, overhead, starts
from tests.emulators.running import begin_run, end_run

PARTS: dict[str, Callable[[], str]] = {
    "starts": starts.starts,
    "deployables": deployables.deployables,
    "overhead": overhead.overhead,
    "job": job.job,
    "group": group.group,
    "master": master.master,
}


def main() -> None:
    """Print the parts that were asked for, or all."""
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING))
    begin_run()
    try:
        for name in sys.argv[1:] or PARTS:
            print(sys.modules[PARTS[name].__module__].__doc__)
            print(PARTS[name](), end="\n\n")
            print(f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC, load {getloadavg()[0]:.1f}\n", flush=True)
    finally:
        end_run()


if __name__ == "__main__":
    main()
