"""One example of every document that a command prints."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

from dropcut.domain.documents import Document
from dropcut.domain.jobs import JobState
from dropcut.domain.lineage import Lineage, Made, Source, Work
from dropcut.domain.models import ModelKind
from dropcut.domain.names import Key
from dropcut.domain.searching import Answer, Hit, Part
from dropcut.domain.values import Instant, Sha256
from dropcut.engine.exporting import Export, ExportedFile
from dropcut.engine.findings import Condition, Examination, Finding
from dropcut.engine.progress import StepProgress
from dropcut.local.cli.catalog import CatalogDocument, CatalogRow
from dropcut.local.ending import Ending
from dropcut.local.exits import Exit
from dropcut.local.licences.listing import Licences, ModelLicence, PackageLine, ProgramLicence
from dropcut.local.models.standing import ModelLine, ModelsDocument
from dropcut.local.planning import Plan, PlannedStep
from dropcut.local.problems import Problem
from dropcut.local.showing.shown import Shown
from dropcut.local.standing import JobStanding, Status
from tests.unit.engine.money_documents import PRINTED as OF_MONEY

_JOB = "local/my video"
_STEPS = (
    StepProgress(step="ingest", total=3, done=2, run=1, reused=1, failed=1),
    StepProgress(step="render", total=600, done=12, run=12, reused=0, failed=0),
)
_PROBLEM = Problem(about="take2.mov", message="take2.mov is empty.", hint="Copy it again.")

EXAMPLES: dict[str, Document] = {
    **OF_MONEY,
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
                log_id="job:0123456789abcdef",
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
    "doctor@1": Examination(
        home="gs://my-inbox",
        well=False,
        findings=(
            Finding(about="inbox", said="gs://my-inbox can be read"),
            Finding(about="gpu", condition=Condition.NOTE, said="No NVIDIA card is here.", advice="Nothing needs to be done."),
            Finding(about="sweep", condition=Condition.BAD, said="No sweep was ever noted.", advice="Look at Cloud Scheduler."),
        ),
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
    "licenses@1": Licences(
        dropcut="Apache-2.0",
        packages=(
            PackageLine(name="av", version="18.1.0", licence="BSD-3-Clause", texts=("LICENSE.txt",), home="https://pyav.org"),
        ),
        models=(
            ModelLicence(name="whisper/small", licence="MIT", publisher="Systran", home="https://huggingface.co", here=True),
        ),
        programs=(ProgramLicence(name="ffmpeg", build="ffmpeg version 5.1.9", licence="GPL-2.0-or-later"),),
    ),
    "lineage@1": Lineage(
        job=_JOB,
        revision=2,
        software="dropcut 1.0",
        told=Instant(1_793_000_000_123),
        sources=(Source(name="take1.mp4", sha256=Sha256("a" * 64), size=7),),
        settings={"preset": '"web"'},
        work=(
            Work(
                step="render",
                version="2",
                key=Key("0" * 64),
                at=Instant(1_793_000_000_000),
                result=Sha256("b" * 64),
                sources=(Sha256("a" * 64),),
                follows=(Key("1" * 64),),
                engines=('{"name":"libx264"}',),
            ),
        ),
        made=(Made(name="cut.mp4", sha256=Sha256("c" * 64), size=9, key=Key("2" * 64)),),
        delivered=2,
        missing=True,
    ),
    "export@1": Export(
        owner="ann",
        at=Instant(1_793_000_000_123),
        files=(ExportedFile(name="jobs/holiday/job.json", size=7, sha256=Sha256("a" * 64)),),
        missing=("footage/holiday/take1.mp4: It was removed since.",),
    ),
}


def printed_file(example: str) -> Path:
    """Where the printed form of an example is kept."""
    return Path(__file__).parent / f"{example}.json"
