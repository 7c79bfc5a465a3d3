"""From a clip's stills to the marks of others that are in them. Nothing is ever removed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import Final

import numpy as np

from dropcut.domain.errors import Permanent
from dropcut.domain.marks import Mark, MarkKind, Marks, Suspicion
from dropcut.domain.scenes import Excerpt
from dropcut.media.bench import Bench
from dropcut.ports.tools import Tools
from dropcut.vision.album import Album
from dropcut.vision.onnx_model import MOST_BYTES, OnnxModel, grouped
from dropcut.vision.own_logos import Logo, own_logos, shapes_of
from dropcut.vision.persisting import Portions, persisting
from dropcut.vision.stacks import Stack
from dropcut.vision.suspects import Suspect, box_of, distinct, sightings

_FEWEST: Final = 8
_SHOWN: Final = 24
"""Points around a mark in its picture."""
_LOOKED_AT: Final = 12
_MOST_MARKS: Final = 24
_HUNDREDTHS: Final = 100
_STANDS: Final = 0.93
_QUALITY: Final = 88


def marks_of(tools: Tools, suspicion: Suspicion) -> Marks:
    """Raises Permanent for a logo that is no picture and for a model that cannot be run, Gone for a changed file."""
    scenes = suspicion.scenes
    if scenes.album is None:
        return Marks(asset=scenes.asset, remarks=("No still was kept, so no mark can be found.",))
    album = Album(scenes, tools.read(scenes.album))
    logos = [logo for clip in suspicion.logos if (logo := _logo(tools, clip.name, suspicion))]
    portions = Portions(album)
    whole = portions.whole()
    shape = whole.lasting.shape
    persist = persisting(album, portions, whole, tools.pulse) if len(album) >= _FEWEST else ()
    suspects = [*persist, *own_logos(album, logos, whole), *_detected(tools, suspicion, album)]
    told = distinct(suspects)[:_MOST_MARKS]
    if not told:
        return Marks(asset=scenes.asset, remarks=tuple(_remarks(album, whole)))
    with tools.write("crops.bin") as crops:
        marks, offset = [], 0
        for suspect in told:
            data = _crop(album, suspect)
            crops.write(data)
            marks.append(_mark(suspect, album, Excerpt(offset=offset, size=len(data)), shape))
            offset += len(data)
    return Marks(asset=scenes.asset, marks=tuple(marks), crops=crops.blob, remarks=tuple(_remarks(album, whole)))


def _remarks(album: Album, whole: Stack) -> Iterator[str]:
    if len(album) < _FEWEST:
        yield "It is too short to tell marks from what was filmed."
    elif whole.alike > _STANDS:
        yield "The picture hardly changes: a mark cannot be told from what was filmed."


def _logo(tools: Tools, name: str, suspicion: Suspicion) -> Logo | None:
    from dropcut.media.pixels import upright

    upload = next(clip.asset.upload for clip in suspicion.logos if clip.name == name)
    shapes = shapes_of(upright(tools.original_path(upload.drop, upload.file), name, Bench.of(tools)))
    return Logo(name, shapes) if shapes else None


def _detected(tools: Tools, suspicion: Suspicion, album: Album) -> Iterator[Suspect]:
    if suspicion.detector is None:
        return
    upload = suspicion.detector.asset.upload
    with tools.original(upload.drop, upload.file) as file:
        data = file.read(MOST_BYTES + 1)
    if len(data) > MOST_BYTES:
        raise Permanent(f"{suspicion.detector.asset.spoken()} is larger than a model may be.", "Use a smaller one.")
    model = OnnxModel(suspicion.detector.name, data)
    found = []
    for number in album.spread(_LOOKED_AT):
        tools.pulse()
        found += [(number, detection) for detection in model.look(album.colours(number))]
    for group in grouped(found):
        certainty = float(np.mean([detection.certainty for _, detection in group]))
        yield Suspect(MarkKind.DETECTED, {number: each.area for number, each in group}, certainty, group[0][1].name)


def _crop(album: Album, suspect: Suspect) -> bytes:
    import cv2

    still = album.colours(suspect.clearest)
    part = still[suspect.area.grown(_SHOWN, still.shape).inside]
    return bytes(cv2.imencode(".jpg", part, (cv2.IMWRITE_JPEG_QUALITY, _QUALITY))[1])


def _mark(suspect: Suspect, album: Album, crop: Excerpt, shape: Sequence[int]) -> Mark:
    return Mark(
        kind=suspect.kind,
        box=box_of(suspect.area, shape),
        spans=sightings(suspect, album, shape),
        confidence=Fraction(round(min(1.0, suspect.certainty) * _HUNDREDTHS), _HUNDREDTHS),
        crop=crop,
        name=suspect.name,
    )
