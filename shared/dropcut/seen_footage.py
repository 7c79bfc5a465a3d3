"""What recipes ask for where footage is looked at: the scenes of every clip, and the marks of others in them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple, TypeVar

from dropcut.domain.assets import Asset, Clip, Kind
from dropcut.domain.jobs import Refusal
from dropcut.domain.marks import Marks, Suspicion
from dropcut.domain.scenes import ChosenSeeing, Scenes, Seeing
from dropcut.domain.settings import Rights, Settings
from dropcut.domain.speech import Engine
from dropcut.domain.time import Seconds
from dropcut.domain.values import Value
from dropcut.domain.wording import printable, told_of
from dropcut.editing.programme.sorting import Sorted
from dropcut.editing.report.clock import clock
from dropcut.ports.recipe import Do, Drop, Each
from dropcut.steps.find_marks import find_marks
from dropcut.steps.find_scenes import find_scenes
from dropcut.steps.watch import watch

Looked = TypeVar("Looked", Scenes, Marks)

_TOLD_AT_MOST: Final = 3
_NO_RUNNER: Final = (
    "It did not look for marks, for onnxruntime is not on this machine. To have it: pip install 'dropcut[vision-onnx]'."
)
_AT_ONCE: Final = 40_000_000_000
"""So many points are looked at in half the time of a function: eleven minutes at 1080p and 30 frames a second."""


class Seen(NamedTuple):
    """What is known of how the footage looks, and what a person should know about that."""

    scenes: tuple[Scenes, ...] = ()
    """Of the clips that could be looked at, in their order."""
    marks: tuple[Marks, ...] = ()
    notes: tuple[str, ...] = ()
    not_looked_at: tuple[str, ...] = ()
    """What was not searched for marks, and why, in sentences: they are among the notes."""

    def changes(self, clips: Sequence[Clip]) -> tuple[tuple[Seconds, ...], ...]:
        """For each clip, when its picture becomes another shot's; nothing for one that was not looked at."""
        known = {each.asset.sha256: each.changes for each in self.scenes}
        return tuple(known.get(clip.asset.sha256, ()) for clip in clips) if known else ()


class Looking(NamedTuple):
    """Footage that is being looked at."""

    assets: tuple[Asset, ...] = ()
    scenes: tuple[Each[Scenes], ...] = ()
    marks: Each[Marks] | None = None
    missing: tuple[str, ...] = ()
    """What cannot be looked at or with, and why, in sentences."""

    def seen(self) -> Seen:
        """Once all of it was."""
        if self.marks is None:
            return Seen(notes=self.missing, not_looked_at=self.missing)
        order = {asset.sha256: number for number, asset in enumerate(self.assets)}
        scenes = [self._named(one) for each in self.scenes for one in each.all()]
        scenes.sort(key=lambda each: order[each.asset.sha256])
        marks = tuple(map(self._named, self.marks.all()))
        refused = [refusal for each in (*self.scenes, self.marks) for refusal in each.refused]
        not_looked_at = (*self.missing, *map(_not_looked_at, refused))
        return Seen(tuple(scenes), marks, (*_told(scenes, marks), *not_looked_at), not_looked_at)

    def _named(self, told: Looked) -> Looked:
        """As the drop calls the clip now: what was told of it may be from when it had another name."""
        return told.model_copy(update={"asset": next(asset for asset in self.assets if asset.sha256 == told.asset.sha256)})


def look_at(do: Do, files: Sorted, settings: Settings, chosen: ChosenSeeing) -> Looking:
    """Each clip is looked at once, whatever its script says; its marks are told from what was kept."""
    pictured = _pictured(files.footage)
    if not pictured or chosen.engine is None:
        return Looking(missing=(chosen.why,) if pictured else ())
    looks = [Seeing(asset=asset, engine=chosen.engine) for asset in pictured]
    scenes = tuple(_looked_at(do, looks))
    detector, missing = _detector(files, settings, chosen.runner)
    logos = tuple(clip for clip in files.every if clip.asset.kind is Kind.LOGO)
    runner = chosen.runner if detector else None
    suspicions = [
        Suspicion(scenes=each, logos=logos, detector=detector, runner=runner) for some in scenes for each in some.known
    ]
    marks = do.each(find_marks, suspicions)
    return Looking(pictured, scenes, marks, missing)


class MarksSeen(Value):
    """What a person approves of when they approve of a cut with marks of others in it."""

    marks: tuple[Marks, ...]
    not_looked_at: tuple[str, ...] = ()


def hold_for_marks(drop: Drop, settings: Settings, seen: Seen) -> None:
    """With `rights: strict`, nothing goes out that shows marks of others until a person has said that it may.

    Nor does what could not be searched for them: that nothing was found there says nothing.
    """
    marked = tuple(each for each in seen.marks if each.marks)
    if settings.rights is Rights.STRICT and (marked or seen.not_looked_at):
        drop.hold_for(_held_for(marked, seen.not_looked_at), MarksSeen(marks=marked, not_looked_at=seen.not_looked_at))


def _held_for(marked: Sequence[Marks], not_looked_at: Sequence[str]) -> str:
    found = "marks that somebody else may own were found" if marked else "not all footage was searched for marks of others"
    clips = [told_of(_name(each), _where(each)) for each in marked]
    return " ".join((f"Rights are strict, and {found}.", *clips, *not_looked_at))


def _where(marks: Marks) -> str:
    """The surest of a clip, in words."""
    told = [f"{mark.name or mark.kind.value} from {clock(mark.spans[0].start)}" for mark in marks.marks[:_TOLD_AT_MOST]]
    left = len(marks.marks) - len(told)
    return f"{', '.join(told)}{f' and {left} more' if left else ''}."


def _looked_at(do: Do, looks: Sequence[Seeing]) -> Iterator[Each[Scenes]]:
    """At once, or, where that takes longer than a function may run, as a job."""
    long = [seeing for seeing in looks if _takes_long(seeing.asset)]
    yield do.each(find_scenes, [seeing for seeing in looks if seeing not in long])
    if long:
        yield do.each(watch, long)


def _pictured(clips: Sequence[Clip]) -> tuple[Asset, ...]:
    """Every asset with a picture, once."""
    return tuple(
        {clip.asset.sha256: clip.asset for clip in clips if clip.asset.footage and clip.asset.footage.pictures}.values()
    )


def _takes_long(asset: Asset) -> bool:
    picture = asset.footage.pictures[0] if asset.footage else None
    return picture is not None and picture.width * picture.height * picture.frames > _AT_ONCE


def _detector(files: Sorted, settings: Settings, runner: Engine | None) -> tuple[Clip | None, tuple[str, ...]]:
    """The model that the settings name, and what to say where it is not there or nothing here runs it."""
    if not settings.detector:
        return None, ()
    found = next((clip for clip in files.every if clip.name == settings.detector), None)
    if found is None:
        said = f"dropcut.yaml names {printable(settings.detector)} to look for marks, and the drop holds no such file."
        return None, (said,)
    if runner is None:
        return None, (told_of(found.name, _NO_RUNNER),)
    return found, ()


def _told(scenes: Sequence[Scenes], marks: Sequence[Marks]) -> list[str]:
    looked: list[Scenes | Marks] = [*scenes, *marks]
    said = [told_of(_name(each), remark) for each in looked for remark in each.remarks]
    marked = [each for each in marks if each.marks]
    return [*said, *(told_of(_name(each), _marked(each)) for each in marked)]


def _name(of: Scenes | Marks) -> str:
    return of.asset.upload.file.path


def _marked(marks: Marks) -> str:
    count = len(marks.marks)
    what = "a mark that somebody else may own" if count == 1 else f"{count} marks that somebody else may own"
    return f"It shows {what}: look at it before you publish."


def _not_looked_at(refusal: Refusal) -> str:
    return f"{refusal.failure.message} {refusal.failure.hint}".strip()
