"""Why a picture is shown, in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from pathlib import PurePosixPath
from typing import Final

from dropcut.domain.overlays import Ask, View
from dropcut.domain.pictures import Picturing, Source
from dropcut.domain.wording import count_of, spoken
from dropcut.editing.pictures.asking import Asked
from dropcut.editing.pictures.likeness import Nearness
from dropcut.editing.script.tidy import shortened

_SAYS: Final = {
    Source.NAME: "by its name",
    Source.NOTE: "by the text beside it",
    Source.SPEECH: "by what is said in it",
    Source.LOOK: "by how it looks",
}


def why(asked: Picturing, views: Sequence[View], near: Mapping[int, Nearness], doubt: str, *, again: bool) -> str:
    """What speaks for these views."""
    clips = dict.fromkeys(view.clip for view in views if view.clip is not None)
    told = "; then ".join(_about(asked, clip, near[clip], named=len(clips) > 1) for clip in clips)
    said = [told, _best(asked, views), doubt, "shown again, for all else of it is used up" if again else ""]
    return "; ".join(part for part in said if part)


def why_missing(one: Asked) -> str:
    """Where no clip is near."""
    return f'nothing that is known of any clip is near "{shortened(one.query)}"'


def nothing_near(one: Asked) -> str:
    """Where something is shown all the same."""
    shown = "nobody is seen in the line's own clip" if one.ask is Ask.UNSEEN else "there is no other picture"
    return f"nothing is really near, but {shown}"


def nothing_to_see(lines: Sequence[int]) -> Iterator[str]:
    """Of lines at which nobody is seen, where no clip could be shown instead, and what to do."""
    if lines:
        first, more = f"line {lines[0]}", len(lines) - 1
        where = f"In {first}" if not more else f"In {first} and {count_of(more, 'more line')}"
        yield f"{where} the picture is empty, for no clip here could be shown: add one, or name a still by [SHOW: file.png]."


def nothing_known(clips: Sequence[str]) -> str:
    """Of clips that are found by nothing, and what to do."""
    first, beside = spoken(clips[0]), spoken(str(PurePosixPath(clips[0]).with_suffix(".txt")))
    them = first if len(clips) == 1 else f"{first} and {count_of(len(clips) - 1, 'more clip')}"
    said = f"Nothing tells what {them} {'shows' if len(clips) == 1 else 'show'}, and no model that sees is on this machine"
    return f"{said}: write it into a text beside it ({beside})."


def _about(asked: Picturing, clip: int, near: Nearness, *, named: bool) -> str:
    name = f"{spoken(asked.cut.clips[clip].name)} " if named else ""
    if near.by is None:
        return f"{name}nothing is known of it"
    if near.by.source is Source.LOOK:
        return f"{name}{_SAYS[Source.LOOK]}"
    return f'{name}{_SAYS[near.by.source]}: "{shortened(near.by.text)}"'


def _best(asked: Picturing, views: Sequence[View]) -> str:
    looked = {scenes.asset.sha256: len(scenes.scenes) for scenes in asked.scenes}
    clips = {view.clip for view in views if view.clip is not None}
    scenes = [looked.get(asked.cut.clips[clip].asset.sha256, 0) for clip in clips]
    several = "in several parts" if any(one.clip == other.clip for one, other in pairwise(views)) else ""
    if len(scenes) == 1 and scenes[0] > 1:
        return f"of its {scenes[0]} scenes the best exposed and sharpest that is still free{', ' if several else ''}{several}"
    return several
