"""A doctor says in one sentence what is wrong with telling people, and sends nothing."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import closing

import pytest

from dropcut.domain.mail import MailServer, Security
from dropcut.domain.webhooks import Form
from dropcut.engine.findings import Condition, Finding, looked
from dropcut.engine.webhooks.carrying import Carrier
from dropcut.engine.webhooks.checking import mail, untold
from dropcut.engine.webhooks.hooks import add_hook, ping
from dropcut.engine.webhooks.mail_server import mail_server, use_mail_server
from dropcut.engine.webhooks.mailing import Mailer
from dropcut.engine.webhooks.posting import Post
from dropcut.engine.webhooks.trying import tried_once
from dropcut.ports.records import Records
from tests.unit.engine.webhooks.post_office import PostOffice, open_post_office
from tests.unit.engine.webhooks.receiver import receiving
from tests.unit.engine.webhooks.test_telling import ANN, Scene


@pytest.fixture
def records() -> Iterator[Records]:
    with receiving() as receiver:
        yield Scene(receiver).records


def named(records: Records, port: int) -> None:
    use_mail_server(records, MailServer(host="127.0.0.1", port=port, security=Security.NONE, sender="dropcut@example.com"))


def found(records: Records) -> Finding:
    (finding,) = looked("mail", lambda: mail(records, Mailer(lambda: mail_server(records), within_s=3)))
    return finding


def test_a_server_that_takes_mail_is_well_and_gets_none(records: Records) -> None:
    with open_post_office(PostOffice()) as office:
        named(records, office.port)
        assert str(found(records)) == "ok   mail: 127.0.0.1 takes mail from dropcut@example.com (none)"
    assert office.mails == []


def test_a_server_that_does_not_answer_is_told_in_one_sentence(records: Records) -> None:
    with closing(socket.create_server(("127.0.0.1", 0))) as held:
        port = held.getsockname()[1]
    named(records, port)
    finding = found(records)
    assert finding.condition is Condition.BAD
    assert finding.said == f"127.0.0.1 could not be reached at port {port}: Connection refused."
    assert finding.advice


def test_where_nobody_is_told_by_mail_nothing_is_said_of_it(records: Records) -> None:
    assert list(mail(records, Mailer(lambda: mail_server(records)))) == []
    assert list(untold(records)) == []


def test_who_is_to_be_told_by_mail_without_a_server_is_told_of(records: Records) -> None:
    add_hook(records, ANN, "mailto:ann@example.com", form=Form.MAIL)
    finding = found(records)
    assert finding.condition is Condition.BAD
    assert "dropcut webhooks mail" in finding.advice


def test_messages_that_nobody_took_are_counted_with_the_last_reason(records: Records) -> None:
    hook = add_hook(records, ANN, "mailto:ann@example.com", form=Form.MAIL)
    for _ in range(2):
        tried_once(records, Carrier(Post()), ping(records, hook))
    (finding,) = untold(records)
    assert finding.condition is Condition.NOTE
    assert finding.said.startswith("2 messages could not be told yet. The last time: This home knows no mail server.")
