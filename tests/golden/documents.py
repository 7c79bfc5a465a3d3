"""One example of every shape that a document may have in the ledger."""

from __future__ import annotations

import json
from fractions import Fraction
from pathlib import Path

from dropcut.domain.blobs import Blob, FileVersion, Many, Result
from dropcut.domain.decisions import Decision, LineRef, Move, PictureDecision, Place, TakeRef
from dropcut.domain.documents import Document
from dropcut.domain.jobs import Arriving, Group, GroupResult, Job, JobState, Refusal, Stage
from dropcut.domain.money import Budget, Costs, OverBudget, Spent, charged
from dropcut.domain.names import JobId, Key, Owner, TaskId
from dropcut.domain.overlays import Ask
from dropcut.domain.settings import Aspect, Enlarging, Options, Preset, Speech
from dropcut.domain.tasks import Failure, Task, TaskState
from dropcut.domain.values import Instant, Millis, Sha256

FOLDER = Path(__file__).parent

_MOMENT = Instant(1_793_000_000_123)
_KEY = Key("0" * 63 + "1")
_TASK = TaskId(Owner("ann"), "transcribe", _KEY)
_JOB = JobId(Owner("ann"), "my video №1")
_SHORT = Result(digest=Sha256("a" * 64), inline='{"words":["Süd"]}')
_BLOB = Blob(sha256=Sha256("b" * 64), size=70_000, path=f"store/{_TASK}/3/result.json")
_LONG = Result(digest=Sha256("c" * 64), blob=_BLOB)
_FULL = Failure(kind="exhausted", message="The disk is full.", hint="Free some space.")
_EMPTY = Failure(kind="permanent", message="take1.mp4 is empty.")
_FILE = FileVersion(path="cam b/take1.mp4", version="1793-77", size=123, modified=Instant(1_792_000_000_000))
_SPENT = Spent(millis=Millis(62_500), amount=Fraction(1, 8))
_LINE = LineRef(text="welcome back", occurrence=1)
_DECISION = Decision(
    line=_LINE,
    pin=TakeRef(asset=Sha256("e" * 64), start=Fraction(3, 2), end=Fraction(5)),
    earlier=Fraction(1, 10),
    later=Fraction(-1, 10),
    dropped=True,
    move=Move(place=Place.AFTER, line=_LINE),
    caption="Welcome back!",
)

EXAMPLES: dict[str, Document] = {
    "task@1-queued": Task(id=_TASK, version="2", due=_MOMENT, changed=_MOMENT, priority=10, inputs=_LONG),
    "task@1-running": Task(
        id=_TASK,
        version="2",
        state=TaskState.RUNNING,
        epoch=3,
        failures=1,
        losses=1,
        due=Instant(_MOMENT + 60_000),
        changed=_MOMENT,
        holder="studio/411/ab12",
        inputs=_SHORT,
        failure=_FULL,
    ),
    "task@1-done": Task(
        id=_TASK, version="2", state=TaskState.DONE, epoch=3, due=_MOMENT, changed=_MOMENT, used=_MOMENT, result=_SHORT
    ),
    "task@1-failed": Task(id=_TASK, version="2", state=TaskState.FAILED, epoch=1, failures=1, inputs=_SHORT, failure=_EMPTY),
    "job@1-new": Job(id=_JOB, created=_MOMENT, revised=_MOMENT),
    "job@1-working": Job(
        id=_JOB,
        version=7,
        revision=3,
        options=Options(title="The sea", preset=Preset.DRAFT, aspect=Aspect.TALL, speech=Speech.GUIDED),
        decisions=(_DECISION,),
        kept={"format": "{}"},
        priority=10,
        files=(_FILE,),
        arriving=(Arriving(file=_FILE, since=_MOMENT),),
        created=_MOMENT,
        revised=Instant(_MOMENT + 1),
        retried=Instant(_MOMENT + 2),
        quiet=Millis(5_000),
        catalog="d" * 64,
        recheck=1,
        stages=(Stage(step="render", total=9, done=5, failed=1, run=3, reused=2, group=_KEY, known=False),),
        waiting_for="a script",
    ),
    "job@1-larger": Job(
        id=_JOB,
        options=Options(
            upscale=2,
            enlarging=Enlarging(
                scale=4,
                engine="torch",
                model="general-x4v3",
                name="clip.4x.mp4",
                denoise=Fraction(1, 4),
                compare=True,
                compare_clip=True,
            ),
        ),
    ),
    "job@1-pictures": Job(
        id=_JOB,
        decisions=(
            Decision(
                line=_LINE,
                pictures=(
                    PictureDecision(
                        ask=Ask.B_ROLL,
                        words="fresh bread",
                        occurrence=1,
                        pin=TakeRef(asset=Sha256("e" * 64), start=Fraction(3, 2), end=Fraction(5)),
                    ),
                    PictureDecision(ask=Ask.TITLE, words="one day", dropped=True),
                ),
            ),
        ),
    ),
    "job@1-settling": Job(id=_JOB, files=(_FILE,), changed=_MOMENT, begun_by_hand=True),
    "job@1-ended": Job(
        id=_JOB,
        version=9,
        revision=3,
        state=JobState.FAILED,
        created=_MOMENT,
        revised=_MOMENT,
        ended=Instant(_MOMENT + 5),
        refusals=(Refusal(step="ingest", about="take1.mp4", failure=_EMPTY),),
        result=_LONG,
    ),
    "task@1-worked": Task(
        id=_TASK, version="2", state=TaskState.DONE, epoch=1, changed=_MOMENT, result=_SHORT, spent=Millis(62_500)
    ),
    "job@1-over": Job(
        id=_JOB,
        state=JobState.HELD,
        stages=(Stage(step="render", total=9, done=9, run=9, spent=Millis(62_500)),),
        waiting_for="It stopped before mix.",
        costs=charged(charged(Costs(), 1, _SPENT, "2026-11"), 2, _SPENT, "2026-12"),
        budget=Budget(amount=Fraction(1, 4), millis=Millis(60_000)),
        over=OverBudget(
            step="mix",
            whose="owner",
            budget=Budget(amount=Fraction(1, 4)),
            used=_SPENT,
            needs=_SPENT,
            month="2026-12",
            prices="2026-11-21",
        ),
    ),
    "group@1-worked": Group(
        key=_KEY,
        job=_JOB,
        revision=3,
        step="render",
        total=0,
        result=GroupResult(
            results=Many(digest=Sha256("e" * 64), count=0, inline=()), run=0, reused=0, revision=3, spent=Millis(9)
        ),
    ),
    "group@1-open": Group(key=_KEY, job=_JOB, revision=3, step="render", total=600),
    "group@1-done": Group(
        key=_KEY,
        job=_JOB,
        revision=3,
        step="render",
        total=2,
        ready=True,
        left=0,
        result=GroupResult(
            results=Many(digest=Sha256("e" * 64), count=2, inline=({"frames": 9}, None)), run=1, reused=1, revision=2
        ),
    ),
    "group@1-long": Group(
        key=_KEY,
        job=_JOB,
        revision=3,
        step="render",
        total=600,
        ready=True,
        left=4,
        result=GroupResult(results=Many(digest=Sha256("e" * 64), count=600, blob=_BLOB), run=600, reused=0, revision=3),
    ),
}


def golden_file(example: str) -> Path:
    """Where the stored form of an example is kept."""
    return FOLDER / f"{example}.json"


def stored_form(document: Document) -> bytes:
    """As it is stored, laid out for people to read."""
    return json.dumps(json.loads(document.dumped()), indent=2, ensure_ascii=False).encode() + b"\n"
