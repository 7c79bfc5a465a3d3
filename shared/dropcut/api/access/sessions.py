"""Signed in for longer: refresh tokens, each good for one use. One that comes a second time was stolen: all of its kind go."""

from __future__ import annotations

import hmac
from hashlib import sha256
from secrets import token_urlsafe
from typing import Final, NamedTuple

import structlog

from dropcut.api.access.tokens import refused
from dropcut.domain.documents import Document
from dropcut.domain.errors import Conflict
from dropcut.domain.values import Count, Instant
from dropcut.ports.records import Record, Records

log = structlog.get_logger(__name__)

SESSION_MS: Final = 30 * 24 * 3600 * 1000
"""Nobody is signed in for longer without showing who they are."""
_DRAWER: Final = "sessions"
_LONGEST: Final = 200


class Session(Document):
    """One sign-in. The token itself is known to its holder alone."""

    KIND = "session"

    person: str
    newest: str
    """The sha256 of the one refresh token that holds."""
    rotations: Count = 0
    revoked: bool = False


class Refreshed(NamedTuple):
    """A sign-in, and its next refresh token."""

    person: str
    session: str
    refresh: str


class Sessions:
    """All sign-ins of a home."""

    def __init__(self, records: Records) -> None:
        self._records = records

    def begin(self, person: str) -> Refreshed:
        """Somebody signs in."""
        name, secret = token_urlsafe(16), token_urlsafe(32)
        session = Session(person=person, newest=_digest(secret))
        self._records.keep(_DRAWER, name, session.dumped().decode(), 0, Instant(self._records.now() + SESSION_MS))
        return Refreshed(person, name, f"{name}.{secret}")

    def refresh(self, token: str) -> Refreshed:
        """The next token in the place of this one. Raises Refused; a used one ends the sign-in for everybody who has it."""
        name, record, session, secret = self._found(token)
        if not hmac.compare_digest(session.newest, _digest(secret)):
            self._revoke(name, session.person, "a refresh token came a second time")
            raise refused("This sign-in has ended.", "Sign in again.")
        new = token_urlsafe(32)
        changed = session.model_copy(update={"newest": _digest(new), "rotations": session.rotations + 1})
        try:
            self._records.keep(_DRAWER, name, changed.dumped().decode(), record.version, record.until)
        except Conflict:
            self._revoke(name, session.person, "a refresh token came twice at once")
            raise refused("This sign-in has ended.", "Sign in again.") from None
        return Refreshed(session.person, name, f"{name}.{new}")

    def end(self, token: str) -> None:
        """Sign out. A token that is none of ours is fine."""
        name = token.partition(".")[0]
        record = self._record(name)
        if record is not None:
            self._revoke(name, Session.load(record.text).person, "signed out")

    def end_session(self, name: str) -> None:
        """Sign out by the name of the sign-in."""
        self.end(f"{name}.")

    def holds(self, name: str) -> bool:
        """Whether the sign-in goes on."""
        record = self._record(name)
        return record is not None and not Session.load(record.text).revoked

    def _found(self, token: str) -> tuple[str, Record, Session, str]:
        name, _, secret = token.partition(".")
        record = self._record(name) if len(token) <= _LONGEST else None
        session = Session.load(record.text) if record else None
        if record is None or session is None or session.revoked:
            raise refused("This sign-in has ended.", "Sign in again.")
        return name, record, session, secret

    def _record(self, name: str) -> Record | None:
        plain = name.isascii() and 0 < len(name) <= _LONGEST and name.replace("-", "").replace("_", "").isalnum()
        return self._records.record(_DRAWER, name) if plain else None

    def _revoke(self, name: str, person: str, why: str) -> None:
        """End it, whoever changes it at this moment."""
        while (record := self._record(name)) is not None:
            session = Session.load(record.text)
            if session.revoked:
                return
            changed = session.model_copy(update={"revoked": True})
            try:
                self._records.keep(_DRAWER, name, changed.dumped().decode(), record.version, record.until)
            except Conflict:
                continue
            log.warning("a sign-in ended", person=person, why=why)
            return


def _digest(secret: str) -> str:
    return sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()
