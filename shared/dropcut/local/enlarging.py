"""One call of `dropcut upscale`: where it works, and how what it made comes to where it was asked for."""

from __future__ import annotations

import os
from dataclasses import dataclass
from fractions import Fraction
from hashlib import sha256
from pathlib import Path
from shutil import rmtree
from typing import Final

from dropcut.domain.jobs import JobState
from dropcut.domain.names import JobId
from dropcut.domain.settings import Enlarging, Scale
from dropcut.domain.wording import spoken
from dropcut.engine.pipeline import Pipeline
from dropcut.local.ending import Ending
from dropcut.local.exits import Exit, Misuse
from dropcut.local.files.durable import publish
from dropcut.local.files.names import as_text
from dropcut.local.place import LOCAL, OURS, Place, safe_name

PIPELINE: Final = Pipeline(recipe="dropcut.larger_pictures:upscale_clip", catalog="dropcut.catalog:UPSCALING")
ENDINGS: Final = (".mp4", ".mov", ".mkv")

_COMPARED: Final = "compare.jpg"
_COMPARED_CLIP: Final = "compare.mp4"
_NOTES: Final = "notes.txt"
_OURS: Final = "upscale"
_BY_DEFAULT: Final = ".mkv"
"""Holds whatever sound and subtitles a file of any other kind has."""


@dataclass(frozen=True)
class Errand:
    """What to upscale, and where to."""

    clip: Path
    target: Path
    compared: Path | None
    """Where a still is to lie that shows before and after."""
    compared_clip: Path | None = None
    """Where a few seconds are to lie that do."""

    @property
    def place(self) -> Place:
        """The home of this one clip: beside the result, so that whatever interrupts, the same call goes on from there."""
        home = self.target.parent / OURS / _OURS / sha256(os.fsencode(self.clip)).hexdigest()[:16]
        drop = JobId(LOCAL, safe_name(self.clip.name))
        return Place(home=home, inbox=self.clip.parent, outbox=home / "made", drop=drop, file=as_text(self.clip.name))

    def asked(self, scale: Scale, engine: str, model: str, denoise: Fraction | None = None) -> Enlarging:
        """What the job is asked for."""
        name = f"upscaled{self.target.suffix.lower()}"
        return Enlarging(
            scale=scale,
            engine=engine,
            model=model,
            denoise=denoise,
            name=name,
            compare=self.compared is not None,
            compare_clip=self.compared_clip is not None,
        )


def errand(clip: Path, output: Path | None, scale: Scale, *, compare: bool, compare_clip: bool = False) -> Errand:
    """Raises Misuse for a result that would lie where something lies already, or of a kind that cannot be made."""
    whole = clip.resolve()
    if not whole.is_file():
        raise Misuse(f"{spoken(whole.name)} is not a file.", "Name a clip.")
    if whole.name.startswith("."):
        raise Misuse(f"{spoken(whole.name)} is hidden, and hidden files are not read.", "Give it a name that begins otherwise.")
    target = (output or _beside(clip, scale)).absolute()
    if target.suffix.lower() not in ENDINGS:
        raise Misuse(f"{spoken(target.name)} cannot be made.", f"Give it one of these endings: {', '.join(ENDINGS)}.")
    if not target.parent.is_dir():
        raise Misuse(f"There is no folder {spoken(str(target.parent))}.", "Make it first, or name another with -o.")
    if not os.access(target.parent, os.W_OK | os.X_OK):
        raise Misuse(f"Nothing can be written into {spoken(str(target.parent))}.", "Name another folder with -o.")
    compared = target.with_suffix(".compare.jpg") if compare else None
    compared_clip = target.with_suffix(".compare.mp4") if compare_clip else None
    for path in filter(None, (target, compared, compared_clip)):
        if os.path.lexists(path):
            raise Misuse(
                f"{spoken(str(path))} is there already, and nothing is overwritten.", "Name another with -o, or move it."
            )
    return Errand(whole, target, compared, compared_clip)


def _beside(clip: Path, scale: Scale) -> Path:
    ending = clip.suffix.lower() if clip.suffix.lower() in ENDINGS else _BY_DEFAULT
    return clip.with_name(f"{clip.stem}.{scale}x{ending}")


def brought(errand: Errand, ending: Ending) -> tuple[Ending, tuple[str, ...]]:
    """What was made, laid where it was asked for, and what a person should know. Until then all stays as it is.

    Raises Misuse where something lies there by now: what was made is kept, and the same call with another name takes it.
    """
    if ending.state is not JobState.DONE or ending.exit_code is not Exit.DONE:
        return ending, ()
    made = errand.place.outbox
    notes = tuple((made / _NOTES).read_text(encoding="utf-8").splitlines())
    ways = {made / f"upscaled{errand.target.suffix.lower()}": errand.target}
    if errand.compared:
        ways[made / _COMPARED] = errand.compared
    if errand.compared_clip:
        ways[made / _COMPARED_CLIP] = errand.compared_clip
    for source, target in ways.items():
        _lay(source, target)
    rmtree(errand.place.home)
    _tidy(errand.place.home.parent)
    files = tuple(map(str, ways.values()))
    said = " and ".join(map(spoken, files))
    return ending.model_copy(update={"files": files, "message": f"Done: {said}."}), notes


def _lay(source: Path, target: Path) -> None:
    try:
        publish(source, target)
    except FileExistsError as error:
        raise Misuse(
            f"{spoken(str(target))} came to be meanwhile, and nothing is overwritten.",
            "Name another with -o: what was made is kept, and laid there at once.",
        ) from error


def _tidy(folder: Path) -> None:
    """Our folders are not left behind empty."""
    for each in (folder, folder.parent):
        try:
            each.rmdir()
        except OSError:  # somebody else's work lies there
            return
