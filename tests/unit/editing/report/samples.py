"""A cut as it might come out of a day's filming, with everything in it that a report must tell."""

from __future__ import annotations

from fractions import Fraction
from math import pi, sin

from dropcut.domain.assets import Asset, Clip, Kind, Upload
from dropcut.domain.blobs import Blob, FileVersion
from dropcut.domain.cut import Alternate, Cut, CutLine, Piece, Removed, Spoken, Status, Unused
from dropcut.domain.images import Image, ImageFile
from dropcut.domain.jobs import Refusal, Stage
from dropcut.domain.names import JobId, Owner
from dropcut.domain.overlays import Ask, OtherView, Overlay, Picked, View
from dropcut.domain.programme import Encoder, Format
from dropcut.domain.rendering import Check, LoudnessFigures, Master, Mixed
from dropcut.domain.report import Reporting
from dropcut.domain.settings import Preset
from dropcut.domain.speech import Engine
from dropcut.domain.tasks import Failure
from dropcut.domain.values import Sha256

DROP = JobId(Owner("ann"), "The sea")
FORMAT = Format(width=1920, height=1080, rate=Fraction(30000, 1001))


def clip(name: str, mark: str = "a") -> Clip:
    upload = Upload(drop=DROP, file=FileVersion(path=name, version="1", size=9))
    return Clip(name=name, asset=Asset(sha256=Sha256(mark * 64), size=9, kind=Kind.MEDIA, upload=upload))


def blob(name: str) -> Blob:
    return Blob(sha256=Sha256("b" * 64), size=7, path=f"store/ann/assemble/{'0' * 64}/1/{name}")


def piece(clip: int, first: int, frames: int, sound: int | None = None, *, closer: bool = False) -> Piece:
    heard = clip if sound is None else sound
    return Piece(
        clip=clip, first=first, frames=frames, sound=heard, sound_start=FORMAT.starts(first) + Fraction(1, 3), closer=closer
    )


def timed(text: str, frames: int, piece: int = 0) -> tuple[Spoken, ...]:
    """The words of a line, spread evenly over a piece."""
    words = text.split()
    step = FORMAT.starts(frames) / len(words)
    return tuple(Spoken(text=word, piece=piece, start=n * step, end=(n + 1) * step) for n, word in enumerate(words))


def line(number: int, text: str, *pieces: Piece, **said: object) -> CutLine:
    fields = {"status": Status.CHOSEN, "score": Fraction(29, 31), "reason": "Every word, and the last good take."}
    return CutLine.model_validate({"number": number, "text": text, "pieces": pieces, **fields, **said})


CLIPS = (clip("cam-a take 1.mov", "1"), clip("cam-b.mp4", "2"), clip("voice.wav", "3"))

_OPENING = "The sea does not reward those who are too anxious, too greedy, or too impatient."

LINES = (
    line(
        1,
        _OPENING,
        piece(0, 371, 162),
        section="The beach",
        words=timed(_OPENING, 162),
        alternates=(
            Alternate(score=Fraction(7, 8), reason="Said “impatient” twice.", pieces=(piece(0, 90, 171),)),
            Alternate(score=Fraction(1, 2), reason="Stopped after “anxious”.", pieces=(piece(1, 12, 70),)),
        ),
    ),
    line(
        3,
        "One should lie empty, open, choiceless as a beach, waiting for a gift from the sea.",
        piece(0, 905, 61),
        piece(1, 1312, 83, 2, closer=True),
        section="The beach",
        status=Status.AMBIGUOUS,
        score=Fraction(3, 5),
        reason="Stitched from two takes at the pause after “choiceless”; no take was good throughout.",
        caption="One should lie empty, open, as a beach.",
    ),
    line(
        2,
        "Patience, patience, patience, is what the sea teaches.",
        section="The beach",
        status=Status.MISSING,
        score=Fraction(0),
        reason="Nobody says this in any clip.",
    ),
    line(
        4,
        "So we packed the car and drove.",
        section="The road home",
        status=Status.DROPPED,
        score=Fraction(0),
        reason="You dropped it.",
        alternates=(Alternate(score=Fraction(9, 10), reason="Every word.", pieces=(piece(1, 1500, 66),)),),
    ),
    line(5, "It rained all the way.", piece(1, 1702, 44), section="The road home"),
)

CUT = Cut(
    format=FORMAT,
    engine=Engine(name="guided", version="pocketsphinx 5.1.1"),
    clips=CLIPS,
    lines=LINES,
    scripted=True,
    unused=(
        Unused(clip=0, start=Fraction(0), end=Fraction(29, 10), text="Is it on?", reason="In no line of the script."),
        Unused(
            clip=1, start=Fraction(2, 5), end=Fraction(273, 100), text="The sea does not", reason="A false start of line 1."
        ),
    ),
    removed=Removed(silence=Fraction(1234567, 30000), fillers=7, retakes=4),
    orphans=("The take that you chose for “We sailed at dawn.” is of a clip that is gone.",),
    notes=("cam-b.mp4 has no timecode.",),
)

PICTURED = CUT.model_copy(
    update={
        "images": (
            ImageFile(
                name="chart <1>.png",
                asset=clip("chart <1>.png", "4").asset,
                image=Image(blob=blob("still.png"), width=400, height=300),
            ),
        ),
        "overlays": (
            Overlay(
                line=1,
                ask=Ask.B_ROLL,
                words="a calm <sea>",
                first=10,
                frames=40,
                status=Picked.AMBIGUOUS,
                score=Fraction(1, 4),
                reason='by its name: "cam b"; only faintly near',
                views=(View(clip=1, first=100, frames=30), View(clip=0, first=5, frames=10)),
                alternates=(OtherView(score=Fraction(1, 8), reason="by its name", views=(View(clip=0, first=7, frames=40),)),),
            ),
            Overlay(
                line=1,
                ask=Ask.SHOW,
                words="chart <1>.png",
                first=50,
                frames=10,
                status=Picked.CHOSEN,
                score=Fraction(1),
                reason="the script names it",
                views=(View(image=0, frames=10),),
            ),
            Overlay(
                line=1,
                ask=Ask.TITLE,
                words="One & <all>",
                first=0,
                frames=20,
                status=Picked.CHOSEN,
                score=Fraction(1),
                reason="the script's words",
            ),
            Overlay(
                line=2,
                ask=Ask.SHOW,
                words="../gone.png",
                first=0,
                frames=0,
                status=Picked.MISSING,
                score=Fraction(0),
                reason="no file of the drop has that name",
            ),
        ),
    }
)
"""The same with other pictures over its lines."""

WAVEFORM = tuple(int(abs(sin(n * pi / 37)) * (60 + 35 * sin(n / 90))) for n in range(1000))

CHECKS = (
    Check(name="frames", ok=True, figure="350 of 350 frames"),
    Check(name="sync", ok=True, figure="2.1 ms at the worst of 3 joints"),
    Check(name="loudness", ok=False, figure="0.4 LU off"),
)


def reporting(cut: Cut = CUT, **said: object) -> Reporting:
    figures = LoudnessFigures(input=Fraction(-231, 10), output=Fraction(-14), true_peak=Fraction(-207, 100))
    made = Reporting(
        job=DROP,
        revision=3,
        cut=cut,
        mixed=Mixed(blob=blob("sound.m4a"), samples=1, loudness=figures, waveform=WAVEFORM),
        master=Master(blob=blob("cut.mp4"), name="cut.mp4", poster=None, checks=CHECKS),
        encoder=Encoder(
            name="libx264",
            preset=Preset.WEB,
            build="ffmpeg version 9.0.2",
            threads=2,
            why="No hardware encoder worked here.",
        ),
        speech_why="No model of Whisper is on this machine.",
        stages=(
            Stage(step="ingest", total=3, done=3, run=1, reused=2),
            Stage(step="render", total=4, done=4, run=4),
            Stage(step="ingest", total=1, done=1, reused=1),
        ),
        refused=(Refusal(step="ingest", about="take9.mp4", failure=Failure(kind="permanent", message="It is empty.")),),
        left_out=("cut.edl: alternates, which the format has no place for.",),
        files=("cut.mp4", "cut.srt", "report.html", "report.json"),
        seconds=Fraction(251, 3),
    )
    return made.model_copy(update=said)
