"""Cuts that exist on paper: a script whose lines are said, one word every 400 ms, and clips that may be shown."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from dropcut.domain.assets import Clip
from dropcut.domain.blobs import Blob
from dropcut.domain.cut import Cut, CutLine, Piece, Removed, Spoken, Status
from dropcut.domain.decisions import Decision
from dropcut.domain.images import Image, ImageFile
from dropcut.domain.overlays import Overlay
from dropcut.domain.pictures import Candidate, Pictured, Picturing
from dropcut.domain.programme import Format
from dropcut.domain.scenes import Boundary, Excerpt, Scene, Scenes
from dropcut.domain.script import Script
from dropcut.domain.speech import Engine
from dropcut.domain.values import Sha256
from dropcut.editing.pictures.candidates import candidates_of
from dropcut.editing.pictures.choosing import pictured
from dropcut.editing.pictures.texts import told_by_name
from dropcut.editing.script.parse import parse
from tests.unit.editing.programme.clips import asset, clip, picture

RATE = 25
FORMAT = Format(width=320, height=180, rate=Fraction(RATE))
WORD = 10
"""Frames of a word."""
SPEAKER, VOICE = clip("take1.mp4", picture(seconds=600), seconds=600), clip("voice.wav", seconds=600)
BLOB = Blob(sha256=Sha256("b" * 64), size=1, path="store/x")


def silent(name: str, seconds: int = 10) -> Clip:
    return clip(name, picture(seconds=seconds), sounds=False, seconds=seconds)


def script_of(text: str) -> Script:
    return parse("script.md", text.encode())


def cut_of(script: Script, clips: Sequence[Clip], *, missing: Sequence[int] = ()) -> Cut:
    """Every line from the first clip, one after the other."""
    lines, first = [], 0
    for line in script.lines:
        words = line.spoken.split()
        frames = WORD * len(words)
        piece = Piece(clip=0, first=first, frames=frames, sound=0, sound_start=Fraction(first, RATE))
        said = tuple(
            Spoken(text=word, piece=0, start=Fraction(at * WORD, RATE), end=Fraction((at + 1) * WORD, RATE))
            for at, word in enumerate(words)
        )
        there = line.number not in missing
        lines.append(
            CutLine(
                number=line.number,
                text=line.spoken,
                status=Status.CHOSEN if there else Status.MISSING,
                score=Fraction(1),
                reason="",
                pieces=(piece,) if there else (),
                words=said if there else (),
            )
        )
        first += frames
    removed = Removed(silence=Fraction(0), fillers=0, retakes=0)
    return Cut(format=FORMAT, engine=None, clips=tuple(clips), lines=tuple(lines), scripted=True, removed=removed)


def image(name: str) -> ImageFile:
    return ImageFile(name=name, asset=asset(name), image=Image(blob=BLOB, width=400, height=300))


def scene(start: int, end: int, *, exposure: int = 100, sharpness: int = 100, first: bool = False) -> Scene:
    """In frames; how good it is in hundredths."""
    begin, until = Fraction(start, RATE), Fraction(end, RATE)
    return Scene(
        first=start,
        frames=end - start,
        start=begin,
        end=until,
        boundary=Boundary.START if first else Boundary.CUT,
        clear_start=begin,
        clear_end=until,
        exposure=Fraction(exposure, 100),
        sharpness=Fraction(sharpness, 100),
        motion=Fraction(1, 2),
        black=False,
        frozen=False,
        best=(begin + until) / 2,
        thumbnail=Excerpt(offset=0, size=1),
    )


def scenes_of(one: Clip, *scenes: Scene) -> Scenes:
    return Scenes(asset=one.asset, engine=Engine(name="eyes", version="1"), scenes=scenes, thumbnails=BLOB)


def shown(  # noqa: PLR0913 - what there is to say
    text: str,
    *clips: Clip,
    takes: Clip = SPEAKER,
    images: Sequence[ImageFile] = (),
    scenes: Sequence[Scenes] = (),
    decisions: Sequence[Decision] = (),
    missing: Sequence[int] = (),
) -> Pictured:
    """What is seen over a script, by words alone."""
    script = script_of(text)
    cut = cut_of(script, (takes, *clips), missing=missing)
    picturing = Picturing(
        cut=cut,
        script=script,
        candidates=tuple(Candidate(clip=at, told=told_by_name(cut.clips[at].name)) for at in candidates_of(cut, ())),
        scenes=tuple(scenes),
        images=tuple(images),
        names=(*(one.name for one in cut.clips), *(one.name for one in images)),
        language="en",
        by_words="By words alone.",
        decisions=tuple(decisions),
    )
    return pictured(picturing, [None for _ in picturing.candidates], {})


def spans(overlays: Sequence[Overlay]) -> list[tuple[str, int, int]]:
    """What was asked for, and from which frame of its line to which."""
    return [(one.words or one.ask.value, one.first, one.first + one.frames) for one in overlays]


def seen(pictures: Pictured, *clips: Clip) -> list[list[tuple[str, int, int]]]:
    """For each overlay, the clips that are seen, from which of their frames to which; clip 0 is the speaker's."""
    names = ["", *(one.name for one in clips)]
    return [
        [(names[view.clip or 0], view.first, view.first + view.frames) for view in overlay.views]
        for overlay in pictures.overlays
    ]
