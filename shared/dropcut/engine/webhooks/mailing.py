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

from dropcut.domain.errors import Permanent
from dropcut.domain.mail import MailServer, Security, mail_address
from dropcut.domain.values import Instant, Millis
from dropcut.domain.webhooks import Tried
from dropcut.domain.wording import printable, spoken
from dropcut.editing.status.mails import Envelope, for_mail
from dropcut.editing.status.notice import Notice

WITHIN_S: Final = 20.0
_TAKEN: Final = 250
_FOR_GOOD: Final = 500
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
        began, server = monotonic(), self.server()
        if server is None:
            return Tried(took=Millis(0), outcome=_NO_SERVER)
        try:
            to = mail_address(receiver)
            envelope = Envelope(server.sender, to, message, formatdate(now / 1_000, localtime=False))
            mail = for_mail(notice, envelope, ending).encode("ascii")
            with self._connected(MailServer.checked(server)) as smtp:
                smtp.sendmail(server.sender, [to], mail)
        except Permanent as refusal:
            return Tried(took=_took(began), outcome=str(refusal), final=True)
        except (OSError, smtplib.SMTPException) as error:
            return _refused(server, error, _took(began))
        return Tried(took=_took(began), status=_TAKEN, outcome="The mail server took it.")

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


def _refused(server: MailServer, error: Exception, took: Millis) -> Tried:
    where = spoken(server.host)
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        code, said = next(iter(error.recipients.values()), (0, b""))
        outcome = f"{where} refuses the address: {_text(said)}"
        return Tried(took=took, status=code or None, outcome=outcome, final=code >= _FOR_GOOD)
    if isinstance(error, smtplib.SMTPAuthenticationError):
        return Tried(took=took, status=error.smtp_code, outcome=f"{where} does not let the home's user in.")
    if isinstance(error, smtplib.SMTPNotSupportedError):
        return Tried(took=took, outcome=f"{where} offers no way to close the line to others, and nothing was sent.")
    if isinstance(error, smtplib.SMTPResponseException):
        return Tried(took=took, status=error.smtp_code, outcome=f"{where} refuses: {_text(error.smtp_error)}")
    if isinstance(error, ssl.SSLCertVerificationError):
        return Tried(took=took, outcome=f"The certificate of {where} does not hold: {printable(error.verify_message)}.")
    reason = printable(getattr(error, "strerror", None) or str(error)) or type(error).__name__
    return Tried(took=took, outcome=f"{where} could not be reached: {reason}.")


def _text(said: bytes | str) -> str:
    return printable(said.decode("utf-8", "replace") if isinstance(said, bytes) else said)[:300]


def _took(began: float) -> Millis:
    return Millis(round((monotonic() - began) * 1_000))
