"""Handing one e-mail to the home's server: nothing of it, and no password, over a line that others could read."""

from __future__ import annotations

import smtplib
import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from email.utils import formatdate
from ipaddress import ip_address
from socket import SHUT_RDWR
from threading import Timer
from time import monotonic
from typing import Final

from dropcut.domain.errors import Permanent, Unavailable
from dropcut.domain.mail import MailServer, Security, mail_address
from dropcut.domain.values import Instant, Millis
from dropcut.domain.webhooks import Tried
from dropcut.domain.wording import spoken
from dropcut.editing.status.mails import Envelope, for_mail
from dropcut.editing.status.notice import Notice
from dropcut.engine.webhooks.mail_refusals import refused

WITHIN_S: Final = 20.0
_TAKEN: Final = 250
_NO_SERVER: Final = "This home knows no mail server. Whoever runs it names one: see docs/how-to/telling.md."


def no_server() -> MailServer | None:
    """Of a home that sends no mail."""
    return None


@dataclass(frozen=True)
class Mailer:
    """Sends mail. `server` is asked each time; `trust` is whom it believes to be who they say they are."""

    server: Callable[[], MailServer | None] = no_server
    within_s: float = WITHIN_S
    trust: Callable[[], ssl.SSLContext] = field(default=ssl.create_default_context)

    def send(self, receiver: str, notice: Notice, message: str, ending: str, now: Instant) -> Tried:
        """Send it once. Never raises for what the server or the network do: that is how it went."""
        began = monotonic()
        try:
            to = mail_address(receiver)
        except Permanent as refusal:
            return Tried(took=_took(began), outcome=str(refusal), final=True)
        try:
            return self._sent(to, notice, message, ending, now)
        except Permanent as refusal:  # of the server: whoever runs the home can mend that
            return Tried(took=_took(began), outcome=str(refusal))

    def _sent(self, to: str, notice: Notice, message: str, ending: str, now: Instant) -> Tried:
        began, server = monotonic(), self._named()
        envelope = Envelope(server.sender, to, message, formatdate(now / 1_000, localtime=False))
        mail = for_mail(notice, envelope, ending).encode("ascii")
        try:
            with self._connected(server) as smtp:
                smtp.sendmail(server.sender, [to], mail)
        except (OSError, smtplib.SMTPException) as error:
            return refused(server, error, _took(began))
        return Tried(took=_took(began), status=_TAKEN, outcome="The mail server took it.")

    def greeted(self) -> MailServer:
        """Go as far as a mail would, and send none. Raises Permanent, Unavailable, with what is wrong in a sentence."""
        began, server = monotonic(), self._named()
        try:
            with self._connected(server) as smtp:
                smtp.noop()
        except (OSError, smtplib.SMTPException) as error:
            raise Unavailable(refused(server, error, _took(began)).outcome, "Messages wait for that for a day.") from error
        return server

    def _named(self) -> MailServer:
        server = self.server()
        if server is None:
            raise Permanent(_NO_SERVER)
        return MailServer.checked(server)

    @contextmanager
    def _connected(self, server: MailServer) -> Iterator[smtplib.SMTP]:
        """As whoever the server knows, on a line that is closed to others; cut when the time is over."""
        if server.security is Security.TLS:
            smtp: smtplib.SMTP = smtplib.SMTP_SSL(server.host, server.port, timeout=self.within_s, context=self.trust())
        else:
            smtp = smtplib.SMTP(server.host, server.port, timeout=self.within_s)
        watch = Timer(self.within_s, _cut_off, (smtp,))
        watch.daemon = True
        watch.start()
        try:
            if server.security is Security.STARTTLS:
                smtp.starttls(context=self.trust())  # raises where it is not offered: then nothing more is said
            if server.user:
                _check_line(smtp, server)
                smtp.login(server.user, server.password)
            yield smtp
        finally:
            watch.cancel()
            with suppress(OSError, smtplib.SMTPException):
                smtp.quit()
            smtp.close()


def _check_line(smtp: smtplib.SMTP, server: MailServer) -> None:
    """A name such as `localhost` says nothing of where it leads."""
    if server.security is Security.NONE and (smtp.sock is None or not ip_address(smtp.sock.getpeername()[0]).is_loopback):
        raise Permanent(f"{spoken(server.host)} is not this machine: the password is not sent openly.", "Use starttls or tls.")


def _cut_off(smtp: smtplib.SMTP) -> None:
    if smtp.sock is not None:
        with suppress(OSError):
            smtp.sock.shutdown(SHUT_RDWR)


def _took(began: float) -> Millis:
    return Millis(round((monotonic() - began) * 1_000))
