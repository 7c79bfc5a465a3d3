"""What holds for every test: nothing may log an error unnoticed."""

from __future__ import annotations

import logging
import os
from collections.abc import Iterator, MutableMapping
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
import structlog
from hypothesis import settings

# How long one example takes depends on what else the machine does.
settings.register_profile("house", deadline=None)
settings.load_profile("house")

pytest_plugins = ["tests.emulators.plugin"]

_LEARNED = TemporaryDirectory(prefix="dropcut-tests-")
os.environ.setdefault("DROPCUT_MONEY", str(Path(_LEARNED.name) / "money.sqlite"))
"""What jobs of tests take is nothing that this user's own quotes should go by."""

ERRORS = {"error", "exception", "critical", "fatal"}


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers() -> int:
    """Two workers more than there are cores: a third of a run is waiting, for emulators, leases, browsers and processes."""
    return (os.cpu_count() or 1) + 2


class _ErrorsOfLogging(logging.Handler):
    """Collects what the standard library's loggers say of errors."""

    def __init__(self, errors: list[str]) -> None:
        super().__init__(level=logging.ERROR)
        self.errors = errors

    def emit(self, record: logging.LogRecord) -> None:
        self.errors.append(f"{record.name}: {record.getMessage()}")


@contextmanager
def _watched_structlog(errors: list[str]) -> Iterator[None]:
    def note(_logger: object, method: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
        if method in ERRORS:
            errors.append(str(dict(event)))
        return event

    # The list itself is changed, as loggers that are already bound hold on to it.
    processors = structlog.get_config()["processors"]
    processors.insert(0, note)
    try:
        yield
    finally:
        processors.remove(note)


@contextmanager
def _watched_logging(errors: list[str]) -> Iterator[None]:
    handler = _ErrorsOfLogging(errors)
    logging.getLogger().addHandler(handler)
    try:
        yield
    finally:
        logging.getLogger().removeHandler(handler)


@pytest.fixture(autouse=True)
def _no_error_goes_unnoticed(request: pytest.FixtureRequest) -> Iterator[None]:
    """A test that logs an error fails, unless it is marked `logs_errors`; then it fails when it logs none."""
    errors: list[str] = []
    with _watched_logging(errors), _watched_structlog(errors):
        yield
    on_purpose = request.node.get_closest_marker("logs_errors") is not None
    if errors and not on_purpose:
        pytest.fail("This test logged errors; mark it `logs_errors` if it is meant to:\n" + "\n".join(errors))
    if on_purpose and not errors:
        pytest.fail("This test is marked `logs_errors` and logged none.")
