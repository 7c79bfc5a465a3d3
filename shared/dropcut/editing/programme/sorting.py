"""Which file of a drop is what, once all are known."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Final

from dropcut.domain.assets import Asset, Clip, Kind
from dropcut.domain.errors import Permanent
from dropcut.domain.wording import spoken

_SUBTITLES: Final = {".srt", ".vtt"}
_SCRIPT: Final = "script"


@dataclass(frozen=True)
class Sorted:
    """A drop's usable files, by what they are for. Each kind is ordered by name."""

    footage: tuple[Clip, ...]
    script: Clip | None
    settings: Clip | None
    sidecars: tuple[Clip, ...]
    """Transcripts of the clips that they are named after."""

    @property
    def sounding(self) -> tuple[Clip, ...]:
        """The footage that can be listened to."""
        return tuple(clip for clip in self.footage if clip.asset.footage and clip.asset.footage.sounds)

    def transcript_of(self, clip: Clip) -> Asset | None:
        """The transcript that lies beside a clip."""
        return next((each.asset for each in self.sidecars if _stem(each) == _stem(clip)), None)


def sorted_files(assets: Iterable[Asset]) -> Sorted:
    """Raises Permanent when nobody can say which of several scripts is meant."""
    clips = sorted((Clip(name=asset.upload.file.path, asset=asset) for asset in assets), key=lambda clip: clip.name)
    footage = tuple(clip for clip in clips if clip.asset.kind is Kind.MEDIA)
    named = {_stem(clip) for clip in footage}
    beside = [clip for clip in clips if clip.asset.kind is Kind.SIDECAR]
    scripts = [clip for clip in clips if clip.asset.kind is Kind.SCRIPT]
    subtitles = [clip for clip in beside if _suffix(clip) in _SUBTITLES and _stem(clip) not in named]
    return Sorted(
        footage=footage,
        script=_the_one(scripts) or _the_one(subtitles),
        settings=next((clip for clip in clips if clip.asset.kind is Kind.SETTINGS), None),
        sidecars=tuple(clip for clip in beside if _stem(clip) in named),
    )


def _the_one(scripts: list[Clip]) -> Clip | None:
    """Of several, the one that is called `script`; else nobody can say."""
    called = [clip for clip in scripts if PurePosixPath(clip.name.casefold()).stem == _SCRIPT]
    if len(scripts) > 1 and len(called) != 1:
        names = " and ".join(spoken(clip.name) for clip in (called or scripts)[:3])
        raise Permanent(f"There are several scripts: {names}.", "Keep one, or name the one to be used script.md.")
    return next(iter(called or scripts), None)


def _stem(clip: Clip) -> str:
    return str(PurePosixPath(clip.name.casefold()).with_suffix(""))


def _suffix(clip: Clip) -> str:
    return PurePosixPath(clip.name.casefold()).suffix
