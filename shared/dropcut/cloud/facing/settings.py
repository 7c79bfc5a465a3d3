"""What a deployment tells its face: who may sign in, under which names it is asked for."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from pydantic import TypeAdapter, ValidationError

from dropcut.api.access.issuers import Issuer, google
from dropcut.api.parts import Face
from dropcut.domain.errors import Permanent
from dropcut.domain.values import Value

_HINT: Final = "docs/api.md tells what each variable holds."
_STORES: Final = ("https://storage.googleapis.com",)
_MOST: Final = 100_000


class Facing(Value):
    """One deployment's face."""

    face: Face
    issuers: tuple[Issuer, ...]
    admins: tuple[str, ...] = ()


def facing_from(told: Mapping[str, str]) -> Facing:
    """Read what the environment says. Raises Permanent, naming what is missing."""
    hosts = _listed(told, "DROPCUT_HOSTS")
    if not hosts:
        raise Permanent("DROPCUT_HOSTS is not set: under which names is the API asked for?", _HINT)
    issuers = (*_google(told), *_others(told))
    if not issuers:
        raise Permanent("Neither DROPCUT_CLIENTS nor DROPCUT_ISSUERS is set: nobody could sign in.", _HINT)
    face = Face(hosts=hosts, origins=_listed(told, "DROPCUT_ORIGINS"), direct=_STORES, per_person_a_minute=_rate(told))
    return Facing(face=face, issuers=issuers, admins=_listed(told, "DROPCUT_ADMINS"))


def _google(told: Mapping[str, str]) -> tuple[Issuer, ...]:
    """Google, for the client ids that belong to this home. With the first one people sign in on the pages."""
    clients, secret = _listed(told, "DROPCUT_CLIENTS"), told.get("DROPCUT_CLIENT_SECRET", "").strip()
    return (google(clients, clients[0] if secret else "", secret),) if clients else ()


def _others(told: Mapping[str, str]) -> tuple[Issuer, ...]:
    try:
        issuers = TypeAdapter(tuple[Issuer, ...]).validate_json(told.get("DROPCUT_ISSUERS") or "[]")
    except ValidationError as error:
        raise Permanent(f"DROPCUT_ISSUERS cannot be read: {error.errors()[0]['msg']}.", _HINT) from error
    if any(not issuer.name.isalnum() or not issuer.says or not issuer.audiences for issuer in issuers):
        raise Permanent("An issuer of DROPCUT_ISSUERS has no plain name, no `says` or no audience.", _HINT)
    if any(issuer.client and issuer.client not in issuer.audiences for issuer in issuers):
        raise Permanent("The `client` of an issuer of DROPCUT_ISSUERS is not one of its `audiences`.", _HINT)
    return issuers


def _rate(told: Mapping[str, str]) -> int:
    said = told.get("DROPCUT_REQUESTS_A_MINUTE") or str(Face().per_person_a_minute)
    if not said.isdecimal() or not 0 < int(said) <= _MOST:
        raise Permanent(f"DROPCUT_REQUESTS_A_MINUTE is a whole number of at most {_MOST}.", _HINT)
    return int(said)


def _listed(told: Mapping[str, str], variable: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in told.get(variable, "").split(",") if part.strip())
