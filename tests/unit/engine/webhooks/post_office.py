"""A mail server on this machine, small and real: it takes what is handed in, and does whatever a test wants."""

from __future__ import annotations

import socketserver
import ssl
from base64 import b64decode
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from threading import Thread


@dataclass
class PostOffice:
    """What came, and how it answers."""

    port: int = 0
    tls: ssl.SSLContext | None = None
    """For STARTTLS; not offered without one."""
    from_the_first_byte: bool = False
    """Whether nothing is said before the line is closed to others."""
    user: str = ""
    password: str = ""
    answers: dict[str, str] = field(default_factory=dict)
    """What it says to a command, in the place of yes."""
    mails: list[tuple[str, list[str], bytes]] = field(default_factory=list)
    heard: list[str] = field(default_factory=list)
    """Every command, with `open` or `closed` before it."""


class _Visit(socketserver.StreamRequestHandler):
    office: PostOffice

    def handle(self) -> None:
        try:
            with suppress(OSError):
                self._served()
        finally:
            self.rfile.close()
            self.connection.close()

    def _served(self) -> None:
        how, sender, receivers = self._begun(), "", list[str]()
        self._say("220 here")
        while row := self.rfile.readline():
            command = row.decode("ascii").strip()
            verb = command.split(" ")[0].upper()
            self.office.heard.append(f"{how} {verb}")
            if verb in self.office.answers:
                self._say(self.office.answers[verb])
            elif verb == "EHLO":
                self._hello(how)
            elif verb == "STARTTLS" and self.office.tls:
                self._say("220 go")
                how = self._close_to_others(self.office.tls)
            elif verb == "AUTH":
                told = b64decode(command.split(" ")[2]).split(b"\0")[1:]
                right = told == [self.office.user.encode(), self.office.password.encode()]
                self._say("235 come in" if right else "535 who are you?")
            elif verb == "MAIL":
                sender, receivers = command.partition("<")[2].partition(">")[0], []
                self._say("250 ok")
            elif verb == "RCPT":
                receivers.append(command.partition("<")[2].partition(">")[0])
                self._say("250 ok")
            elif verb == "DATA":
                self._say("354 go on")
                self.office.mails.append((sender, receivers, self._data()))
                self._say("250 taken")
            elif verb == "QUIT":
                self._say("221 bye")
                return
            else:
                self._say("250 ok")

    def _begun(self) -> str:
        if self.office.tls and self.office.from_the_first_byte:
            return self._close_to_others(self.office.tls)
        return "open"

    def _close_to_others(self, tls: ssl.SSLContext) -> str:
        self.connection = tls.wrap_socket(self.connection, server_side=True)
        self.rfile = self.connection.makefile("rb")
        return "closed"

    def _hello(self, how: str) -> None:
        offers = ["here"]
        offers += ["STARTTLS"] if self.office.tls and how == "open" else []
        offers += ["AUTH PLAIN"] if self.office.user else []
        for number, offer in enumerate(offers):
            self._say(f"250{' ' if number == len(offers) - 1 else '-'}{offer}")

    def _data(self) -> bytes:
        rows = list[bytes]()
        while (row := self.rfile.readline()) not in {b".\r\n", b""}:
            rows.append(row.removeprefix(b"."))
        return b"".join(rows)

    def _say(self, row: str) -> None:
        self.connection.sendall(row.encode() + b"\r\n")


@contextmanager
def open_post_office(office: PostOffice) -> Iterator[PostOffice]:
    visit = type("Visit", (_Visit,), {"office": office})
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), visit) as server:
        server.daemon_threads = True
        office.port = server.server_address[1]
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
        thread.start()
        try:
            yield office
        finally:
            server.shutdown()
            thread.join()
