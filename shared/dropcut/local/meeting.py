"""Where a home of this machine is met, as it was typed."""

from __future__ import annotations

from dropcut.domain.values import Value


class Meeting(Value):
    """An address to listen on."""

    host: str = "127.0.0.1"
    port: int = 8420
    """0 for any that is free."""
