"""One example of every document that is kept outside of the ledger."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

from dropcut.cloud.inbox import record
from dropcut.cloud.inbox.record import OutboxRecord
from dropcut.cloud.run_jobs.shards import Shards
from dropcut.cloud.submitting.notes import SendingNote
from dropcut.cloud.visiting.card import HomeCard
from dropcut.domain.blobs import Blob
from dropcut.domain.decisions import Decision, Decisions, LineRef, Move, Place, TakeRef
from dropcut.domain.documents import Document
from dropcut.domain.jobs import Job, JobState, Refusal
from dropcut.domain.mail import MailServer, Security
from dropcut.domain.models import KnownFile, Manifest, ModelKind
from dropcut.domain.names import JobId, Key, Owner, TaskId
from dropcut.domain.pieces import Phrase, Phrases
from dropcut.domain.script import Cue, Line, Script, Section, Span
from dropcut.domain.searching import Indexed
from dropcut.domain.settings import Archive, Aspect, Burned, Fit, Pace, Preset, Settings, Speech, Start
from dropcut.domain.speech import Engine, Found, Heard, Levels, Role, Said, SpeechStretch, Stray, Try, Word
from dropcut.domain.tasks import Failure
from dropcut.domain.values import Instant, Millis, Sha256
from dropcut.domain.webhooks import Form, Hook, LastTold, Tried, begun, ended, message_of, record_of
from dropcut.editing.report.telling import report_of
from dropcut.engine.lookout import LastSweep
from dropcut.local.files.record import DeliveryRecord, Mark
from dropcut.local.served import Served
from dropcut.steps.write_review import Reviewing
from tests.api.documents import EXAMPLES as OF_THE_API
from tests.drive.documents import EXAMPLES as OF_DRIVE
from tests.unit.editing.report.samples import CUT, PICTURED, reporting
from tests.unit.engine.deleting.documents import EXAMPLES as OF_DELETING
from tests.unit.engine.money_documents import KEPT as OF_MONEY
from tests.unit.vision.documents import EXAMPLES as OF_VISION

FOLDER = Path(__file__).parent

_GUIDED = Engine(name="guided", version="pocketsphinx 5.1.1")
_WORD = Word(start=Fraction(1, 3), end=Fraction(1, 2), text="süd", confidence=Fraction(7, 8))
_BLOB = Blob(sha256=Sha256("b" * 64), size=70_000, path=f"store/ann/assemble/{'0' * 64}/3/cut.mp4")
_MARK = Mark(size=70_000, inode=411, modified_ns=1_793_000_000_123_456_789, sha256=Sha256("b" * 64))

_FIRST_LINE = Line(
    number=1,
    written="ANNA: Go **south** [SHOW: map.png].",
    spoken="Go south.",
    speaker="ANNA",
    section="The road",
    cues=(Cue(name="SHOW", text="map.png", at=8),),
    span=Span(start=Fraction(0), end=Fraction(5, 2)),
    row=3,
)

_TRY = Try(
    line=1,
    said=(Said(word=_WORD, role=Role.SAID, place=1), Said(word=_WORD, role=Role.FILLER, place=None)),
    coverage=Fraction(1, 2),
    misses=(0,),
    insertions=1,
    fillers=1,
    restarts=2,
    confidence=Fraction(7, 8),
    reason="The first word was not heard.",
)

_MOMENT = Instant(1_793_000_000_123)
_HOOK = Hook(
    id="wh_0123456789abcdef",
    owner=Owner("ann"),
    url="https://hooks.example.com/dropcut?key=1",
    secret="whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oDJZ1hlDFxRJI=",  # noqa: S106 - of an example
    states=(JobState.DONE, JobState.FAILED),
    inner=True,
    created=_MOMENT,
)
_MESSAGE = "98206999999876-0123456789abcdef0123456789abcdef"
_EMPTY = Failure(kind="permanent", message="It is empty.", hint="Copy it.")
_JOB = Job(
    id=JobId(Owner("ann"), "holiday"),
    revision=2,
    state=JobState.FAILED,
    revised=_MOMENT,
    ended=_MOMENT,
    refusals=(
        Refusal(step="ingest", about="take1.mp4", failure=Failure(kind="permanent", message="It is empty.", hint="Copy it.")),
    ),
)
_TOLD = message_of(_JOB, _MESSAGE, ("cut.mp4",))
_REFUSED = Tried(took=Millis(120), status=500, outcome="It answered 500.")

EXAMPLES: dict[str, Document] = {
    **OF_THE_API,
    **OF_DRIVE,
    **OF_DELETING,
    **OF_VISION,
    **OF_MONEY,
    "served@1": Served(inbox="/drops/No. 1\\xe9", by_owner=True),
    "sweep@1": LastSweep(ended=Instant(1_793_000_000_123)),
    "shards@1": Shards(
        tasks=(TaskId(Owner("ann"), "render", Key("0" * 64)), TaskId(Owner("ann"), "render", Key("1" * 64))),
    ),
    "script@1": Script(
        lines=(_FIRST_LINE, Line(number=2, written="Then home.", spoken="Then home.", row=5)),
        sections=(Section(title="The road", level=2, first_line=1, row=1),),
        notes=("A table in row 9 was left out.",),
    ),
    "heard@1": Heard(
        engine=_GUIDED,
        duration=Fraction(1001, 30),
        stretches=(SpeechStretch(start=Fraction(1, 3), end=Fraction(2)),),
        levels=Levels(noise=Fraction(-60), speech=Fraction(-41, 2), clipped=Fraction(1, 100)),
        words=(_WORD,),
    ),
    "heard@1-silent": Heard(
        engine=_GUIDED,
        duration=Fraction(2),
        stretches=(),
        levels=Levels(noise=Fraction(-90), speech=None, clipped=Fraction(0)),
    ),
    "found@1": Found(
        engine=_GUIDED,
        tries=(_TRY,),
        strays=(Stray(start=Fraction(3), end=Fraction(4), reason="Speech that is no line."),),
    ),
    "phrases@1": Phrases(
        phrases=(Phrase(words=(_WORD,), no_speech=Fraction(1, 50), mean_chance=Fraction(-1, 4), regularity=Fraction(6, 5)),)
    ),
    "model@1": Manifest(
        kind=ModelKind.WHISPER,
        name="small.en",
        files=(KnownFile(name="model.bin", size=483_546_902, sha256=Sha256("a" * 64), modified=1_792_000_000_000_000_001),),
        source="brought by its user",
        licence="MIT",
    ),
    "settings@1": Settings(),
    "settings@1-larger": Settings(upscale=4),
    "home@1-region": HomeCard(project="a-project", store="a-store", topic="work", region="europe-west4"),
    "settings@1-manual": Settings(start=Start.MANUAL),
    "settings@1-full": Settings(
        title="The sea",
        preset=Preset.ARCHIVE,
        aspect=Aspect.TALL,
        fit=Fit.BLUR,
        height=1080,
        rate=Fraction(30000, 1001),
        archive=Archive.FFV1,
        captions=Burned.HIGHLIGHT,
        pace=Pace.TIGHT,
        longest_pause=Fraction(2, 5),
        punch_in=True,
        language="de",
        speech=Speech.GUIDED,
        fillers=("also",),
        pronunciations={"gif": "JH IH F"},
    ),
    "decisions@1": Decisions(
        made=(
            Decision(
                line=LineRef(text="go south", occurrence=1),
                pin=TakeRef(asset=Sha256("a" * 64), start=Fraction(1, 3), end=Fraction(5, 2)),
                earlier=Fraction(1, 5),
                later=Fraction(-1, 10),
                move=Move(place=Place.AFTER, line=LineRef(text="then home")),
                caption="Go south!",
            ),
            Decision(line=LineRef(text="then home"), dropped=True, move=Move(place=Place.FIRST)),
        )
    ),
    "cut@1": CUT,
    "cut@1-pictures": PICTURED,
    "reviewing@1": Reviewing(cut=CUT.model_copy(update={"lines": ()}), decisions=Decisions()),
    "report@1": report_of(reporting()),
    "report@1-pictures": report_of(reporting().model_copy(update={"cut": PICTURED})),
    "delivery@1": DeliveryRecord(revision=3, files={"cut.mp4": _BLOB}, marks={"cut.mp4": (_MARK,)}),
    "home@1": HomeCard(project="a-project", store="a-store", topic="work", database="films"),
    "sending@1": SendingNote(
        version="25165824-1-2", over=7, upload="https://storage.example/?upload_id=1", sent=8_388_608, generation=7
    ),
    "indexed@1": Indexed(index=_BLOB, passages=320),
    "hook@1": _HOOK,
    "hook@1-mail": _HOOK.model_copy(update={"url": "mailto:ann@example.com", "form": Form.MAIL, "inner": False}),
    "last-told@1": LastTold(
        name=_MESSAGE,
        state=JobState.FAILED,
        revision=2,
        words=Sha256("d" * 64),
        due=_MOMENT,
        heard=_MOMENT,
        heard_state=JobState.DONE,
    ),
    "last-told@1-flapping": LastTold(
        name=_MESSAGE,
        state=JobState.FAILED,
        revision=3,
        words=Sha256("d" * 64),
        due=_MOMENT,
        heard=_MOMENT,
        heard_state=JobState.DONE,
        heard_words="e" * 64,
        earlier={JobState.FAILED: _MOMENT, JobState.DONE: _MOMENT},
    ),
    "mail-server@1": MailServer(
        host="smtp.example.com",
        port=587,
        security=Security.STARTTLS,
        user="dropcut",
        password="a secret of an example",  # noqa: S106 - of an example
        sender="dropcut@example.com",
    ),
    "webhook@1": _TOLD,
    "message@1": ended(begun(record_of(_HOOK, _MESSAGE, _TOLD, _MOMENT), _MOMENT), _REFUSED, Instant(_MOMENT + 120)),
    "outbox@1": OutboxRecord(
        revision=3,
        files={"cut.mp4": _BLOB},
        marks={"cut.mp4": (record.Mark(size=70_000, crc32c="26P06A==", md5="CFJWeWtUFo0TUa/Ml+5Zgw=="),)},
        turn="a3dcaf2c397e4799bde10ca04cfb93f2",
    ),
}


def kept_file(example: str) -> Path:
    """Where the stored form of an example is kept."""
    return FOLDER / f"{example}.json"
