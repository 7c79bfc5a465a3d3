"""What is known of a drop when somebody asks how it stands."""

from __future__ import annotations

from dropcut.domain.jobs import JobState
from dropcut.domain.values import Count, Value


class Unusable(Value):
    """A file that cannot be used, why, and what to do."""

    name: str
    why: str
    hint: str = ""


class Doubt(Value):
    """A line of the cut that a person should look at."""

    number: Count
    text: str
    why: str


class Result(Value):
    """What lies ready."""

    revision: Count
    link: str = ""
    """To the folder of the result; empty where a link cannot be had."""
    place: str = "The folder cut beside your footage."
    """Where that is, in a sentence."""
    files: tuple[tuple[str, str], ...] = ()
    """Names and links."""


class Situation(Value):
    """All of it, as one moment shows it."""

    title: str
    folder: str = ""
    """The folder of the drop, where the document lies elsewhere; empty where it lies in that, in Google Drive."""
    clips: Count = 0
    script: str = ""
    """The name of the script; empty when there is none."""
    coming: tuple[str, ...] = ()
    """Files that are on their way, some of many."""
    coming_count: Count = 0
    unusable: tuple[Unusable, ...] = ()
    notes: tuple[str, ...] = ()
    """Finished sentences."""
    state: JobState | None = None
    """None before there is a job."""
    doing: str = ""
    """The step that is worked on."""
    waiting_for: str = ""
    over_budget: str = ""
    """Why it was stopped, and what to do, where going on would cost more than was allowed."""
    revision: Count = 0
    refusals: tuple[Unusable, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    """Of the cut that is made."""
    review: str = ""
    """Where it can be reviewed; empty where there are no pages."""
    result: Result | None = None
    delivering: str = ""
    """Why the result cannot be put here."""
