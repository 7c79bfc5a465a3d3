"""What a home of this machine hands to its face, and whom that lets in."""

from __future__ import annotations

import re
from hashlib import sha256
from typing import Final

from dropcut.api.access.checking import Checking, Trust
from dropcut.api.access.keys import Keys
from dropcut.api.access.sessions import Sessions
from dropcut.api.access.tokens import Tokens
from dropcut.api.access.trusting import Trusting
from dropcut.api.guards.sites import ANY
from dropcut.api.parts import Face, Parts, Signing
from dropcut.domain.values import Millis
from dropcut.domain.wording import spoken
from dropcut.engine.searching import Searching
from dropcut.local import wiring
from dropcut.local.deleting.wiring import deleting
from dropcut.local.exits import Misuse
from dropcut.local.meeting import Meeting
from dropcut.local.place import LOCAL
from dropcut.local.sqlite.records import SqliteRecords
from dropcut.local.workplace import Workplace
from dropcut.search.here import understanding

_FRESH: Final = Millis(1_000)
_PER_ADDRESS: Final = 6_000
_SHORTEST: Final = 24
_HTTP: Final = 80
_ORIGIN: Final = re.compile(r"https?://([a-z0-9.-]+|\[[0-9a-f:]+\])(:[0-9]{1,5})?")


def parts_of(workplace: Workplace, quiet: Millis, face: Face, token: str = "") -> Parts:
    """The parts. With a token (its sha256) everybody must show it; without one everybody who reaches this is trusted."""
    place, clock = workplace.place, workplace.home.clock
    owner = None if place.by_owner else LOCAL
    records = SqliteRecords(workplace.database, clock.now)
    keys = Keys(records, clock)
    signing = Signing(Tokens(keys, clock), Sessions(records)) if token else None
    return Parts(
        home=workplace.home,
        records=records,
        uploads=wiring.uploads(place, clock.now),
        gate=Checking(records, signing.tokens, signing.sessions, Trust(token=token)) if signing else Trusting(),
        face=face.model_copy(update={"one_owner": owner}),
        quiet=quiet,
        keys=keys,
        opaque=workplace.opaque,
        deleting=deleting(workplace),
        retention=wiring.retention(),
        signing=signing,
        searching=Searching(workplace.home, place.search, understanding, _FRESH),
        counted=workplace.figures.samples,
    )


def face_of(meeting: Meeting, port: int) -> Face:
    """How it is met. Where everybody shows a token it may be called by any name. Raises Misuse."""
    face = Face(secure=False, per_address_a_minute=_PER_ADDRESS, origins=tuple(map(_origin, meeting.origins)))
    if not meeting.is_loopback:
        return face.model_copy(update={"hosts": (ANY,)})
    names = {"localhost", "127.0.0.1", "[::1]", meeting.said}
    hosts = {f"{name}:{port}" for name in names} | (names if port == _HTTP else set())
    return face.model_copy(update={"hosts": tuple(sorted(hosts))})


def _origin(said: str) -> str:
    """As browsers say it: no path, small letters. Never a star: each site is let in by its name."""
    origin = said.removesuffix("/").lower()
    if not _ORIGIN.fullmatch(origin):
        raise Misuse(f"{spoken(said)} is no site's address.", "Write it as browsers do: --origin https://studio.example")
    return origin


def token_of(meeting: Meeting) -> str:
    """The sha256 of the token that everybody must show; empty where nobody needs to. Raises Misuse."""
    if meeting.token is None and meeting.is_loopback:
        return ""
    if meeting.token is None:
        raise Misuse(
            f"{spoken(meeting.host)} can be reached from other machines, and nobody would have to sign in.",
            "Name a file that holds a token with --token-file, or leave out --host.",
        )
    try:
        token = meeting.token.read_text().strip()
    except (OSError, UnicodeDecodeError) as error:
        raise Misuse(f"{spoken(str(meeting.token))} cannot be read: {error}.", "Name another --token-file.") from error
    if len(token) < _SHORTEST or not token.isascii() or not token.isprintable() or " " in token:
        raise Misuse(
            f"{spoken(str(meeting.token))} does not hold a token of {_SHORTEST} plain characters or more.",
            "Make one with: openssl rand -hex 32",
        )
    return sha256(token.encode()).hexdigest()
