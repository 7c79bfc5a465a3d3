"""What is unusual about a clip, in sentences: an editor reads these before wondering about the cut."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Final

from dropcut.domain.footage import Footage, Picture, Sound
from dropcut.domain.wording import count_of, seconds

_HDR: Final = {"pq": "PQ", "hlg": "HLG"}
_APART: Final = Fraction(1, 10)
_HOLE: Final = Fraction(1)
_FULL_SCALE: Final = Fraction(-1, 10)
_STEREO: Final = 2


def remarks(footage: Footage) -> tuple[str, ...]:
    """One sentence for each thing that is unusual; none for an everyday clip."""
    found = (*_about_all(footage), *(line for item in footage.pictures for line in _about_picture(item)))
    return (*found, *(line for item in footage.sounds for line in _about_sound(item)))


def _about_all(footage: Footage) -> Iterator[str]:
    if not footage.pictures:
        yield "There is no picture."
    if not footage.sounds:
        yield "There is no sound."
    if len(footage.pictures) > 1:
        yield f"There are {len(footage.pictures)} pictures."
    if len(footage.sounds) > 1:
        yield f"There are {len(footage.sounds)} sound tracks."
    if footage.pictures and footage.sounds:
        later = footage.sounds[0].start - footage.pictures[0].start
        if abs(later) > _APART:
            yield f"The sound starts {seconds(abs(later))} {'after' if later > 0 else 'before'} the picture."


def _about_picture(picture: Picture) -> Iterator[str]:
    if picture.counted == "index":
        yield "The file is large: its frames were counted from its index."
    if picture.counted == "samples":
        yield "The file is large and has no full index: its frame rate and count were judged from samples."
    if not picture.constant:
        yield f"The frame rate varies: frames last from {seconds(picture.shortest_frame)} to {seconds(picture.longest_frame)}."
    if picture.longest_frame > _HOLE:
        yield f"The picture stands still for {seconds(picture.longest_frame)} once or more: frames are missing there."
    yield from _about_shape(picture)
    if picture.colour.hdr != "no":
        yield f"The picture is HDR ({_HDR[picture.colour.hdr]})."
    if picture.fields != "progressive":
        yield f"The picture is interlaced ({picture.fields.replace('_', ' field ')})."


def _about_shape(picture: Picture) -> Iterator[str]:
    if picture.rotation:
        yield f"The picture is stored turned and must be turned by {picture.rotation} degrees clockwise."
    if picture.mirrored:
        yield "The picture is stored mirrored."
    if picture.sample_aspect != 1:
        yield f"The pixels are not square ({picture.sample_aspect.numerator}:{picture.sample_aspect.denominator})."
    if picture.width % 2 or picture.height % 2:
        yield f"The picture has an odd size ({picture.width} x {picture.height})."


def _about_sound(sound: Sound) -> Iterator[str]:
    if sound.channels > _STEREO:
        yield f"The sound has {count_of(sound.channels, 'channel')} ({sound.layout})."
    if sound.loudness is None:
        return
    if sound.loudness.peak is None:
        yield "The sound is silent."
    elif sound.loudness.peak >= _FULL_SCALE:
        yield "The sound touches full scale: it may be clipped."
