"""The server through which a home sends e-mail, and addresses to send it to."""

from __future__ import annotations

import re
from enum import StrEnum
from typing import Annotated, ClassVar, Final, Self

from pydantic import Field

from dropcut.domain.documents import Document
from dropcut.domain.errors import Permanent
from dropcut.domain.wording import spoken

_ADDRESS: Final = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9](?:[A-Za-z0-9.-]{0,251}[A-Za-z0-9])?")
_HOST: Final = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9.-]{0,251}[A-Za-z0-9])?|[0-9a-fA-F:]{2,45}")
_LOOPBACK: Final = {"localhost", "127.0.0.1", "::1"}
_MOST: Final = 65_535


class Security(StrEnum):
    """How the connection is kept from others."""

    STARTTLS = "starttls"
    """It begins open and is closed before anything is said: usually port 587."""
    TLS = "tls"
    """From the first byte: usually port 465."""
    NONE = "none"
    """Not at all: for a server on this machine or beside it, and with a password for this machine alone."""

    @property
    def port(self) -> int:
        """The usual one."""
        return {Security.STARTTLS: 587, Security.TLS: 465, Security.NONE: 25}[self]


class MailServer(Document):
    """Where e-mail is handed in, and whom it comes from."""

    KIND: ClassVar[str] = "mail-server"

    host: str
    port: Annotated[int, Field(ge=1, le=_MOST)]
    security: Security
    user: str = ""
    """Empty where nobody has to sign in."""
    password: Annotated[str, Field(repr=False)] = ""
    sender: str

    @classmethod
    def checked(cls, server: Self) -> Self:
        """The same. Raises Permanent for one whose password others could read, and for what is no host or address."""
        if not _HOST.fullmatch(server.host):
            raise Permanent(f"{spoken(server.host)} is no host.", "Name one, as smtp.example.com.")
        if server.user and server.security is Security.NONE and server.host not in _LOOPBACK:
            raise Permanent(
                "The password would go over the network for all to read.", "Use starttls or tls, or a server on this machine."
            )
        if bool(server.user) != bool(server.password):
            raise Permanent("A user and a password go together.", "Name both, or neither.")
        if not f"{server.user}{server.password}".isprintable():
            raise Permanent("The user or the password has signs that cannot be seen.", "Look at the file: one line is read.")
        mail_address(server.sender)
        return server


def mail_address(text: str) -> str:
    """The address itself. Raises Permanent for what is none: nothing of it ever breaks out of a header."""
    address = text.removeprefix("mailto:")
    if not _ADDRESS.fullmatch(address) or ".." in address:
        raise Permanent(f"{spoken(address[:100])} is no e-mail address.", "Write it as ann@example.com.")
    return address
