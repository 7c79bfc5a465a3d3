"""The mail server of a home, kept as its hooks are: its password is written once, and shown never."""

from __future__ import annotations

from typing import Final

from dropcut.domain.mail import MailServer
from dropcut.ports.records import Records

_DRAWER: Final = "mail"
_NAME: Final = "server"


def mail_server(records: Records) -> MailServer | None:
    """The one that was named last. Raises Unavailable."""
    there = records.record(_DRAWER, _NAME)
    return MailServer.load(there.text) if there else None


def use_mail_server(records: Records, server: MailServer) -> None:
    """Send mail through this one from now on. Raises Permanent for one that would show its password, and Conflict."""
    there = records.record(_DRAWER, _NAME)
    records.keep(_DRAWER, _NAME, MailServer.checked(server).dumped().decode(), there.version if there else 0)


def use_no_mail_server(records: Records) -> None:
    """Send no mail any more."""
    records.drop(_DRAWER, _NAME)
