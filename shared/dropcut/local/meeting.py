"""Where a home of this machine is met, as it was typed."""

from __future__ import annotations

from ipaddress import ip_address
from pathlib import Path

from dropcut.domain.values import Value


class Meeting(Value):
    """An address to listen on."""

    host: str = "127.0.0.1"
    port: int = 8420
    """0 for any that is free."""
    token: Path | None = None
    """A file that holds the token which everybody must show."""
    origins: tuple[str, ...] = ()
    """Other sites whose scripts may ask."""

    @property
    def is_loopback(self) -> bool:
        """Whether only this machine reaches it."""
        try:
            return self.host == "localhost" or ip_address(self.host).is_loopback
        except ValueError:
            return False

    @property
    def said(self) -> str:
        """As it stands in an address."""
        return f"[{self.host}]" if ":" in self.host else self.host
