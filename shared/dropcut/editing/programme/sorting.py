"""Which file of a drop is what, once all are known."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import PurePosixPath

from dropcut.domain.assets import Asset, Clip, Kind
from dropcut.domain.wording import spoken
from dropcut.editing.script.choosing import NOTES, the_script
from dropcut.editing.script.formats import ENDINGS, ending


@dataclass(frozen=True)
class Sorted:
    """A drop's usable files, by what they are for. Each kind is ordered by name."""

    footage: tuple[Clip, ...]
    script: Clip | None
    settings: Clip | None
    sidecars: tuple[Clip, ...]
    """Transcripts of the clips that they are named after."""
    notes: tuple[Clip, ...] = ()
    """Texts that lie beside the clips that they are named after, and tell what is seen in them."""
    every: tuple[Clip, ...] = ()
    """All of the drop's files that could be read."""
    doubles: tuple[str, ...] = ()
    """In sentences, which clips are another one under a second name: the same bytes are one asset."""

    @property
    def sounding(self) -> tuple[Clip, ...]:
        """The footage that can be listened to."""
        return tuple(clip for clip in self.footage if clip.asset.footage and clip.asset.footage.sounds)

    def transcript_of(self, clip: Clip) -> Asset | None:
        """The transcript that lies beside a clip."""
        return next((each.asset for each in self.sidecars if _stem(each) == _stem(clip)), None)

    def note_of(self, clip: Clip) -> Clip | None:
        """The text that lies beside a clip: `harbour.txt`, or `harbour.mp4.txt`, beside `harbour.mp4`."""
        return next((each for each in self.notes if _stem(each) in {_stem(clip), clip.name.casefold()}), None)


def sorted_files(assets: Iterable[Asset]) -> Sorted:
    """Raises Permanent when nobody can say which of several scripts is meant, or when none can be read."""
    clips = sorted((Clip(name=asset.upload.file.path, asset=asset) for asset in assets), key=lambda clip: clip.name)
    footage, doubles = _distinct(clips)
    named = {_stem(clip) for clip in footage}
    beside = named | {clip.name.casefold() for clip in footage}
    script = the_script(clip.name for clip in clips if not _is_about_the_folder(clip))
    sidecars = (clip for clip in clips if clip.asset.kind is Kind.SIDECAR and clip.name != script)
    return Sorted(
        footage=footage,
        script=next((clip for clip in clips if clip.name == script), None),
        settings=next((clip for clip in clips if clip.asset.kind is Kind.SETTINGS), None),
        sidecars=tuple(clip for clip in sidecars if _stem(clip) in named),
        notes=tuple(clip for clip in clips if clip.name != script and ending(clip.name) in NOTES and _stem(clip) in beside),
        every=tuple(clips),
        doubles=doubles,
    )


def _distinct(clips: Iterable[Clip]) -> tuple[tuple[Clip, ...], tuple[str, ...]]:
    """Each piece of footage once, and what is said of its other names. A name with a transcript beside it goes first."""
    every = list(clips)
    beside = {_stem(clip) for clip in every if clip.asset.kind is Kind.SIDECAR}
    media = [clip for clip in every if clip.asset.kind is Kind.MEDIA]
    kept: dict[str, Clip] = {}
    for clip in sorted(media, key=lambda clip: (_stem(clip) not in beside, clip.name)):
        kept.setdefault(clip.asset.sha256, clip)
    others = ((clip, kept[clip.asset.sha256]) for clip in media if clip is not kept[clip.asset.sha256])
    doubles = (f"{spoken(clip.name)} holds the same bytes as {spoken(one.name)}: it counts once." for clip, one in others)
    return tuple(clip for clip in media if clip is kept[clip.asset.sha256]), tuple(doubles)


def _is_about_the_folder(clip: Clip) -> bool:
    """A `README.md` reads like a script, and is none."""
    return clip.asset.kind is Kind.OTHER and ending(clip.name) in ENDINGS


def _stem(clip: Clip) -> str:
    return str(PurePosixPath(clip.name.casefold()).with_suffix(""))
