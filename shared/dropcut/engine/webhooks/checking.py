"""What a doctor finds about telling people: is the mail server as it was named, and does anything wait that nobody took."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Final

from dropcut.domain.names import Owner
from dropcut.domain.webhooks import Form, MessageRecord
from dropcut.domain.wording import count_of, spoken
from dropcut.engine.findings import Finding, bad, good, noted
from dropcut.engine.webhooks.hooks import every_hook, log_of, open_ones
from dropcut.engine.webhooks.mailing import Mailer
from dropcut.ports.records import Records

_MOST: Final = 200
_NAME_ONE: Final = "Name one with: dropcut webhooks mail SERVER --from ADDRESS"


def mail(records: Records, mailer: Mailer) -> Iterator[Finding]:
    """Whether the server lets the home in, where one is named or missed. No mail is sent. Raises Permanent, Unavailable."""
    if mailer.server() is not None:
        server = mailer.greeted()
        yield good("mail", f"{spoken(server.host)} takes mail from {server.sender} ({server.security})")
    elif any(hook.form is Form.MAIL for hook in every_hook(records)):
        yield bad("mail", "Somebody is to be told by mail, and no mail server is named.", _NAME_ONE)


def untold(records: Records) -> Iterator[Finding]:
    """The messages that were tried, and that nobody took."""
    found = [message for message in _open_messages(records) if message.sent]
    if found:
        last = max(found, key=lambda message: message.sent[-1].at)
        said = f"{count_of(len(found), 'message')} could not be told yet. The last time: {last.sent[-1].outcome}"
        yield noted("people", said, "They are tried again by themselves, for a day.")


def _open_messages(records: Records) -> Iterator[MessageRecord]:
    for record in islice(open_ones(records), _MOST):
        owner, _, name = record.name.partition("/")
        there = records.record(log_of(Owner(owner)), name)
        if there is not None:
            yield MessageRecord.load(there.text)
