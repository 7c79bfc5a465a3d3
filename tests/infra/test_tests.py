"""The rule of tests/conftest.py holds: a test that logs an error fails."""

from __future__ import annotations

import logging

import pytest
import structlog

pytest_plugins = ["pytester"]

LOGS_BOTH_WAYS = """
import logging, pytest, structlog
def test_by_logging(): logging.getLogger("a").error("lost a take")
def test_by_structlog(): structlog.get_logger().error("lost a take")
@pytest.mark.logs_errors
def test_that_promised_an_error(): pass
def test_that_warns(): logging.getLogger("a").warning("a quiet take")
"""


def test_a_test_that_logs_an_error_fails(pytester: pytest.Pytester, request: pytest.FixtureRequest) -> None:
    pytester.makeconftest((request.config.rootpath / "tests" / "conftest.py").read_text())
    pytester.makeini(f"[pytest]\npythonpath = {request.config.rootpath}\nmarkers = logs_errors: on purpose")
    pytester.makepyfile(LOGS_BOTH_WAYS)
    pytester.runpytest_subprocess("-p", "no:cacheprovider").assert_outcomes(passed=4, errors=3)


@pytest.mark.logs_errors
def test_an_error_may_be_logged_on_purpose() -> None:
    logging.getLogger("dropcut").error("a take is gone")


@pytest.mark.logs_errors
def test_an_error_may_be_logged_on_purpose_by_structlog() -> None:
    structlog.get_logger().error("a take is gone")
