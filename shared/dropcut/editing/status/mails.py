"""Notices as e-mail: plain text, and the same as HTML. Headers are encoded by the standard library, and hold one line each."""

from __future__ import annotations

from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from typing import Final

from dropcut.editing.report.markup import element, joined
from dropcut.editing.status.notice import Notice

_NOTHING_SEEN: Final = "\u2060"
_OUR_NAME: Final = "Dropcut"


class Envelope:
    """Whom a mail is from and to, and what it is known by."""

    def __init__(self, sender: str, receiver: str, message: str, date: str) -> None:
        self.sender = sender
        self.receiver = receiver
        self.message = message
        self.date = date


def for_mail(notice: Notice, envelope: Envelope, ending: str) -> str:
    """The whole mail, in plain ASCII. `ending` says how to be told no more."""
    mail = EmailMessage(policy=SMTP.clone(cte_type="7bit"))
    mail["Subject"] = notice.subject.replace("=?", f"={_NOTHING_SEEN}?")  # else the library decodes it, line ends and all
    mail["From"] = _from(envelope.sender)
    mail["To"] = Address(addr_spec=envelope.receiver)
    mail["Date"] = envelope.date
    mail["Message-ID"] = f"<{envelope.message}@{envelope.sender.rpartition('@')[2]}>"
    mail["Auto-Submitted"] = "auto-generated"  # so that nobody's absence answers
    mail.set_content(_text(notice, ending), cte="quoted-printable")
    mail.add_alternative(_html(notice, ending), subtype="html", cte="quoted-printable")
    return mail.as_bytes().decode("ascii")


def _from(sender: str) -> Address:
    return Address(display_name=_OUR_NAME, addr_spec=sender)


def _text(notice: Notice, ending: str) -> str:
    rows = [f"{notice.title}", f"{notice.headline}.", "", *(f"- {each}" for each in notice.sentences)]
    if notice.link:
        rows += ["", f"{notice.opens}: {notice.link}"]
    return "\n".join((*rows, "", "-- ", ending, ""))


def _html(notice: Notice, ending: str) -> str:
    items = (element("li", each) for each in notice.sentences)
    parts = [
        element("h2", notice.title),
        element("p", element("b", f"{notice.headline}.")),
        element("ul", *items) if notice.sentences else None,
        element("p", element("a", notice.opens, href=notice.link)) if notice.link else None,
        element("p", element("small", ending)),
    ]
    head = element("head", element("meta", charset="utf-8"), element("title", notice.subject))
    return "<!doctype html>" + element("html", head, element("body", joined(parts))).text
