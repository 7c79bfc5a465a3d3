"""Which of the pictures that were kept of the clips a page shows."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Final

from dropcut.domain.blobs import Blob
from dropcut.domain.marks import Mark, Marks
from dropcut.domain.scenes import Scenes
from dropcut.editing.report.sheets import Pictures

_MOST: Final = 240
_FEWEST: Final = 8
"""Thumbnails on a page, of all clips together, and of each all the same."""
Kept = Callable[[Blob], bytes]


def pictures_of(seen: Sequence[Scenes], marked: Sequence[Marks], kept: Kept) -> Mapping[str, Pictures]:
    """Small ones, of the clips that were looked at, by their names: a page of many clips shows fewer of each."""
    most = max(_FEWEST, _MOST // max(1, len(seen)))
    marks = {each.asset.sha256: each for each in marked}
    return {scenes.name: _of_clip(scenes, marks.get(scenes.asset.sha256), most, kept) for scenes in seen}


def _of_clip(seen: Scenes, found: Marks | None, most: int, kept: Kept) -> Pictures:
    thumbnails = kept(seen.thumbnails)
    crops = kept(found.crops) if found and found.crops else b""
    return Pictures(
        thumbnails=[scene.thumbnail.of(thumbnails) for scene in seen.scenes[:most]],
        still=_still(seen, found.marks[0], kept) if found and found.marks else None,
        crops=[mark.crop.of(crops) for mark in found.marks] if found else (),
    )


def _still(seen: Scenes, mark: Mark, kept: Kept) -> bytes | None:
    """The still in the middle of the time in which a mark was seen."""
    if seen.album is None:
        return None
    place = min(mark.spans, key=lambda span: (span.box != mark.box, span.start))
    middle = (place.start + place.end) / 2
    still = min(seen.stills, key=lambda each: abs(each.at - middle))
    return still.picture.of(kept(seen.album))
