"""Searching what was written, said and told: what an index is made from, what is asked, and what is answered."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, ClassVar, Literal

from pydantic import Field

from dropcut.domain.blobs import Blob, Many
from dropcut.domain.documents import Document
from dropcut.domain.material import Transcript
from dropcut.domain.report import Figure
from dropcut.domain.script import Script
from dropcut.domain.speech import Found
from dropcut.domain.values import Count, Millis, Value, Where

INDEX = "index"
"""Under this name a job shows its `Indexed`: see `ports.recipe.Drop.show`."""
LONGEST_QUESTION = 400
"""Characters of a question that are read; what follows is passed over."""
MOST_HITS = 100
"""The most hits that one answer carries."""


class Part(StrEnum):
    """Where something was found."""

    SCRIPT = "script"
    TRANSCRIPT = "transcript"
    REPORT = "report"


class Passage(Value):
    """A few words of one job that are found together, and where they are said."""

    part: Part
    text: str
    line: Count = 0
    """The script's line, from 1; 0 where it is of none."""
    clip: str = ""
    """The file's name in the drop; empty where it is said nowhere."""
    start: Millis = Millis(0)
    """In the clip's own time."""
    end: Millis = Millis(0)
    program: Millis | None = None
    """Where the programme says it, if it does."""
    times: tuple[Millis, ...] = ()
    """When each word of `text` and then of `next` begins, counted from `start`; empty where that is not known."""
    next: str = ""
    """The first words of what is said next, so that a phrase is found that runs on."""


class Indexed(Document):
    """One job's index: immutable, made anew when what it is made from changes."""

    KIND: ClassVar[str] = "indexed"

    index: Blob
    """A SQLite file as `dropcut.search.tables` lays it out."""
    passages: Count


class Indexing(Value):
    """What one job's index is made from; what the job has not come to is left out."""

    title: str
    script: Script | None = None
    transcripts: tuple[Transcript, ...] = ()
    names: tuple[str, ...] = ()
    """Of the transcripts' clips, in their order."""
    found: Many[Found] | None = None
    """For each transcript in order, for each group of the script's lines: where they were tried."""
    report: Blob | None = None
    """A `Report` document."""
    earlier: Annotated[Indexed | None, Where()] = None
    """What the job showed before. No content: what it understood already is taken from it, and nothing else."""


class Question(Value):
    """What somebody looks for. Anything may be typed: what is no word is passed over."""

    words: str
    """Every word must be there; "a phrase" in its order; `begin*` the beginning of a word."""
    job: str = ""
    """`<owner>/<drop>`: in this one only."""
    part: Part | None = None
    first: Annotated[int, Field(ge=0)] = 0
    """How many hits to pass over."""
    most: Annotated[int, Field(ge=1, le=MOST_HITS)] = 20


class Hit(Value):
    """One passage that was found."""

    job: str
    title: str
    part: Part
    by: Literal["words", "meaning"]
    score: Figure
    """The higher the better, within one answer."""
    text: str
    """The passage, shortened around what was found."""
    marks: tuple[tuple[Count, Count], ...]
    """What of `text` was found: from which character, to before which."""
    line: Count | None
    clip: str | None
    """Which clip says it; null where none does."""
    start: Figure | None
    """When what was found begins, in the clip's own time."""
    end: Figure | None
    """When the passage ends."""
    program: Figure | None
    """When the programme says it; null where it does not."""
    link: str = ""
    """Where that plays."""


class Answer(Document):
    """What was found, best first."""

    KIND: ClassVar[str] = "search"

    words: str
    hits: tuple[Hit, ...]
    more: bool
    """Whether there are hits after these."""
    jobs: Count
    """How many jobs were looked through."""
    note: str = ""
    """One sentence, where there is something to say about the question or the answer."""
