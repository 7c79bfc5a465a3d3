"""Where a delivery came from: which files, by which work, of which programs and models."""

from __future__ import annotations

from typing import ClassVar

from dropcut.domain.documents import Document
from dropcut.domain.names import Key
from dropcut.domain.values import Count, Instant, Sha256, Value


class Source(Value):
    """One of the user's files."""

    name: str
    sha256: Sha256
    size: Count


class Made(Value):
    """One file that was delivered."""

    name: str
    sha256: Sha256
    size: Count
    key: Key | None
    """Of the task that made it; None where an advance put it together."""


class Work(Value):
    """One task."""

    step: str
    version: str
    """Of the step."""
    key: Key
    """The digest of the step, its version, and the content of all that it worked on."""
    at: Instant
    """When it was finished."""
    result: Sha256
    """The digest of what it gave."""
    sources: tuple[Sha256, ...] = ()
    """The user's files that it read itself."""
    follows: tuple[Key, ...] = ()
    """The tasks whose results it worked on."""
    engines: tuple[str, ...] = ()
    """What computed it: programs, models and encoders, with versions and digests."""


class Lineage(Document):
    """The lineage of one revision of a job."""

    KIND: ClassVar[str] = "lineage"

    job: str
    revision: Count
    software: str
    """Dropcut, and the release that told this."""
    told: Instant
    sources: tuple[Source, ...]
    settings: dict[str, str]
    """Those of the drop, as JSON texts."""
    work: tuple[Work, ...]
    """In an order in which none comes before what it follows."""
    made: tuple[Made, ...]
    """What stands delivered; nothing while nothing does."""
    delivered: Count = 0
    """The revision that stands."""
    missing: bool = False
    """Whether some of the work is not done, or not recorded any more: then the job must be made again first."""
