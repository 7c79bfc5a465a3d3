"""What pytest must know of emulators: when the run begins and ends, and what a missing one means."""

from __future__ import annotations

import os
from collections.abc import Generator

import pytest

from tests.emulators.running import MissingEmulatorError, begin_run, end_run


def pytest_configure() -> None:
    begin_run()


def pytest_unconfigure() -> None:
    end_run()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_setup() -> Generator[None, object, object]:
    try:
        return (yield)
    except MissingEmulatorError as missing:
        judge(missing)
        raise


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call() -> Generator[None, object, object]:
    try:
        return (yield)
    except MissingEmulatorError as missing:
        judge(missing)
        raise


def judge(missing: MissingEmulatorError) -> None:
    """Skip at home; with CI=true the error stands."""
    if os.environ.get("CI", "").lower() not in {"1", "true"}:
        pytest.skip(str(missing))
