"""What a home tells people of places: where they can review, and where results lie."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final
from urllib.parse import quote

from dropcut.domain.errors import Permanent
from dropcut.domain.jobs import Job
from dropcut.domain.names import JobId
from dropcut.editing.status.situation import Result, Situation
from dropcut.engine.home import Home
from dropcut.engine.situations import doubts_of, standing_of
from dropcut.engine.webhooks.targets import target_of

_HINT: Final = "Write it as https://host, with a path only where the pages lie below one."


def no_pages(_drop: JobId) -> str:
    """Of a home that nobody can open."""
    return ""


def unnamed(_drop: JobId) -> str:
    """Of a home whose results lie where its user put them."""
    return ""


@dataclass(frozen=True)
class Voice:
    """How one home speaks of places."""

    review_of: Callable[[JobId], str] = no_pages
    """The address of the review page of a drop; empty where there is none."""
    place_of: Callable[[JobId], str] = unnamed
    """Where the result of a drop lies, in a sentence; empty where that says nothing to its reader."""

    def situation_of(self, home: Home, job: Job) -> Situation:
        """All that a message is made of."""
        place, standing = self.place_of(job.id), standing_of(job, home.ledger.now())
        result = Result(revision=job.revision, place=place) if place else None
        told = {"review": self.review_of(job.id), "doubts": doubts_of(home, job), "result": result}
        return standing.model_copy(update=told)


SILENT: Final = Voice()


def public_address(text: str) -> str:
    """What people type to reach the pages, without a slash behind it. Raises Permanent for what is no such address."""
    target = target_of(text, inner=True)
    if "?" in target.path or "#" in text or "@" in text:
        raise Permanent("The address of the pages holds more than a host and a path.", _HINT)
    return text.rstrip("/")


def review_page(address: str, drop: JobId) -> str:
    """The review page of a drop at that address."""
    return f"{address}/jobs/{drop.owner}/{quote(drop.name, safe='')}" if address else ""
