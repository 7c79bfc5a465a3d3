"""Through the engine itself: what did not change is found, never made again, and comes out the same."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

from dropcut.domain.assets import Asset, Upload
from dropcut.domain.jobs import JobState
from dropcut.domain.programme import EncoderWish, Format, Look
from dropcut.domain.rendering import Assembly, HeardPiece, Master, Mixing, Segment
from dropcut.domain.settings import Fit, Preset
from dropcut.ports.recipe import Do, Drop
from dropcut.ports.tools import Programs
from dropcut.steps.assemble import assemble
from dropcut.steps.choose_encoder import choose_encoder
from dropcut.steps.ingest import ingest
from dropcut.steps.mix import mix
from dropcut.steps.render import render
from tests.unit.engine.small_home import JOB, SmallHome, row

SMALL = Format(width=160, height=90, rate=Fraction(30))
CLIP = "take.mp4"
Cuts = tuple[tuple[int, int], ...]


def recipe_for(cuts: Cuts, build: str) -> Callable[[Drop, Do], Master]:
    def make(drop: Drop, do: Do) -> Master:
        assets = do.each(ingest, [Upload(drop=drop.id, file=file) for file in drop.files if file.path == CLIP])
        drop.wait_until_settled()
        (asset,) = assets.all()
        encoder = do(choose_encoder, EncoderWish(preset=Preset.DRAFT, build=build))
        look = Look(format=SMALL, fit=Fit.PAD, encoder=encoder)
        rendered = do.map(render, [Segment(asset=asset, first=first, frames=count, look=look) for first, count in cuts])
        sound = do(mix, Mixing(format=SMALL, preset=Preset.DRAFT, pieces=_heard(asset, cuts), build=build))
        return do(assemble, Assembly(format=SMALL, encoder=encoder, rendered=rendered, sound=sound))

    return make


def _heard(asset: Asset, cuts: Cuts) -> tuple[HeardPiece, ...]:
    return tuple(HeardPiece(asset=asset, start=SMALL.starts(first), frames=count) for first, count in cuts)


class Edited:
    """A home in which the cut may change."""

    def __init__(self, programs: Programs, clip: bytes) -> None:
        self._rows = tuple(row(step) for step in (ingest, choose_encoder, render, mix, assemble))
        self._programs = programs
        self.small = SmallHome(recipe_for((), ""), *self._rows)
        self.small.folder.drop_file(JOB, CLIP, clip)

    def cut(self, *cuts: tuple[int, int]) -> dict[str, int]:
        """What ran for it."""
        home = self.small.with_recipe(recipe_for(cuts, self._programs.build), *self._rows)
        self.small.home = replace(home, programs=lambda: self._programs)
        self.small.folder.drop_file(JOB, "script.md", str(cuts).encode())
        assert self.small.submit().state is JobState.DONE
        return self.small.did()

    def masters(self) -> dict[str, bytes]:
        """Every one that was made, by where its key put it."""
        paths = [blob.path for blob in self.small.blobs.list("store/") if blob.path.endswith("cut.mp4")]
        return {path: self._read(path) for path in paths}

    def _read(self, path: str) -> bytes:
        with self.small.blobs.open(path) as file:
            return file.read()


def test_one_changed_piece_is_drawn_and_no_other(programs: Programs, beeping: Path) -> None:
    edited = Edited(programs, beeping.read_bytes())

    first = edited.cut((10, 20), (100, 15), (200, 12))
    changed = edited.cut((10, 20), (101, 15), (200, 12))
    moved = edited.cut((200, 12), (10, 20), (101, 15))
    dropped = edited.cut((200, 12), (101, 15))

    assert first["render"] == 3
    assert changed == {"render": 1, "mix": 1, "assemble": 1}
    assert moved == dropped == {"mix": 1, "assemble": 1}
    assert len(edited.masters()) == 4


def test_an_edited_cut_equals_one_made_from_scratch_to_the_byte(programs: Programs, beeping: Path) -> None:
    edited, scratch = (Edited(programs, beeping.read_bytes()) for _ in range(2))

    edited.cut((10, 20), (100, 15))
    edited.cut((30, 9), (100, 15))
    scratch.cut((30, 9), (100, 15))

    assert scratch.masters().items() < edited.masters().items()
