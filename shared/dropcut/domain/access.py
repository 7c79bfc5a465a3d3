"""Who may do what: roles, one for each owner whose drops a person may touch."""

from __future__ import annotations

from enum import StrEnum

from pydantic import Field

from dropcut.domain.names import Owner
from dropcut.domain.values import Value


class Role(StrEnum):
    """What somebody may do with an owner's drops; each may do all that those before it may."""

    VIEWER = "viewer"
    """See jobs, cuts and files."""
    EDITOR = "editor"
    """Drop files, settle what the cut is, approve it, have a job go on."""
    OPERATOR = "operator"
    """Cancel and delete jobs, read the figures of the home."""
    ADMIN = "admin"
    """Say who may do what, and read who did what."""

    def covers(self, needed: Role) -> bool:
        """Whether this role may do what `needed` may."""
        order = list(Role)
        return order.index(self) >= order.index(needed)


class Rights(Value):
    """All that one person may do."""

    everywhere: Role | None = None
    """With every owner's drops."""
    by_owner: dict[Owner, Role] = Field(default_factory=dict)

    def role(self, owner: Owner) -> Role | None:
        """The strongest that holds for this owner; None: to this person there is no such owner."""
        held = [role for role in (self.everywhere, self.by_owner.get(owner)) if role is not None]
        return max(held, key=list(Role).index, default=None)

    @property
    def owners(self) -> tuple[Owner, ...] | None:
        """Those whose drops may be seen, by name; None for all."""
        return None if self.everywhere is not None else tuple(sorted(self.by_owner))
