"""Who has which role with whose drops, as records."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from pydantic import Field

from dropcut.domain.access import Rights, Role
from dropcut.domain.documents import Document
from dropcut.domain.errors import Conflict
from dropcut.domain.names import Owner
from dropcut.domain.values import Value
from dropcut.ports.records import Record, Records

_BY_OWNER: Final = "members"
_BY_PERSON: Final = "rights"
_PAGE: Final = 200


class Member(Value):
    """Somebody with a role."""

    person: str = Field(examples=["google:ann@example.com"])
    role: Role


class Membership(Document):
    """One role, as it is stored twice: under the owner, for those who list them, and under the person, for the gate."""

    KIND = "membership"

    owner: Owner
    person: str
    role: Role


def rights(records: Records, person: str) -> Rights:
    """All roles of a person."""
    held = (Membership.load(record.text) for record in _all(records, _BY_PERSON, f"{person}/"))
    return Rights(by_owner={each.owner: each.role for each in held})


def members(records: Records, owner: Owner) -> tuple[Member, ...]:
    """Everybody with a role of this owner's, by name."""
    held = (Membership.load(record.text) for record in _all(records, _BY_OWNER, f"{owner}/"))
    return tuple(Member(person=each.person, role=each.role) for each in held)


def enrol(records: Records, owner: Owner, member: Member) -> Member:
    """Give a role. The list comes first: what a crash leaves is seen there, and grants nothing."""
    text = Membership(owner=owner, person=member.person, role=member.role).dumped().decode()
    _keep(records, _BY_OWNER, f"{owner}/{member.person}", text)
    _keep(records, _BY_PERSON, f"{member.person}/{owner}", text)
    return member


def dismiss(records: Records, owner: Owner, person: str) -> None:
    """Take a role away: from the gate first."""
    records.drop(_BY_PERSON, f"{person}/{owner}")
    records.drop(_BY_OWNER, f"{owner}/{person}")


def _keep(records: Records, drawer: str, name: str, text: str) -> None:
    while True:
        there = records.record(drawer, name)
        try:
            records.keep(drawer, name, text, there.version if there else 0)
        except Conflict:
            continue
        return


def _all(records: Records, drawer: str, beginning: str) -> Iterator[Record]:
    after = ""
    while page := records.records(drawer, beginning, _PAGE, after):
        yield from page
        after = page[-1].name
