"""What a deployment tells of people: where they reach the pages, and through which server they are sent mail."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from pydantic import ValidationError

from dropcut.domain.errors import Permanent
from dropcut.domain.mail import MailServer, Security
from dropcut.domain.wording import spoken
from dropcut.engine.webhooks.voice import Voice, public_address, review_page

ADDRESS: Final = "DROPCUT_ADDRESS"
"""`https://` and the host of the pages."""
SERVER: Final = "DROPCUT_MAIL_SERVER"
"""`HOST` or `HOST:PORT`."""
_SECURITY: Final = "DROPCUT_MAIL_SECURITY"
_USER: Final = "DROPCUT_MAIL_USER"
_PASSWORD: Final = "DROPCUT_MAIL_PASSWORD"  # noqa: S105 - the name of a variable
_FROM: Final = "DROPCUT_MAIL_FROM"


def voice_from(told: Mapping[str, str]) -> Voice:
    """Where links in messages lead. Raises Permanent."""
    address = public_address(told[ADDRESS]) if told.get(ADDRESS) else ""
    return Voice(lambda drop: review_page(address, drop))


def mail_server_from(told: Mapping[str, str]) -> MailServer | None:
    """The server; None where none is named. Raises Permanent."""
    if not told.get(SERVER):
        return None
    host, _, port = told[SERVER].partition(":")
    try:
        security = Security(told.get(_SECURITY) or Security.STARTTLS)
        server = MailServer(
            host=host,
            port=int(port) if port else security.port,
            security=security,
            user=told.get(_USER, ""),
            password=told.get(_PASSWORD, "").rstrip("\r\n"),
            sender=told.get(_FROM, ""),
        )
    except (ValidationError, ValueError):
        allowed = ", ".join(Security)
        raise Permanent(
            f"{SERVER} is {spoken(told[SERVER])}, {_SECURITY} {spoken(told.get(_SECURITY, ''))}.",
            f"The first is HOST or HOST:PORT, the second one of {allowed}.",
        ) from None
    return MailServer.checked(server)
