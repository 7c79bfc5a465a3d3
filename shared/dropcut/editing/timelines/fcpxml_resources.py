"""What a Final Cut document declares before it uses it: formats and files, each once."""

from __future__ import annotations

from typing import NamedTuple
from xml.etree.ElementTree import Element

from dropcut.domain.time import Rate
from dropcut.editing.timelines.frames import own_rate
from dropcut.editing.timelines.plan import Media, PictureFacts, Plan
from dropcut.editing.timelines.rational import rational
from dropcut.editing.timelines.xml_text import child


class _Shape(NamedTuple):
    width: int
    height: int
    rate: Rate | None
    """None for stills."""


def resources(root: Element, plan: Plan) -> dict[int, str]:
    """Declare all that the plan uses; the programme's format is `r1`. The name of each file's resource, by its number."""
    home = child(root, "resources")
    shapes: dict[_Shape, str] = {}
    _format(home, shapes, _Shape(plan.format.width, plan.format.height, plan.format.rate))
    for media in (plan.media[number] for number in plan.used):
        if media.picture:
            _format(home, shapes, _shape(media, media.picture))
    names = {number: f"r{len(shapes) + place}" for place, number in enumerate(plan.used, 1)}
    for number, name in names.items():
        _asset(home, shapes, plan.media[number], name, plan.format.rate)
    return names


def _format(home: Element, shapes: dict[_Shape, str], shape: _Shape) -> None:
    if shape in shapes:
        return
    shapes[shape] = f"r{len(shapes) + 1}"
    pace = {"frameDuration": rational(1 / shape.rate)} if shape.rate else {"name": "FFVideoFormatRateUndefined"}
    child(home, "format", id=shapes[shape], **pace, width=str(shape.width), height=str(shape.height))


def _shape(media: Media, picture: PictureFacts) -> _Shape:
    return _Shape(picture.width, picture.height, None if media.still else picture.rate)


def _asset(home: Element, shapes: dict[_Shape, str], media: Media, name: str, programme: Rate) -> None:
    own = own_rate(media, programme)
    length = round(media.duration * own) / own if media.picture else media.duration
    asset = child(home, "asset", id=name, name=media.name, start=rational(media.start), duration=rational(length))
    if media.picture:
        asset.attrib |= {"hasVideo": "1", "format": shapes[_shape(media, media.picture)], "videoSources": "1"}
    if media.sound:
        sound = {"audioSources": "1", "audioChannels": str(media.sound.channels), "audioRate": str(media.sound.rate)}
        asset.attrib |= {"hasAudio": "1", **sound}
    child(asset, "media-rep", kind="original-media", src=media.url)
