"""Clips for tests of seeing, and a step run on them in a home of its own."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from dropcut.domain.assets import Clip, Upload
from dropcut.domain.blobs import Blob
from dropcut.domain.marks import Marks, Suspicion
from dropcut.domain.scenes import Scenes, Seeing, SeeingWish
from dropcut.domain.values import Value
from dropcut.media.programs import locate
from dropcut.ports.recipe import Do, Drop
from dropcut.steps.choose_seeing import choose_seeing
from dropcut.steps.find_marks import find_marks
from dropcut.steps.find_scenes import find_scenes
from dropcut.steps.ingest import ingest
from tests.unit.engine.small_home import JOB, SmallHome, row

STEPS = (ingest, choose_seeing, find_scenes, find_marks)


class Seen(Value):
    """All that the steps gave of one clip."""

    scenes: Scenes
    marks: Marks


def recipe(drop: Drop, do: Do) -> Seen:
    """The first clip, with every other file as a logo or, where it ends so, a model."""
    assets = do.each(ingest, [Upload(drop=drop.id, file=file) for file in drop.files]).all()
    clips = [Clip(name=asset.upload.file.path, asset=asset) for asset in assets]
    footage = next(clip.asset for clip in clips if clip.asset.footage)
    engine = do(choose_seeing, SeeingWish()).engine
    assert engine is not None
    scenes = do(find_scenes, Seeing(asset=footage, engine=engine))
    logos = tuple(clip for clip in clips if clip.name.startswith("logos/"))
    detector = next((clip for clip in clips if clip.name.endswith(".onnx")), None)
    return Seen(scenes=scenes, marks=do(find_marks, Suspicion(scenes=scenes, logos=logos, detector=detector)))


class Eyes:
    """A home that looks at files."""

    def __init__(self) -> None:
        self.small = SmallHome(recipe, *(row(step) for step in STEPS))
        programs = locate(os.environ.get("PATH", os.defpath))
        self.small.home = replace(self.small.home, programs=lambda: programs)

    def see(self, *files: Path, name: Callable[[Path], str] = lambda path: path.name) -> Seen:
        """What is seen of a clip, and of what lies beside it."""
        for file in files:
            self.small.folder.drop_file(JOB, name(file), file.read_bytes())
        job = self.small.submit()
        assert job.result is not None, job.refusals
        return Seen.model_validate_json(job.result.inline or self.read(job.result.blob))

    def read(self, blob: Blob | None) -> bytes:
        """The bytes of a blob."""
        assert blob is not None
        with self.small.blobs.open(blob.path) as file:
            return file.read()
