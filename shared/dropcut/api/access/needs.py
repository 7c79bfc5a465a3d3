"""What a route asks of whoever calls: its role is part of the route, so that all of them can be listed and tried."""

from __future__ import annotations

from typing import Annotated, Final

from fastapi import Depends, Path, Request

from dropcut.api.access.callers import Caller
from dropcut.api.problems import Kind, Refused
from dropcut.domain.access import Role
from dropcut.domain.errors import NotFound, Permanent
from dropcut.domain.names import JobId, Owner

_SIGN_IN: Final = {"WWW-Authenticate": 'Bearer realm="dropcut"'}


async def signed_in(request: Request) -> Caller:
    """Whoever calls. Raises Refused when nobody is signed in."""
    caller: Caller | None = request.scope.get("dropcut.caller")
    if caller is None:
        raise Refused(Kind.NOT_SIGNED_IN, "Nobody is signed in.", "Send a bearer token.", headers=_SIGN_IN)
    return caller


class Needs:
    """The caller has this role with the owner that the path names. Who has none learns nothing: to them it is not there."""

    def __init__(self, role: Role) -> None:
        self.role = role

    async def __call__(self, caller: Annotated[Caller, Depends(signed_in)], owner: OwnerInPath) -> Caller:
        """The caller. Raises NotFound, Refused."""
        check(caller, Owner(owner), self.role)
        return caller


class NeedsSomewhere:
    """The caller has this role with some owner."""

    def __init__(self, role: Role) -> None:
        self.role = role

    async def __call__(self, caller: Annotated[Caller, Depends(signed_in)]) -> Caller:
        """The caller. Raises Refused."""
        held = [caller.rights.everywhere, *caller.rights.by_owner.values()]
        if not any(role is not None and role.covers(self.role) for role in held):
            raise too_weak(self.role)
        return caller


def check(caller: Caller, owner: Owner, needed: Role) -> None:
    """Whether the caller may. Raises NotFound for an owner of whom they know nothing, Refused for too weak a role."""
    held = caller.rights.role(owner)
    if held is None:
        raise hidden()
    if not held.covers(needed):
        raise too_weak(needed)


def hidden() -> NotFound:
    """What is said of all that is not there, and of all that this caller may not know of."""
    return NotFound("There is no such thing, or it is not yours to see.", "GET /v1/jobs lists what you may see.")


def too_weak(needed: Role) -> Refused:
    """The role that would do is named: it is in the documentation too."""
    return Refused(Kind.NOT_ALLOWED, f"This takes the role {needed.value}.", "An admin of the owner can give it to you.")


OwnerInPath = Annotated[str, Path(description="Whose it is.", pattern=r"^[a-z0-9][a-z0-9_.-]{0,62}$", examples=["ann"])]
NameInPath = Annotated[
    str, Path(description="The drop's own name.", min_length=1, max_length=200, pattern=r"^[^/\x00]+$", examples=["holiday"])
]


async def job_in_path(owner: OwnerInPath, name: NameInPath) -> JobId:
    """The job that a path names. Raises NotFound for what can be none."""
    try:
        return JobId.parse(f"{owner}/{name}")
    except Permanent:
        raise hidden() from None


Job = Annotated[JobId, Depends(job_in_path)]
SignedIn = Annotated[Caller, Depends(signed_in)]
