"""The file that a cue SHOW names: a still, or a clip from its beginning."""

from __future__ import annotations

from typing import NamedTuple

from dropcut.domain.overlays import Ask, View
from dropcut.domain.pictures import Picturing
from dropcut.domain.script import Cue
from dropcut.domain.wording import spoken
from dropcut.editing.pictures.asking import Asked, is_seen
from dropcut.editing.pictures.showing import file_shown, several


class Shown(NamedTuple):
    """What is shown; None where that cannot be."""

    view: View | None
    reason: str


def can_be_shown(cue: Cue, asked: Picturing) -> bool:
    """Whether there is anything to show, as far as a cue names a file."""
    if cue.name != Ask.SHOW.value:
        return True
    name = file_shown(cue.text, asked.names)
    seen = (clip.name for at, clip in enumerate(asked.cut.clips) if is_seen(asked.cut, at))
    return name in {*seen, *(image.name for image in asked.images)}


def shown_file(one: Asked, asked: Picturing) -> Shown:
    """The file by the name that the script gives; one that cannot be shown costs nothing else."""
    name = file_shown(one.words, asked.names)
    if name is None:
        return Shown(None, _unknown(one, asked))
    image = next((at for at, each in enumerate(asked.images) if each.name == name), None)
    if image is not None:
        return Shown(View(image=image, frames=max(1, one.frames)), f"the script names {spoken(name)}")
    clip = next((at for at, each in enumerate(asked.cut.clips) if each.name == name), None)
    if clip is not None and is_seen(asked.cut, clip):
        return _of_clip(one, asked, clip)
    said = next((fault for fault in asked.faults if fault.startswith(spoken(name))), "")
    return Shown(None, said.rstrip(".") or f"{spoken(name)} holds no picture that can be shown")


def _of_clip(one: Asked, asked: Picturing, clip: int) -> Shown:
    footage = asked.cut.clips[clip].asset.footage
    lasts = int(footage.duration * asked.cut.format.rate) if footage else 0
    view = View(clip=clip, first=0, frames=max(1, min(one.frames, lasts)))
    return Shown(view, f"the script names {spoken(asked.cut.clips[clip].name)}")


def _unknown(one: Asked, asked: Picturing) -> str:
    found = several(one.words, asked.names)
    if found:
        return f"{' and '.join(spoken(name) for name in found[:3])} have that name: write its folder too"
    return "no file of the drop has that name"
