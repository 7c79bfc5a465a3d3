"""Mail goes over lines that are closed to others, to servers that are who they say they are; else nothing is sent.

Against a real server over sockets, whose certificate an authority of the test's own made.
"""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from threading import Thread

import pytest

from dropcut.domain.errors import Unavailable
from dropcut.domain.mail import MailServer, Security
from dropcut.domain.values import Instant
from dropcut.domain.webhooks import Tried
from dropcut.editing.status.notice import ping_notice
from dropcut.engine.webhooks.mailing import Mailer
from tests.unit.engine.webhooks.authority import Authority, authority_in
from tests.unit.engine.webhooks.post_office import PostOffice, open_post_office

SECRET = "open sesame"  # noqa: S105 - of the test
CLOSED = pytest.mark.parametrize("security", [Security.STARTTLS, Security.TLS])


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    return authority_in(tmp_path_factory.mktemp("authority"))


def office(authority: Authority, security: Security, *names: str, days: int = 30) -> PostOffice:
    tls = authority.server(*(names or ("localhost", "127.0.0.1")), days=days)
    return PostOffice(tls=tls, from_the_first_byte=security is Security.TLS, user="ann", password=SECRET)


def mailer(authority: Authority, office: PostOffice, security: Security, host: str = "localhost", **changes: str) -> Mailer:
    named = {"user": "ann", "password": SECRET, **changes}
    server = MailServer(host=host, port=office.port, security=security, sender="dropcut@example.com", **named)
    return Mailer(lambda: server, within_s=3, trust=lambda: authority.trusted)


def sent(mailer: Mailer) -> Tried:
    return mailer.send("mailto:ann@example.com", ping_notice("ann"), "msg_1", "Sent by Dropcut.", Instant(0))


@CLOSED
def test_a_mail_goes_over_a_line_that_was_closed_before_anything_was_said(authority: Authority, security: Security) -> None:
    with open_post_office(office(authority, security)) as standing:
        assert sent(mailer(authority, standing, security)).well
    assert len(standing.mails) == 1
    said = [row for row in standing.heard if row.split(" ")[1] in {"AUTH", "MAIL", "RCPT", "DATA"}]
    assert said
    assert all(row.startswith("closed ") for row in said)


@CLOSED
@pytest.mark.parametrize("host", ["localhost", "127.0.0.1"])
def test_a_doctor_goes_as_far_as_a_mail_and_sends_none(authority: Authority, security: Security, host: str) -> None:
    with open_post_office(office(authority, security)) as standing:
        assert mailer(authority, standing, security, host).greeted().host == host
    assert standing.mails == []
    assert "closed AUTH" in standing.heard


def refusals(authority: Authority, standing: PostOffice, security: Security) -> str:
    """How it goes, in words that are the same wherever they are told; nothing was handed over."""
    tried = sent(mailer(authority, standing, security))
    with pytest.raises(Unavailable) as raised:
        mailer(authority, standing, security).greeted()
    assert raised.value.message == tried.outcome
    assert not tried.well
    assert not tried.final
    assert standing.mails == []
    assert SECRET not in tried.outcome
    assert "\n" not in tried.outcome
    return tried.outcome


@CLOSED
def test_a_server_for_whom_nobody_vouches_gets_nothing(authority: Authority, tmp_path: Path, security: Security) -> None:
    with open_post_office(office(authority_in(tmp_path), security)) as standing:
        assert refusals(authority, standing, security).startswith(
            "The certificate of localhost does not hold, and nothing was sent: "
        )
    assert not any("AUTH" in row for row in standing.heard)


@CLOSED
def test_a_server_with_the_certificate_of_another_gets_nothing(authority: Authority, security: Security) -> None:
    with open_post_office(office(authority, security, "mail.example.com")) as standing:
        assert "Hostname mismatch" in refusals(authority, standing, security)
    assert not any("AUTH" in row for row in standing.heard)


@CLOSED
def test_a_certificate_that_ran_out_is_none(authority: Authority, security: Security) -> None:
    with open_post_office(office(authority, security, "localhost", days=-1)) as standing:
        assert refusals(authority, standing, security).endswith("certificate has expired.")


@CLOSED
def test_a_login_that_is_refused_says_what_to_look_at(authority: Authority, security: Security) -> None:
    with open_post_office(office(authority, security)) as standing:
        standing.password = "another"  # noqa: S105 - of the test
        assert refusals(authority, standing, security) == (
            "localhost does not let ann in: look at the user and the password. who are you?"
        )


def test_a_host_that_nobody_knows_is_told_by_its_name(authority: Authority) -> None:
    told = sent(mailer(authority, PostOffice(port=25), Security.STARTTLS, "nowhere.invalid"))
    assert told.outcome == "There is no host called nowhere.invalid, or its name cannot be looked up now."


def test_a_port_where_nobody_listens_is_told_by_its_number(authority: Authority) -> None:
    with closing(socket.create_server(("127.0.0.1", 0))) as held:
        port = held.getsockname()[1]
    told = sent(mailer(authority, PostOffice(port=port), Security.STARTTLS))
    assert told.outcome == f"localhost could not be reached at port {port}: Connection refused."


def test_a_server_that_begins_open_where_it_should_be_closed_is_told_so(authority: Authority) -> None:
    with open_post_office(office(authority, Security.STARTTLS)) as standing:
        told = sent(mailer(authority, standing, Security.TLS))
    assert told.outcome == f"localhost speaks no TLS at port {standing.port} as tls wants it: try starttls, or another port."


def test_a_server_that_says_nothing_is_waited_for_no_longer_than_agreed(authority: Authority) -> None:
    with silence() as port:
        told = sent(mailer(authority, PostOffice(port=port), Security.STARTTLS))
    assert told.outcome.startswith(f"localhost does not answer at port {port}, or broke off:")
    assert told.took < 10_000


@contextmanager
def silence() -> Iterator[int]:
    """A port at which somebody takes every call and says nothing."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        taken: list[socket.socket] = []

        def take() -> None:
            try:
                while True:
                    taken.append(server.accept()[0])
            except OSError:
                return

        thread = Thread(target=take, daemon=True)
        thread.start()
        yield server.getsockname()[1]
        server.shutdown(socket.SHUT_RDWR)
        thread.join()
    for each in taken:
        each.close()
