"""Through the engine itself: an edit upscales what it touches, and nothing else."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest

from dropcut.catalog import CATALOG
from dropcut.domain.assets import Upload
from dropcut.domain.jobs import JobState
from dropcut.domain.programme import Encoder, Format, Look
from dropcut.domain.rendering import Rendered, Segment
from dropcut.domain.settings import Fit, Preset
from dropcut.domain.upscaling import SharpenerWish
from dropcut.domain.values import Value
from dropcut.larger_pictures import upscaled
from dropcut.ports.recipe import Do, Drop
from dropcut.ports.tools import Programs, Tools
from dropcut.steps.ingest import ingest
from tests.media.clips import X264, Clips, picture
from tests.media.upscale.frames import hashes_of, planes_of
from tests.media.upscale.steps import with_ours
from tests.unit.engine.small_home import JOB, SmallHome, row

CLIP = "take.mp4"
LARGER = Format(width=128, height=72, rate=Fraction(25))
CAPTION = (
    "[Script Info]\nScriptType: v4.00+\nPlayResX: 128\nPlayResY: 72\n\n[V4+ Styles]\n"
    "Format: Name, Fontname, Fontsize, PrimaryColour, Alignment\nStyle: Default,Sans,24,&H00FFFFFF,5\n\n[Events]\n"
    "Format: Layer, Start, End, Style, Text\nDialogue: 0,0:00:00.00,0:00:09.00,Default,{}\n"
)


class Shot(Value):
    """One piece of the cut, as an edit may change it."""

    first: int
    frames: int = 25
    caption: str = ""
    closer: bool = False


class Kept(Value):
    """Where the pieces lie, and what was told."""

    pieces: tuple[str, ...]
    notes: tuple[str, ...]


def collect(tools: Tools, pieces: tuple[Rendered, ...], notes: tuple[str, ...]) -> Kept:
    return Kept(pieces=tuple(str(tools.path(piece.blob)) for piece in pieces), notes=notes)


def recipe_for(shots: tuple[Shot, ...], build: str, format: Format) -> Callable[[Drop, Do], Kept]:  # noqa: A002 - the design's word
    def make(drop: Drop, do: Do) -> Kept:
        assets = do.each(ingest, [Upload(drop=drop.id, file=file) for file in drop.files if file.path == CLIP])
        drop.wait_until_settled()
        (asset,) = assets.all()
        encoder = Encoder(name="libx264", preset=Preset.DRAFT, build=build, threads=1, why="for a test")
        look = Look(format=format, fit=Fit.PAD, encoder=encoder)
        segments = tuple(
            Segment(
                asset=asset,
                first=shot.first,
                frames=shot.frames,
                closer=shot.closer,
                captions=CAPTION.format(shot.caption) if shot.caption else "",
                look=look,
            )
            for shot in shots
        )
        video, notes, _network = upscaled(do, segments, SharpenerWish(scale=2))
        return do(collect, video.inline or (), notes)

    return make


class Edited:
    """A home in which the cut may change."""

    def __init__(self, programs: Programs, clip: bytes) -> None:
        self._rows = (*with_ours(CATALOG).rows, row(collect))
        self._programs = programs
        self.small = SmallHome(recipe_for((), "", LARGER), *self._rows)
        self.small.folder.drop_file(JOB, CLIP, clip)
        self.steps: dict[str, int] = {}

    def cut(self, *shots: Shot, format: Format = LARGER) -> list[Path]:  # noqa: A002 - the design's word
        """The pieces of its picture."""
        home = self.small.with_recipe(recipe_for(shots, self._programs.build, format), *self._rows)
        self.small.home = replace(home, programs=lambda: self._programs)
        self.small.folder.drop_file(JOB, "script.md", str((shots, format)).encode())
        job = self.small.submit()
        assert job.state is JobState.DONE, job.refusals
        self.steps = self.small.did()
        assert job.result is not None
        assert job.result.inline is not None
        self.kept = Kept.model_validate_json(job.result.inline)
        return [Path(piece) for piece in self.kept.pieces]


@pytest.fixture
def edited(programs: Programs, clips: Clips) -> Edited:
    small = picture(seconds="4", filters="scale=64:36,setsar=1")
    return Edited(programs, clips.made("small.mp4", *small, *X264, "-bf", "2", "-g", "50").read_bytes())


def test_every_segment_has_its_frames_in_the_size_of_the_programme(edited: Edited) -> None:
    pieces = edited.cut(Shot(first=0), Shot(first=30, frames=37), Shot(first=80, frames=10))

    assert [len(hashes_of(piece)) for piece in pieces] == [25, 37, 10]
    assert {planes_of(piece)[0].shape for piece in pieces} == {(72, 128)}
    assert edited.steps["upscale"] == 3 + 4 + 1
    assert "72 frames upscaled" in edited.kept.notes[-1]


def test_captions_and_punch_ins_upscale_nothing(edited: Edited) -> None:
    plain = edited.cut(Shot(first=0), Shot(first=30))
    captioned = edited.cut(Shot(first=0, caption="Hello"), Shot(first=30))
    steps = edited.steps
    closer = edited.cut(Shot(first=0, caption="Hello"), Shot(first=30, closer=True))

    assert {"conform", "upscale"} & (steps.keys() | edited.steps.keys()) == set()
    assert (steps["finish"], edited.steps["finish"]) == (1, 1)
    assert hashes_of(plain[1]) == hashes_of(captioned[1]) != hashes_of(closer[1])
    assert hashes_of(plain[0]) != hashes_of(captioned[0]) == hashes_of(closer[0])


def test_a_changed_line_upscales_its_own_segment_only(edited: Edited) -> None:
    edited.cut(Shot(first=0), Shot(first=30), Shot(first=60))
    edited.cut(Shot(first=0), Shot(first=31), Shot(first=60))
    changed = edited.steps
    edited.cut(Shot(first=60), Shot(first=0))

    assert (changed["conform"], changed["upscale"], changed["finish"]) == (1, 3, 1)
    assert {"conform", "upscale", "finish"} & edited.steps.keys() == set()


def test_another_size_of_the_programme_keeps_what_was_upscaled(edited: Edited) -> None:
    edited.cut(Shot(first=0))
    pieces = edited.cut(Shot(first=0), format=Format(width=120, height=68, rate=Fraction(25)))

    assert "upscale" not in edited.steps
    assert planes_of(pieces[0])[0].shape == (68, 120)


def test_a_clip_as_large_as_the_programme_is_left_as_it_is(edited: Edited) -> None:
    pieces = edited.cut(Shot(first=0), format=Format(width=64, height=36, rate=Fraction(25)))

    assert "upscale" not in edited.steps
    assert len(hashes_of(pieces[0])) == 25
    assert edited.kept.notes[-1] == "Nothing was upscaled: every clip is as large as the programme."


def test_a_damaged_chunk_is_made_again_and_no_other(edited: Edited) -> None:
    before = hashes_of(*edited.cut(Shot(first=0), Shot(first=30)))
    lost = next(blob.path for blob in edited.small.blobs.list("store/") if "/upscale/" in blob.path)
    edited.small.blobs.delete(lost)
    after = edited.cut(Shot(first=0, closer=True), Shot(first=30, closer=True))

    assert edited.steps["upscale"] == 1
    assert len(hashes_of(*after)) == len(before)
