"""Which addresses of the network a message may go to: those that anybody can reach, and none of our own.

A name is asked once, and the connection goes to the very address that was looked at: what the name says later is not asked.
"""

from __future__ import annotations

import socket
from collections.abc import Callable, Sequence
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address
from queue import Empty, Queue
from threading import Thread
from typing import Final

from dropcut.domain.errors import Permanent, Unavailable
from dropcut.domain.wording import spoken

IpAddress = IPv4Address | IPv6Address
Resolve = Callable[[str, int], Sequence[str]]
"""The addresses of a name, as text. Raises OSError."""

_INSIDE: Final = tuple(map(IPv4Network, ("168.63.129.16/32", "192.0.0.0/24", "192.88.99.0/24")))
"""The inside of a large cloud, and what older versions of Python take for public."""
_GIVEN_OUT: Final = IPv6Network("2000::/3")
"""All new addresses that anybody was ever given."""
_EXAMPLES: Final = IPv6Network("3fff::/20")
_TRANSLATED: Final = (IPv6Network("64:ff9b::/96"), IPv6Network("64:ff9b:1::/48"))
_EMBEDDED: Final = IPv6Network("::/96")
_LOW_BITS: Final = 0xFFFFFFFF


def resolved(name: str, port: int) -> Sequence[str]:
    """What this machine's resolver says; it reads `2130706433` and `0x7f.1` as numbers too, so those are looked at as well."""
    found = socket.getaddrinfo(name, port, type=socket.SOCK_STREAM, proto=socket.IPPROTO_TCP)
    return tuple(dict.fromkeys(str(each[4][0]) for each in found))


def allowed(name: str, port: int, within_s: float, *, inner: bool, resolve: Resolve = resolved) -> tuple[IpAddress, ...]:
    """The addresses that a message to `name` may go to. Raises Permanent when any of them is an inner one, else Unavailable."""
    addresses = tuple(ip_address(text.partition("%")[0]) for text in _asked(name, port, within_s, resolve))
    if not addresses:
        raise Unavailable(f"{spoken(name)} has no address.")
    hidden = next((address for address in addresses if not is_public(address)), None)
    if hidden is not None and not inner:
        raise _inside(name, str(hidden))
    return addresses


def check_written(host: str) -> None:
    """Refuse at once what is an inner address as it stands, in whatever spelling. Raises Permanent. Asks nobody."""
    if host == "localhost" or host.endswith(".localhost"):
        raise _inside(host, "this very machine")
    try:
        address: IpAddress = ip_address(host)
    except ValueError:
        try:
            address = IPv4Address(socket.inet_aton(host))  # it reads what resolvers read: 127.1, 0x7f.1, 2130706433
        except (OSError, ValueError):
            return
    if not is_public(address):
        raise _inside(host, str(address))


def is_public(address: IpAddress) -> bool:
    """Whether anybody can reach it, whatever it is wrapped in."""
    wrapped = _unwrapped(address)
    if wrapped is not None:
        return is_public(wrapped)
    if isinstance(address, IPv6Address) and (address not in _GIVEN_OUT or address in _EXAMPLES):
        return False
    if isinstance(address, IPv4Address) and any(address in network for network in _INSIDE):
        return False
    special = address.is_multicast or address.is_reserved or address.is_unspecified
    inside = address.is_loopback or address.is_link_local
    return address.is_global and not (special or inside)


def _unwrapped(address: IpAddress) -> IPv4Address | None:
    """The old address that a new one stands for."""
    if isinstance(address, IPv4Address):
        return None
    if address.ipv4_mapped or address.sixtofour:
        return address.ipv4_mapped or address.sixtofour
    if address.teredo:
        return address.teredo[1]
    if any(address in network for network in (*_TRANSLATED, _EMBEDDED)):
        return IPv4Address(int(address) & _LOW_BITS)
    return None


def _inside(name: str, address: str) -> Permanent:
    return Permanent(
        f"{spoken(name)} leads to {address}, an address inside of this network.",
        "A webhook goes to an address that anybody can reach.",
    )


def _asked(name: str, port: int, within_s: float, resolve: Resolve) -> Sequence[str]:
    """The resolver knows no limit of time: whoever waits for it does."""
    answers: Queue[Sequence[str] | OSError] = Queue()

    def ask() -> None:
        try:
            answers.put(resolve(name, port))
        except (OSError, UnicodeError) as error:
            answers.put(OSError(str(error)))

    Thread(target=ask, daemon=True, name="resolving").start()
    try:
        answer = answers.get(timeout=max(0.0, within_s))
    except Empty:
        raise Unavailable(f"Nobody told the address of {spoken(name)} in time.") from None
    if isinstance(answer, OSError):
        raise Unavailable(f"{spoken(name)} is not known.") from answer
    return answer
