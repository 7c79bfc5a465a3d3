"""Whoever asks."""

from __future__ import annotations

from typing import Literal

from dropcut.domain.access import Rights
from dropcut.domain.values import Value

Way = Literal["here", "token", "cookie"]


class Shown(Value):
    """The credentials that a request shows."""

    bearer: str | None = None
    cookie: str | None = None
    address: str = ""


class Caller(Value):
    """Somebody who is known, and what they may do."""

    person: str
    """`local` for whoever sits at this machine, else `<issuer>:<address or number>`."""
    rights: Rights
    way: Way = "token"
    session: str = ""
    """The sign-in that this belongs to, where there is one."""
