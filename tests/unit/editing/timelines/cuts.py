"""A cut with everything in it that timelines trip over."""

from __future__ import annotations

from fractions import Fraction

from dropcut.domain.assets import Asset, Clip, Kind, Upload
from dropcut.domain.blobs import FileVersion
from dropcut.domain.cut import Alternate, Cut, CutLine, Piece, Removed, Status
from dropcut.domain.footage import Colour, Footage, Picture, Sound
from dropcut.domain.names import JobId, Owner
from dropcut.domain.programme import Format
from dropcut.domain.time import Rate, Timecode
from dropcut.domain.values import Sha256

NTSC = Fraction(30000, 1001)
PAL = Fraction(25)
EVIL = 'cam b/take "2" & <x>\n%20.mov'


def picture(rate: Rate, seconds: int) -> Picture:
    return Picture(
        stream=0, codec="h264", width=1920, height=1080, sample_aspect=Fraction(1), rotation=0, mirrored=False,
        pixel_format="yuv420p", bit_depth=8, colour=Colour(primaries="bt709", transfer="bt709", matrix="bt709", range="tv"),
        fields="progressive", rate=rate, constant=True, shortest_frame=1 / rate, longest_frame=1 / rate,
        frames=int(seconds * rate), counted="packets", start=Fraction(0), duration=int(seconds * rate) / rate,
    )  # fmt: skip


def clip(  # noqa: PLR0913 - as cameras differ
    name: str, rate: Rate | None, *, seconds: int = 60, timecode: str = "", channels: int = 2, reel: str = ""
) -> Clip:
    pictures = (picture(rate, seconds),) if rate else ()
    sound = Sound(
        stream=1,
        codec="aac",
        rate=48000,
        channels=channels,
        layout="",
        language="",
        start=Fraction(0),
        duration=Fraction(seconds),
    )
    footage = Footage(
        container="mov", size=1, duration=Fraction(seconds), pictures=pictures, sounds=(sound,) if channels else (), others=0,
        timecode=Timecode.parse(timecode, rate) if timecode and rate else None, reel=reel,
    )  # fmt: skip
    upload = Upload(drop=JobId(owner=Owner("local"), name="demo"), file=FileVersion(path=name, version="1", size=1))
    digest = Sha256(name.encode().hex().ljust(64, "0")[:64])
    return Clip(name=name, asset=Asset(sha256=digest, size=1, kind=Kind.MEDIA, footage=footage, upload=upload))


def piece(  # noqa: PLR0913 - as the domain's
    number: int,
    first: int,
    frames: int,
    *,
    rate: Rate,
    sound: int | None = None,
    sound_start: Fraction | None = None,
    closer: bool = False,
) -> Piece:
    return Piece(
        clip=number,
        first=first,
        frames=frames,
        sound=number if sound is None else sound,
        sound_start=first / rate if sound_start is None else sound_start,
        closer=closer,
    )


def line(number: int, status: Status, *pieces: Piece, text: str = "Words.", alternates: tuple[Alternate, ...] = ()) -> CutLine:
    return CutLine(
        number=number, text=text, status=status, score=Fraction(1), reason="so it is", pieces=pieces, alternates=alternates
    )


def cut(rate: Rate, clips: tuple[Clip, ...], *lines: CutLine) -> Cut:
    return Cut(
        format=Format(width=1920, height=1080, rate=rate), engine=None, clips=clips, lines=lines, scripted=True,
        removed=Removed(silence=Fraction(0), fillers=0, retakes=0),
    )  # fmt: skip


def everything(rate: Rate = NTSC) -> Cut:
    """Two rates, drop-frame timecode, a separate sound recording, a silent camera, alternates, a line that is missing."""
    timecode = "01:00:59;20" if rate == NTSC else "01:00:59:20"
    clips = (
        clip("take1.mp4", rate, timecode=timecode, reel="A001C002_2611"),
        clip(EVIL, PAL if rate == NTSC else NTSC, timecode="10:00:00:00"),
        clip("voice.wav", None, channels=1),
        clip("take 1.mp4", rate, channels=0),
    )
    other = Alternate(score=Fraction(1, 2), reason="slower", pieces=(piece(0, 900, 80, rate=rate),))
    worse = Alternate(score=Fraction(1, 4), reason="short", pieces=(piece(1, 10, 20, rate=rate), piece(3, 5, 20, rate=rate)))
    return cut(
        rate,
        clips,
        line(
            1, Status.CHOSEN, piece(0, 100, 45, rate=rate), piece(0, 170, 31, rate=rate, closer=True), alternates=(other, worse)
        ),
        line(2, Status.MISSING, text='Never "said" & <gone>'),
        line(
            3, Status.AMBIGUOUS, piece(1, 33, 50, rate=rate, sound=2, sound_start=Fraction(10007, 16000)), alternates=(other,)
        ),
        line(4, Status.CHOSEN, piece(3, 0, 25, rate=rate, sound=2, sound_start=Fraction(3))),
        line(5, Status.CHOSEN, piece(2, 240, 30, rate=rate)),
        line(6, Status.CHOSEN, piece(0, 0, 12, rate=rate)),
        line(7, Status.MISSING),
    )
