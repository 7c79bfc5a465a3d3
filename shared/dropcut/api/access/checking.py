"""The gate of a home that can be reached from elsewhere: everybody shows who they are."""

from __future__ import annotations

import hmac
from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from hashlib import sha256
from threading import Lock
from time import monotonic
from typing import Final, Generic, TypeVar

import jwt

from dropcut.api.access.callers import Caller, Shown
from dropcut.api.access.issuers import Vouched
from dropcut.api.access.members import rights
from dropcut.api.access.sessions import Sessions
from dropcut.api.access.tokens import ISSUER, Tokens, refused
from dropcut.api.problems import Refused
from dropcut.domain.access import Rights, Role
from dropcut.ports.records import Records

T = TypeVar("T")
BEARER: Final = "token:home"
"""Whoever has the home's one token."""
_KNOWN_S: Final = 15.0
"""So long a role that was taken away, or a sign-in that ended, may still hold."""
_MOST_KNOWN: Final = 10_000
_LONGEST: Final = 8_192
_UNREAD: Final[jwt.types.Options] = {"verify_signature": False}
_EVERYTHING: Final = Rights(everywhere=Role.ADMIN)


@dataclass(frozen=True)
class Trust:
    """Whose word counts in this home."""

    issuers: Sequence[Vouched] = ()
    admins: frozenset[str] = frozenset()
    """Persons who are admins of every owner's drops."""
    token: str = ""
    """The sha256 of the home's one token; empty when it has none."""


class Checking:
    """See `dropcut.api.parts.Gate`."""

    asks_a_store = True

    def __init__(self, records: Records, tokens: Tokens, sessions: Sessions, trust: Trust) -> None:
        self._tokens = tokens
        self._trust = trust
        self._rights = _Remembered(lambda person: self._held(records, person))
        self._holds = _Remembered(sessions.holds)
        self._issuers = {said: issuer for issuer in trust.issuers for said in issuer.issuer.says}

    def caller(self, shown: Shown) -> Caller | None:
        """Whoever these are of. Raises Refused, Unavailable."""
        if shown.bearer is not None:
            return self._of_token(shown.bearer)
        return self._of_cookie(shown.cookie) if shown.cookie is not None else None

    def _of_cookie(self, cookie: str) -> Caller | None:
        """Nobody, when it does not hold: a browser sends it wherever it goes, also to where one signs in anew."""
        try:
            return self._of_ours(cookie).model_copy(update={"way": "cookie"})
        except Refused:
            return None

    def _of_token(self, token: str) -> Caller:
        if len(token) > _LONGEST or not token.isascii():
            raise refused()
        if self._trust.token and hmac.compare_digest(sha256(token.encode()).hexdigest(), self._trust.token):
            return Caller(person=BEARER, rights=_EVERYTHING)
        said = _issuer_said(token)
        if said == ISSUER:
            return self._of_ours(token)
        issuer = self._issuers.get(said)
        if issuer is None:
            raise refused("Nobody here knows who issued this token.", "Sign in with one of this home's issuers.")
        person = issuer.person(issuer.claims(token))
        return Caller(person=person, rights=self._rights(person))

    def _of_ours(self, token: str) -> Caller:
        access = self._tokens.read(token)
        if not self._holds(access.session):
            raise refused("This sign-in has ended.", "Sign in again.")
        return Caller(person=access.person, rights=self._rights(access.person), session=access.session)

    def _held(self, records: Records, person: str) -> Rights:
        if person in self._trust.admins or (person == BEARER and self._trust.token):
            return _EVERYTHING
        return rights(records, person)


def _issuer_said(token: str) -> str:
    """Who it says that it is from: only to know whose keys to check it with."""
    try:
        return str(jwt.decode(token, options=_UNREAD).get("iss", ""))
    except jwt.PyJWTError as error:
        raise refused() from error


class _Remembered(Generic[T]):
    """Answers that are asked for again after a while."""

    def __init__(self, ask: Callable[[str], T]) -> None:
        self._ask = ask
        self._lock = Lock()
        self._known: OrderedDict[str, tuple[T, float]] = OrderedDict()

    def __call__(self, name: str) -> T:
        with self._lock:
            known = self._known.get(name)
        if known is not None and monotonic() - known[1] < _KNOWN_S:
            return known[0]
        answer = self._ask(name)
        with self._lock:
            self._known[name] = (answer, monotonic())
            self._known.move_to_end(name)
            while len(self._known) > _MOST_KNOWN:
                self._known.popitem(last=False)
        return answer
