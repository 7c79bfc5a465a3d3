"""The report: what was made of a drop and why, for programs (`report.json`) and, drawn as a page, for people.

Other people's programs read it: a field may be added under the same number; one that changes its meaning, or goes, makes a
new number. `docs/report.md` describes every field.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Annotated, ClassVar

from pydantic import BeforeValidator, Field, PlainSerializer, WithJsonSchema

from dropcut.domain.blobs import Blob
from dropcut.domain.cut import Cut, Status
from dropcut.domain.documents import Document
from dropcut.domain.jobs import JobState, Refusal, Stage
from dropcut.domain.marks import MarkKind, Marks
from dropcut.domain.money import JobCost
from dropcut.domain.names import JobId
from dropcut.domain.overlays import Ask, Picked
from dropcut.domain.programme import Encoder
from dropcut.domain.rendering import Check, Master, Mixed
from dropcut.domain.scenes import Boundary, Scenes
from dropcut.domain.settings import Preset
from dropcut.domain.time import Rate, Seconds, exact
from dropcut.domain.values import Count, Value, Where, says_nothing

_MILLIONTHS = 1_000_000


def _to_the_millionth(number: object) -> Fraction:
    """Rounded, halves to even, so that what is written reads back as what was written."""
    read = exact(repr(number)) if isinstance(number, float) else exact(number)
    return Fraction(round(read * _MILLIONTHS), _MILLIONTHS)


Figure = Annotated[
    Fraction,
    BeforeValidator(_to_the_millionth),
    PlainSerializer(float, return_type=float),
    WithJsonSchema({"type": "number", "multipleOf": 0.000001}),
]
"""A number as programs outside read it: a plain JSON number of at most six decimals."""


class Source(Value):
    """A stretch of a clip, in the clip's own time."""

    clip: str
    """The file's name in the drop: the clip that is seen."""
    start: Figure
    end: Figure


class Used(Source):
    """A stretch of a clip and its place in the programme."""

    program_start: Figure
    program_end: Figure
    sound: str
    """The clip that is heard: the same one, or another recording of the same performance."""
    sound_start: Figure
    closer: bool
    """Punched in, to hide the jump before it."""


class OtherTake(Value):
    """Another take that could have been used."""

    score: Figure
    reason: str
    pieces: tuple[Source, ...]


class TimedWord(Value):
    """A word of a line, and when the programme says it."""

    text: str
    start: Figure
    end: Figure


class Showing(Source):
    """A stretch of another picture and its place in the programme. A still has no times of its own: both are 0."""

    program_start: Figure
    program_end: Figure


class OtherPicture(Value):
    """Another picture that could have been shown."""

    score: Figure
    reason: str
    views: tuple[Source, ...]


class PictureReport(Value):
    """What was asked to be seen over a line, and what came of it."""

    ask: Ask
    words: str
    status: Picked
    score: Figure
    reason: str
    program_start: Figure | None
    program_end: Figure | None
    views: tuple[Showing, ...]
    alternates: tuple[OtherPicture, ...]


class LineReport(Value):
    """What became of one line; without a script, of one kept stretch."""

    number: Annotated[int, Field(ge=1)]
    text: str
    section: str
    status: Status
    score: Figure
    reason: str
    pieces: tuple[Used, ...]
    alternates: tuple[OtherTake, ...]
    words: tuple[TimedWord, ...]
    caption: str | None
    """What a person wants its caption to say, where that is not the line."""
    pictures: tuple[PictureReport, ...] = ()
    """Other pictures than its takes, and titles."""


class UnusedReport(Value):
    """A stretch of a clip that the programme does not use, and why."""

    clip: str
    start: Figure
    end: Figure
    text: str
    reason: str


class RemovedReport(Value):
    """What was taken out."""

    silence_s: Figure
    fillers: Count
    retakes: Count


class LoudnessReport(Value):
    """In LUFS and dBTP; None for silence."""

    input: Figure | None
    output: Figure | None
    true_peak: Figure | None


class Counts(Value):
    """How many tasks ran for this revision, and how many were found done."""

    run: Count = 0
    reused: Count = 0


class TaskReport(Counts):
    """The same, of all steps together and of each."""

    by_step: dict[str, Counts] = Field(default_factory=dict)


class SpeechReport(Value):
    """Which engine listened, and why that one."""

    engine: str
    """Empty when nothing was to be heard."""
    version: str
    why: str


class EncoderReport(Value):
    """What encoded the picture, and why that one."""

    name: str
    preset: Preset
    build: str
    threads: Count
    why: str


class FormatReport(Value):
    """The programme's shape."""

    width: int
    height: int
    rate: Rate
    """Frames a second, exact: `30000/1001`."""


class RefusedFile(Value):
    """A file or a piece of work that could not be used, and what to do about it."""

    file: str
    step: str
    message: str
    hint: str


class SceneReport(Value):
    """One scene of a clip that was looked at."""

    clip: str
    start: Figure
    end: Figure
    boundary: Boundary
    exposure: Figure
    sharpness: Figure
    motion: Figure
    black: bool
    frozen: bool
    best: Figure


class BoxReport(Value):
    """A part of a picture, as shares of its width and height."""

    x: Figure
    y: Figure
    width: Figure
    height: Figure


class SightingReport(Value):
    """When a mark was seen at one place."""

    start: Figure
    end: Figure
    box: BoxReport


class MarkReport(Value):
    """A mark that somebody else may own."""

    clip: str
    kind: MarkKind
    name: str
    confidence: Figure
    box: BoxReport
    spans: tuple[SightingReport, ...]


class StepCostReport(Value):
    """What one step's tasks worked for this revision, and cost."""

    seconds: Figure
    amount: Figure


class CostReport(Value):
    """What making it cost: work of all tasks one after another, however many worked at once."""

    seconds: Figure
    """At all revisions of the job, up to the writing of this report."""
    amount: Figure
    """The same in money; 0 on a machine of one's own, unless its owner says what an hour of it costs."""
    currency: str
    prices: str
    """The version of the price table that the amount is estimated by; empty where nothing costs money."""
    region: str
    by_step: dict[str, StepCostReport]
    """Of this revision alone."""


class Report(Document):
    """What `report.json` holds."""

    KIND: ClassVar[str] = "report"

    job: str
    revision: Count
    status: JobState
    title: str
    duration: Figure
    frames: Count
    format: FormatReport
    scripted: bool
    lines: tuple[LineReport, ...]
    """By their number; `program_start` tells their order in the programme."""
    unused: tuple[UnusedReport, ...]
    removed: RemovedReport
    loudness: LoudnessReport
    checks: tuple[Check, ...]
    tasks: TaskReport
    seconds: Figure
    """How long making it took."""
    files: tuple[str, ...]
    speech: SpeechReport
    encoder: EncoderReport
    clips: tuple[str, ...]
    notes: tuple[str, ...]
    orphans: tuple[str, ...]
    refused: tuple[RefusedFile, ...]
    left_out: tuple[str, ...]
    """What the timelines could not carry, in sentences."""
    scenes: tuple[SceneReport, ...] = ()
    marks: tuple[MarkReport, ...] = ()
    cost: Annotated[CostReport | None, Field(exclude_if=says_nothing)] = None
    """What it cost to make, where somebody reckons."""


class Reporting(Value):
    """All that the report of one revision is made from."""

    job: JobId
    revision: Count
    status: JobState = JobState.DONE
    title: str = ""
    """The drop's own name when empty."""
    cut: Cut
    mixed: Mixed
    master: Master
    encoder: Encoder
    speech_why: str
    """Why the cut's engine listened, in a sentence; why none did, when it has none."""
    stages: tuple[Stage, ...] = ()
    refused: tuple[Refusal, ...] = ()
    remarks: tuple[str, ...] = ()
    """What else a person should know, in sentences."""
    left_out: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    """Of the drop's files: whatever was refused is told by one of these, where it is about a file."""
    scenes: tuple[Scenes, ...] = ()
    """Of the clips that were looked at."""
    marks: tuple[Marks, ...] = ()
    files: tuple[str, ...] = ()
    """The names of all that is delivered."""
    seconds: Annotated[Seconds, Where()] = Fraction(0)
    """How long making it took so far. Not content: being quicker makes no other report."""
    cost: Annotated[JobCost | None, Where()] = None
    """What it cost so far, where somebody reckons. Not content either."""


class Reports(Value):
    """The report, written."""

    page: Blob
    """`report.html`"""
    data: Blob
    """`report.json`"""
