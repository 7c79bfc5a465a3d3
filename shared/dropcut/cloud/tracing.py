"""Which request an event belongs to, as the platform's headers say."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Self

from dropcut.domain.values import Value

_W3C = re.compile(r"00-(?P<id>[0-9a-f]{32})-(?P<span>[0-9a-f]{16})-(?P<flags>[0-9a-f]{2})")
_GOOGLE = re.compile(r"(?P<id>[0-9a-f]{32})(/(?P<span>\d{1,20}))?(;o=(?P<flags>\d))?")


class Trace(Value):
    """One request, wherever it leads."""

    id: str
    span: str = ""
    sampled: bool = False

    @classmethod
    def of(cls, headers: Mapping[str, str]) -> Self | None:
        """What `traceparent` says, or else `X-Cloud-Trace-Context`; None when neither does, in whatever letters."""
        plain = {name.lower(): value.strip() for name, value in headers.items()}
        found = _W3C.fullmatch(plain.get("traceparent", ""))
        if found:
            return cls(id=found["id"], span=found["span"], sampled=bool(int(found["flags"], 16) & 1))
        found = _GOOGLE.fullmatch(plain.get("x-cloud-trace-context", ""))
        if found:
            span = f"{int(found['span']):016x}" if found["span"] else ""
            return cls(id=found["id"], span=span, sampled=found["flags"] == "1")
        return None
