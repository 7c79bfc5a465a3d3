"""Which request an event belongs to, as the platform's headers say, and what sent a message, as that says itself."""

from __future__ import annotations

import re
from collections.abc import Mapping

from dropcut.ports.traces import Trace

PARENT = "traceparent"
"""Of messages an attribute, of requests a header."""
VARIABLE = "TRACEPARENT"
"""The same for a process that is started."""
_GOOGLE = re.compile(r"(?P<id>[0-9a-f]{32})(/(?P<span>\d{1,20}))?(;o=(?P<flags>\d))?")


def trace_of(headers: Mapping[str, str]) -> Trace | None:
    """What `traceparent` says, or else `X-Cloud-Trace-Context`; None when neither does, in whatever letters."""
    plain = {name.lower(): value.strip() for name, value in headers.items()}
    return Trace.parse(plain.get(PARENT, "")) or _google(plain.get("x-cloud-trace-context", ""))


def _google(text: str) -> Trace | None:
    found = _GOOGLE.fullmatch(text)
    if found is None:
        return None
    span = f"{int(found['span']):016x}" if found["span"] else ""
    return Trace(id=found["id"], span=span, sampled=found["flags"] == "1")
