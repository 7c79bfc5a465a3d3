"""Who may do what with an owner's drops, and who did."""

from __future__ import annotations

from typing import Annotated, Final

from fastapi import APIRouter, Depends, Path, Response, status
from pydantic import Field

from dropcut.api.access.audit import Deed, deeds
from dropcut.api.access.callers import Caller
from dropcut.api.access.members import Member, dismiss, enrol, members
from dropcut.api.access.needs import Needs, OwnerInPath
from dropcut.api.asked import Asked
from dropcut.api.routes.once import Once
from dropcut.api.routes.paging import ThePage
from dropcut.api.routes.parted import TheParts
from dropcut.api.routes.refusals import HIDDEN
from dropcut.domain.access import Role
from dropcut.domain.names import Owner
from dropcut.domain.values import Value

router: Final = APIRouter(route_class=Once, tags=["owners"], responses=HIDDEN)
Admin = Annotated[Caller, Depends(Needs(Role.ADMIN))]
Person = Annotated[
    str,
    Path(
        pattern=r"^[!-.0-}]{1,200}$",
        description="`<issuer>:<address>` where the issuer vouches for the address, else `<issuer>:<its number>`.",
        examples=["google:ann@example.com"],
    ),
]


class NewRole(Asked):
    """What somebody is to be."""

    role: Role


class Members(Value):
    """Everybody with a role."""

    members: tuple[Member, ...]


class Deeds(Value):
    """What was done, the newest first."""

    deeds: tuple[Deed, ...]
    next: str = Field(default="", description="What `after` is to be for the next page.")
    broken: tuple[int, ...] = Field(
        default=(), description="Numbers of entries that follow another one than they name: somebody changed the record."
    )


@router.get("/v1/owners/{owner}/members")
def list_members(owner: OwnerInPath, _caller: Admin, parts: TheParts) -> Members:
    """Everybody with a role of this owner's."""
    return Members(members=members(parts.records, Owner(owner)))


@router.put("/v1/owners/{owner}/members/{person}")
def put_member(owner: OwnerInPath, person: Person, new: NewRole, _caller: Admin, parts: TheParts) -> Member:
    """Give somebody a role, in the place of the one they had."""
    return enrol(parts.records, Owner(owner), Member(person=person, role=new.role))


@router.delete("/v1/owners/{owner}/members/{person}", status_code=status.HTTP_204_NO_CONTENT)
def delete_member(owner: OwnerInPath, person: Person, _caller: Admin, parts: TheParts) -> Response:
    """Take somebody's role away; within half a minute every process knows it."""
    dismiss(parts.records, Owner(owner), person)
    return Response(status_code=status.HTTP_204_NO_CONTENT)


@router.get("/v1/owners/{owner}/deeds")
def list_deeds(owner: OwnerInPath, _caller: Admin, parts: TheParts, page: ThePage) -> Deeds:
    """Who did what, the newest first."""
    found = deeds(parts.records, parts.opaque, Owner(owner), page.limit, page.after)
    return Deeds(deeds=found.deeds, next=found.after, broken=found.broken)
