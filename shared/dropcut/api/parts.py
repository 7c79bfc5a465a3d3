"""What a home hands to its face."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from fastapi import APIRouter

from dropcut.api.access.callers import Caller, Shown
from dropcut.api.access.counters import Counter
from dropcut.api.access.keys import Keys
from dropcut.api.access.sessions import Sessions
from dropcut.api.access.tokens import Tokens
from dropcut.domain.names import Owner
from dropcut.domain.opaque import Opaque
from dropcut.domain.retention import Retention
from dropcut.domain.values import Millis, Value
from dropcut.engine.deleting.deleting import Deleting
from dropcut.engine.home import Home
from dropcut.engine.searching import Searching
from dropcut.ports.records import Records
from dropcut.ports.uploads import Uploads
from dropcut.telemetry.samples import Sample


class Gate(Protocol):
    """Says who asks."""

    @property
    def asks_a_store(self) -> bool:
        """Whether that may take a while: it is asked on a thread then."""

    def caller(self, shown: Shown) -> Caller | None:
        """Whoever these credentials are of; None when there are none. Raises Refused for those that do not hold."""


class Face(Value):
    """How one deployment is met from outside."""

    hosts: tuple[str, ...] = ()
    """The names under which it may be asked for, with ports where they are not the usual ones; `*` for any."""
    origins: tuple[str, ...] = ()
    """Other sites whose scripts may ask (CORS), as `https://studio.example`."""
    secure: bool = True
    """Whether it is met over https: cookies are then sent no other way."""
    per_person_a_minute: int = 1_200
    per_address_a_minute: int | None = None
    """Where nothing before us counts them."""
    direct: tuple[str, ...] = ()
    """Stores that browsers send files to by themselves, as origins."""
    streams: int = 512
    """Event streams that may be open at once in this process."""
    one_owner: Owner | None = None
    """Where all drops are this owner's."""


@dataclass(frozen=True)
class Signing:
    """How sign-ins of our own are kept."""

    tokens: Tokens
    sessions: Sessions
    counters: Mapping[str, Counter] = field(default_factory=dict)
    """Where people sign in with a browser, by the issuer's name."""


_AS_BY_ITSELF = Retention()


@dataclass(frozen=True)
class Parts:
    """One home, and what only its face needs."""

    home: Home
    records: Records
    uploads: Uploads
    gate: Gate
    face: Face
    quiet: Millis
    """How long nothing must change in a drop before it counts as settled."""
    keys: Keys
    """What links are signed with."""
    opaque: Opaque
    """How logs, and who did what, call owners and drops."""
    deleting: Deleting
    retention: Retention = _AS_BY_ITSELF
    signing: Signing | None = None
    """None where nobody signs in."""
    searching: Searching | None = None
    """Where the home can be searched."""
    counted: Callable[[], Iterable[Sample]] = tuple
    """What the home counted, beside what its ledger tells."""
    more: Sequence[APIRouter] = field(default_factory=tuple)
    """Routers of the home's own."""
