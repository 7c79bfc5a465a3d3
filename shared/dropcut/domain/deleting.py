"""Deleting what is known of a drop or of an owner, and what proves it."""

from __future__ import annotations

from typing import ClassVar, Final, Literal

from pydantic import Field

from dropcut.domain.documents import Document
from dropcut.domain.names import JobId, Owner
from dropcut.domain.values import Count, Instant, Value

FOOTAGE: Final = "footage"
"""The place of the owner's own files: named in a certificate only where these were to go."""


class Whose(Value):
    """What is to be deleted: all that is known of one drop, or of everything an owner has."""

    owner: Owner
    drop: str | None = None
    delivered: bool = True
    """Whether what was delivered goes too."""
    footage: bool = False
    """Whether the owner's own files in the inbox go too. Of a single drop they never do."""

    @property
    def job(self) -> JobId | None:
        """The one job; None where all of the owner's are meant."""
        return None if self.drop is None else JobId(self.owner, self.drop)

    @property
    def footage_goes(self) -> bool:
        """Whether any of the owner's own files are to go."""
        return self.footage and self.drop is None

    def covers(self, job: JobId) -> bool:
        """Whether that one is to go."""
        return job.owner == self.owner and self.drop in {None, job.name}


class Removed(Value):
    """What went of one kind."""

    what: str
    count: Count
    bytes: Count = 0
    left: Count = 0
    """So many stay where they are: their user changed them, and they are no longer ours."""


class Left(Value):
    """What is still there after all."""

    what: str
    count: Count
    why: str
    ours: bool = True
    """Whether it should have gone. What its user put there stays theirs."""


class Window(Value):
    """Where deleted bytes can still be brought back from, by whoever runs the home, and until when."""

    of: str
    until: Instant | None
    """None where no clock of ours ends it."""
    why: str


class Deletion(Document):
    """A deletion under way. It names whom it is about, and so it goes with its end."""

    KIND: ClassVar[str] = "deletion"

    id: str
    whose: Whose | None
    """None once nothing but the tidying of the store itself is left to do: no name is known then."""
    asked: Instant
    by: str
    """The opaque id of whoever asked."""
    done: dict[str, tuple[Removed, ...]] = Field(default_factory=dict)
    """What went, by the place that it was in."""
    passes: Count = 0
    """How often it was begun: what is counted is what the passes found that came to their ends."""
    waits: str = ""
    """Why it is not over, in plain words."""


class Certificate(Document):
    """What was deleted, where was looked for it afterwards, and until when it could still be brought back. Holds no name."""

    KIND: ClassVar[str] = "certificate"

    id: str
    of: Literal["job", "owner"]
    owner: str
    """Opaque, as in the logs; so is `job`."""
    job: str = ""
    by: str
    asked: Instant
    ended: Instant
    passes: Count
    removed: tuple[Removed, ...]
    searched: tuple[str, ...]
    """The places that were looked through once more after all was deleted, and in which nothing was found."""
    left: tuple[Left, ...] = ()
    """What was found and is nobody's but the owner's."""
    windows: tuple[Window, ...] = ()
