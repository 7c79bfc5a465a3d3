"""Where a message goes, read from what somebody typed."""

from __future__ import annotations

import re
from typing import Final
from urllib.parse import quote, urlsplit

from dropcut.domain.errors import Permanent
from dropcut.domain.values import Value

LONGEST_URL: Final = 2_000
_PLAIN: Final = re.compile(r"[!-~]+")
_PORTS: Final = {"https": 443, "http": 80}
_HINT: Final = "Write it as https://host/path."
_KEPT: Final = "/:?#[]@!$&'()*+,;=%-._~"


class Target(Value):
    """An address on the web, in its parts."""

    secure: bool
    host: str
    port: int
    path: str

    @property
    def shown(self) -> str:
        """For logs: the path may hold a key of the receiver's."""
        return self.host


def target_of(url: str, *, inner: bool) -> Target:
    """Read an address. Raises Permanent for what is none, or not https; plain http is for inner ones alone."""
    if len(url) > LONGEST_URL or not url.isprintable() or any(sign.isspace() for sign in url):
        raise Permanent(f"The address has spaces or signs that cannot be seen, or more than {LONGEST_URL} of them.", _HINT)
    try:
        told = urlsplit(url)
        port, host = told.port, told.hostname or ""
    except ValueError:
        raise Permanent("The address cannot be read.", _HINT) from None
    if told.scheme not in _PORTS or (told.scheme == "http" and not inner):
        raise Permanent("A webhook's address begins with https://.", _HINT)
    if told.username is not None or told.password is not None:
        raise Permanent("The address holds a name or a password.", "Leave it out: messages are signed.")
    path = quote(told.path or "/", safe=_KEPT) + (f"?{quote(told.query, safe=_KEPT)}" if told.query else "")
    return Target(secure=told.scheme == "https", host=_host(host), port=port or _PORTS[told.scheme], path=path)


def _host(host: str) -> str:
    try:
        plain = host if ":" in host else host.rstrip(".").encode("idna").decode()
    except UnicodeError:
        plain = ""
    if not plain or "%" in plain or not _PLAIN.fullmatch(plain):
        raise Permanent("The address names no host.", _HINT)
    return plain
