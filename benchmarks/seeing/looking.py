"""The steps that look, run on a file, and what they cost."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from subprocess import run
from tempfile import TemporaryDirectory
from time import process_time
from typing import cast

from dropcut.domain.assets import Asset, Clip, Kind, Upload
from dropcut.domain.blobs import Blob, FileVersion
from dropcut.domain.marks import Marks, Suspicion
from dropcut.domain.names import JobId, Owner
from dropcut.domain.scenes import Scenes, Seeing, SeeingWish
from dropcut.domain.values import Sha256
from dropcut.media.bench import Bench
from dropcut.media.probe import probe
from dropcut.media.programs import locate
from dropcut.ports.tools import Programs, Tools
from dropcut.steps.find_marks import find_marks
from dropcut.steps.find_scenes import find_scenes
from dropcut.vision.choosing import chosen

_DROP = JobId(Owner("bench"), "seeing")


class _Writing:
    def __init__(self, path: Path) -> None:
        self._path, self._file = path, path.open("wb")

    def write(self, data: bytes) -> int:
        return self._file.write(data)

    def close(self) -> None:
        self._file.close()

    @property
    def blob(self) -> Blob:
        return _blob(self._path)


@dataclass(frozen=True)
class Hands:
    """As much of a step's tools as looking needs, over plain files in one folder."""

    folder: Path
    files: Path
    programs: Programs

    @property
    def scratch(self) -> Path:
        """Of one step after another."""
        return self.folder / "scratch"

    def pulse(self) -> None:
        """Nobody stops it."""

    def stopped(self) -> bool:
        """Never."""
        return False

    def original_path(self, _drop: JobId, file: FileVersion) -> Path:
        """Beside the others."""
        return self.files / file.path

    def read(self, blob: Blob) -> bytes:
        """The whole of it."""
        return Path(blob.path).read_bytes()

    def keep(self, name: str, file: Path) -> Blob:
        """Moved out of the scratch folder."""
        return _blob(file.rename(self.folder / name))

    @contextmanager
    def write(self, name: str) -> Iterator[_Writing]:
        """Into a file."""
        writing = _Writing(self.folder / name)
        try:
            yield writing
        finally:
            writing.close()


@dataclass(frozen=True)
class Looked:
    """What was seen of a clip, and what that took: processor seconds of ours and of ffmpeg."""

    scenes: Scenes
    marks: Marks
    scenes_s: float
    marks_s: float


def looked(file: Path, logo: Path | None = None) -> Looked:
    """Look at one clip for its scenes, and then for marks."""
    with TemporaryDirectory() as folder:
        hands = Hands(Path(folder), file.parent, locate(os.environ.get("PATH", os.defpath)))
        hands.scratch.mkdir()
        tools = cast("Tools", hands)
        bench = Bench(programs=hands.programs, scratch=hands.scratch)
        asset = _asset(file, Kind.MEDIA).model_copy(update={"footage": probe(file, file.name, bench)})
        engine = chosen(SeeingWish()).engine
        if engine is None:
            raise SystemExit("PySceneDetect is not on this machine.")
        before = _spent()
        scenes = find_scenes(tools, Seeing(asset=asset, engine=engine))
        between = _spent()
        logos = (Clip(name=logo.name, asset=_asset(logo, Kind.LOGO)),) if logo else ()
        marks = find_marks(tools, Suspicion(scenes=scenes, logos=logos))
        return Looked(scenes, marks, between - before, _spent() - between)


def decoded_s(file: Path) -> float:
    """What decoding it once takes ffmpeg, and nothing else: processor seconds."""
    before = _spent()
    run(("ffmpeg", "-v", "error", "-nostdin", "-i", file, "-map", "0:v:0", "-f", "null", "-"), check=True)
    return _spent() - before


def _spent() -> float:
    children = os.times()
    return process_time() + children.children_user + children.children_system


def _asset(file: Path, kind: Kind) -> Asset:
    size = file.stat().st_size
    upload = Upload(drop=_DROP, file=FileVersion(path=file.name, version="1", size=size))
    return Asset(sha256=Sha256(sha256(file.read_bytes()).hexdigest()), size=size, kind=kind, upload=upload)


def _blob(path: Path) -> Blob:
    data = path.read_bytes()
    return Blob(sha256=Sha256(sha256(data).hexdigest()), size=len(data), path=str(path))
