"""What a mail server, or the way to it, refused: in one sentence, with what to do about it. Passwords are in none."""

from __future__ import annotations

import smtplib
import ssl
from socket import gaierror
from typing import Final

from dropcut.domain.mail import MailServer, Security
from dropcut.domain.values import Millis
from dropcut.domain.webhooks import Tried
from dropcut.domain.wording import printable, spoken

_FOR_GOOD: Final = 500
_LONGEST: Final = 300
_SILENT: Final = "{host} does not answer at port {port}, or broke off: look at the port and at the security, {security}."
_SENTENCES: Final[tuple[tuple[type[Exception], str], ...]] = (
    (smtplib.SMTPAuthenticationError, "{host} does not let {user} in: look at the user and the password. {said}"),
    (
        smtplib.SMTPNotSupportedError,
        "{host} offers no way to close the line to others, and nothing was sent: look at the port and the security.",
    ),
    (smtplib.SMTPResponseException, "{host} refuses: {said}"),
    (ssl.SSLCertVerificationError, "The certificate of {host} does not hold, and nothing was sent: {said}."),
    (ssl.SSLError, "{host} speaks no TLS at port {port} as {security} wants it: try {other}, or another port."),
    (gaierror, "There is no host called {host}, or its name cannot be looked up now."),
    (TimeoutError, _SILENT),
    (smtplib.SMTPServerDisconnected, _SILENT),
    (Exception, "{host} could not be reached at port {port}: {said}."),
)
"""The first that fits is told."""


def refused(server: MailServer, error: Exception, took: Millis) -> Tried:
    """How an attempt went that ended so. Only what is wrong with the receiver's address is so for good."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        code, said = next(iter(error.recipients.values()), (0, b""))
        outcome = f"{spoken(server.host)} refuses the address: {_text(said)}"
        return Tried(took=took, status=code or None, outcome=outcome, final=code >= _FOR_GOOD)
    status = error.smtp_code if isinstance(error, smtplib.SMTPResponseException) else None
    sentence = next(sentence for kind, sentence in _SENTENCES if isinstance(error, kind))
    outcome = sentence.format(
        host=spoken(server.host),
        port=server.port,
        user=spoken(server.user),
        security=server.security,
        other=Security.STARTTLS if server.security is Security.TLS else Security.TLS,
        said=_why(error),
    )
    return Tried(took=took, status=status, outcome=outcome.strip())


def _why(error: Exception) -> str:
    """What the server, or the system, says of it."""
    if isinstance(error, smtplib.SMTPResponseException):
        return _text(error.smtp_error)
    if isinstance(error, ssl.SSLCertVerificationError):
        return _text(error.verify_message).rstrip(".")
    return _text(getattr(error, "strerror", None) or str(error)) or type(error).__name__


def _text(said: bytes | str) -> str:
    return printable(said.decode("utf-8", "replace") if isinstance(said, bytes) else said)[:_LONGEST]
