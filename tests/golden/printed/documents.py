"""One example of every document that a command prints."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

from dropcut.domain.documents import Document
from dropcut.domain.jobs import JobState
from dropcut.domain.models import ModelKind
from dropcut.domain.searching import Answer, Hit, Part
from dropcut.engine.progress import StepProgress
from dropcut.local.cli.catalog import CatalogDocument, CatalogRow
from dropcut.local.ending import Ending
from dropcut.local.exits import Exit
from dropcut.local.models.standing import ModelLine, ModelsDocument
from dropcut.local.planning import Plan, PlannedStep
from dropcut.local.problems import Problem
from dropcut.local.showing.shown import Shown
from dropcut.local.standing import JobStanding, Status

_JOB = "local/my video"
_STEPS = (
    StepProgress(step="ingest", total=3, done=2, run=1, reused=1, failed=1),
    StepProgress(step="render", total=600, done=12, run=12, reused=0, failed=0),
)
_PROBLEM = Problem(about="take2.mov", message="take2.mov is empty.", hint="Copy it again.")

EXAMPLES: dict[str, Document] = {
    "models@1": ModelsDocument(
        models=(
            ModelLine(
                kind=ModelKind.WHISPER,
                name="small",
                state="here",
                size=486_212_372,
                licence="MIT",
                source="fetched from Systran/faster-whisper-small on huggingface.co",
                about="every language, good",
                home="https://huggingface.co/Systran/faster-whisper-small",
            ),
        )
    ),
    "progress@1": Shown(
        job=_JOB,
        revision=2,
        state=JobState.WORKING,
        permille=123,
        left_s=340,
        steps=_STEPS,
        why="Working on render (2).",
    ),
    "ending@1": Ending(
        job=_JOB,
        revision=2,
        state=JobState.DONE,
        exit_code=Exit.DONE,
        message="Done: my-video/cut/cut.mp4.",
        problems=(_PROBLEM,),
        files=("my-video/cut/cut.mp4",),
        steps=_STEPS,
        milliseconds=83_412,
        log="my-video/.dropcut/log/dropcut.jsonl",
    ),
    "plan@1": Plan(
        job=_JOB,
        files=("take1.mp4", "take2.mov"),
        steps=(PlannedStep(step="ingest", to_do=1, done=1, complete=True),),
        complete=False,
        waits_for="a script",
    ),
    "status@1": Status(
        keeper=4711,
        jobs=(
            JobStanding(
                job=_JOB,
                state=JobState.FAILED,
                revision=2,
                permille=123,
                steps=_STEPS,
                why="It failed.",
                problems=(_PROBLEM,),
                files=("my-video/cut/cut.mp4",),
            ),
        ),
    ),
    "search@1": Answer(
        words="sea",
        hits=(
            Hit(
                job=_JOB,
                title="My video",
                part=Part.TRANSCRIPT,
                by="words",
                score=Fraction(3, 2),
                text="a boat came in from the sea",
                marks=((24, 27),),
                line=2,
                clip="take1.mp4",
                start=Fraction(63),
                end=Fraction(64),
                program=Fraction(5, 2),
                link="file:///my-video/cut/cut.mp4#t=2.5",
            ),
        ),
        more=True,
        jobs=3,
        note="1 job could not be looked through.",
    ),
    "catalog@1": CatalogDocument(
        steps=(
            CatalogRow(
                step="render",
                version="3",
                runs="gpu_job",
                cpu=8,
                memory_mib=32768,
                timeout_s=3600,
                concurrency=1,
                attempts=4,
                retries=3,
                gpu="nvidia-l4",
                entry="gpu_jobs/render",
            ),
        )
    ),
}


def printed_file(example: str) -> Path:
    """Where the printed form of an example is kept."""
    return Path(__file__).parent / f"{example}.json"
