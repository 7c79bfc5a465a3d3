"""Sending one message: to the address that was looked at, within a few seconds, following nobody's lead elsewhere."""

from __future__ import annotations

import socket
import ssl
from collections.abc import Callable, Mapping
from contextlib import closing, suppress
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from threading import Timer
from time import monotonic
from typing import Final

from dropcut import __version__
from dropcut.domain.errors import DropcutError, Permanent
from dropcut.domain.values import Millis
from dropcut.domain.webhooks import Tried
from dropcut.domain.wording import printable, spoken
from dropcut.engine.webhooks.addresses import IpAddress, Resolve, allowed, resolved
from dropcut.engine.webhooks.targets import Target, target_of

WITHIN_S: Final = 10.0
_LONGEST_WAIT_S: Final = 3_600
_GONE: Final = 410
_REDIRECTS: Final = range(300, 400)
_OUR_NAME: Final = f"dropcut/{__version__}"


@dataclass(frozen=True)
class Post:
    """Sends messages. `trust` is whom it believes to be who they say they are."""

    within_s: float = WITHIN_S
    """For everything: asking for the address, connecting, sending, and the first line of the answer."""
    resolve: Resolve = resolved
    trust: Callable[[], ssl.SSLContext] = field(default=ssl.create_default_context)

    def send(self, url: str, headers: Mapping[str, str], body: bytes, *, inner: bool) -> Tried:
        """Send it once. Never raises for what the receiver, the network or the address do: that is how it went."""
        began = monotonic()
        try:
            target = target_of(url, inner=inner)
            addresses = allowed(target.host, target.port, self.within_s, inner=inner, resolve=self.resolve)
            return self._sent(target, addresses, {**headers, "User-Agent": _OUR_NAME}, body, began)
        except DropcutError as refusal:
            return Tried(took=_took(began), outcome=str(refusal), final=isinstance(refusal, Permanent))

    def _sent(
        self, target: Target, addresses: tuple[IpAddress, ...], headers: Mapping[str, str], body: bytes, began: float
    ) -> Tried:
        end, trust = began + self.within_s, self.trust() if target.secure else None
        connection = _Pinned(target, addresses, trust, end)
        watch = Timer(max(0.0, end - monotonic()), connection.cut_off)
        watch.daemon = True
        watch.start()
        try:
            with closing(connection):
                connection.request("POST", target.path, body, dict(headers))
                answer = connection.getresponse()
                return _answered(answer.status, answer.getheader("Retry-After", ""), _took(began))
        except (OSError, HTTPException, ValueError) as error:
            return Tried(took=_took(began), outcome=_why(target, error, over=connection.over or monotonic() >= end))
        finally:
            watch.cancel()


class _Pinned(HTTPConnection):
    """Goes to an address that was looked at. The name is what the certificate must be for, and what the receiver is told."""

    def __init__(self, target: Target, addresses: tuple[IpAddress, ...], trust: ssl.SSLContext | None, end: float) -> None:
        super().__init__(target.host, target.port)
        self.default_port = 443 if target.secure else 80
        self._addresses = addresses
        self._trust = trust
        self._end = end
        self.over = False

    def connect(self) -> None:
        self.sock = self._opened()
        if self._trust is not None:
            self.sock = self._trust.wrap_socket(self.sock, server_hostname=self.host, do_handshake_on_connect=False)
            self.sock.do_handshake()

    def cut_off(self) -> None:
        """End it, whatever it waits for: a receiver that sends a byte now and then keeps nobody."""
        self.over = True
        if self.sock is not None:
            with suppress(OSError):
                socket.socket.shutdown(self.sock, socket.SHUT_RDWR)  # its own would take apart what another thread reads

    def _opened(self) -> socket.socket:
        refusal: OSError = OSError("no address")
        for address in self._addresses:
            try:
                return socket.create_connection((str(address), self.port), timeout=max(0.01, self._end - monotonic()))
            except OSError as error:
                refusal = error
        raise refusal


def _answered(status: int, wait: str, took: Millis) -> Tried:
    seconds = min(int(wait), _LONGEST_WAIT_S) if wait.isascii() and wait.isdigit() and len(wait) < len("1000000") else None
    outcome = f"It answered {status}."
    if status in _REDIRECTS:
        outcome = f"It answered {status}: it leads elsewhere, and no lead is followed."
    later = None if seconds is None else Millis(seconds * 1_000)
    return Tried(took=took, status=status, outcome=outcome, final=status == _GONE, wait=later)


def _why(target: Target, error: Exception, *, over: bool) -> str:
    if over or isinstance(error, TimeoutError):
        return f"{spoken(target.shown)} did not answer in time."
    if isinstance(error, ssl.SSLCertVerificationError):
        return f"The certificate of {spoken(target.shown)} does not hold: {printable(error.verify_message)}."
    reason = printable(getattr(error, "strerror", None) or str(error)) or type(error).__name__
    return f"{spoken(target.shown)} could not be told: {reason}."


def _took(began: float) -> Millis:
    return Millis(round((monotonic() - began) * 1_000))
