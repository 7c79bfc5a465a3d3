"""Work in seconds of a quiet machine: a bar says the same where a core is shared, and slower for it."""

from __future__ import annotations

import resource
import subprocess
import sys
from collections.abc import Callable
from typing import Final, TypeVar

_REFERENCE: Final = (sys.executable, "-I", "-c", "import asyncio, email.message, http.client, json, unittest, xml.dom.minidom")
_QUIET_S: Final = 0.12
"""What the reference takes where the bars were set and nothing else ran; up to 0.4 was seen where much else did."""

Result = TypeVar("Result")


def worked(what: Callable[[], Result]) -> tuple[Result, float]:
    """What came of it, and how long the processes that it began and waited for worked, as a quiet machine would count."""
    before = _reference_s()
    result, seconds = _children_s(what)
    return result, seconds / max(1.0, (before + _reference_s()) / 2 / _QUIET_S)


def _reference_s() -> float:
    return _children_s(lambda: subprocess.run(_REFERENCE, check=True))[1]


def _children_s(what: Callable[[], Result]) -> tuple[Result, float]:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    result = what()
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return result, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
