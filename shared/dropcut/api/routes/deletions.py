"""Deleting what is known of an owner, and what proves that it was done."""

from __future__ import annotations

from time import monotonic, sleep
from typing import Annotated, Final

from fastapi import APIRouter, Depends, Path, Query, Response, status

from dropcut.api.access.callers import Caller
from dropcut.api.access.needs import Needs, OwnerInPath, hidden
from dropcut.api.parts import Parts
from dropcut.api.problems import Documented
from dropcut.api.routes.once import Once
from dropcut.api.routes.parted import TheParts
from dropcut.api.routes.refusals import CONFLICT, HIDDEN
from dropcut.domain.access import Role
from dropcut.domain.deleting import Certificate, Whose
from dropcut.domain.errors import Conflict, NotFound
from dropcut.domain.names import Owner
from dropcut.domain.values import Value

router: Final = APIRouter(route_class=Once, tags=["deletions"], responses=HIDDEN)

_WITHIN_S: Final = 10.0
_GLANCE_S: Final = 0.25
Operator = Annotated[Caller, Depends(Needs(Role.OPERATOR))]
Admin = Annotated[Caller, Depends(Needs(Role.ADMIN))]
KeepDelivered = Annotated[bool, Query(description="What was delivered stays.")]
Footage = Annotated[bool, Query(description="The owner's own files in the inbox go, too.")]
DeletionId = Annotated[str, Path(pattern=r"^[0-9a-f]{32}$", description="What the deletion was called when it was asked for.")]


class DeletionView(Value):
    """A deletion, under way or over."""

    id: str
    waits: str = ""
    """Why it is not over: it goes on by itself."""
    certificate: Certificate | None = None
    """What proves it, once it is over."""


UNDER_WAY: Final[Documented] = {
    202: {"description": "It is under way, and goes on by itself.", "model": DeletionView},
}


@router.delete("/v1/owners/{owner}", responses={**CONFLICT, **UNDER_WAY})
def delete_owner(  # noqa: PLR0913 - as FastAPI asks
    owner: OwnerInPath,
    caller: Admin,
    parts: TheParts,
    response: Response,
    *,
    footage: Footage = False,
    keep_delivered: KeepDelivered = False,
) -> DeletionView:
    """Delete all that is known of an owner, with every role and sign-in that nobody needs any more, and prove it."""
    whose = Whose(owner=Owner(owner), delivered=not keep_delivered, footage=footage)
    return deleted(parts, whose, caller, response)


@router.get("/v1/owners/{owner}/deletions/{deletion}")
def get_deletion(owner: OwnerInPath, deletion: DeletionId, _caller: Operator, parts: TheParts) -> DeletionView:
    """How a deletion stands. Its certificate can be read by whoever may still do so: names nobody."""
    try:
        proof = parts.deleting.proof(deletion)
    except NotFound:
        under_way = next((each for each in parts.deleting.under_way() if each.id == deletion), None)
        if under_way is None or under_way.whose is None or under_way.whose.owner != owner:
            raise hidden() from None
        return DeletionView(id=deletion, waits=under_way.waits)
    if proof.owner != parts.opaque.owner(Owner(owner)):
        raise hidden()
    return DeletionView(id=deletion, certificate=proof)


def deleted(parts: Parts, whose: Whose, caller: Caller, response: Response) -> DeletionView:
    """Begin, and go on while somebody waits; then the sweep does."""
    begun = parts.deleting.begin(whose, caller.person)
    end, waits = monotonic() + _WITHIN_S, ""
    while monotonic() < end:
        try:
            found = parts.deleting.go_on(begun.id)
        except Conflict:  # the sweep is at it at this very moment
            pass
        else:
            if isinstance(found, Certificate):
                return DeletionView(id=begun.id, certificate=found)
            waits = found.waits
        sleep(_GLANCE_S)
    response.status_code = status.HTTP_202_ACCEPTED
    return DeletionView(id=begun.id, waits=waits)
