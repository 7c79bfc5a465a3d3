"""What Premiere's XML says of a file, once."""

from __future__ import annotations

from xml.etree.ElementTree import Element

from dropcut.domain.time import Rate
from dropcut.editing.timelines.frames import own_rate
from dropcut.editing.timelines.plan import Media, Plan
from dropcut.editing.timelines.xml_text import child

_NTSC = 1001


class Files:
    """The files of one document: declared where they are first used, referred to after that."""

    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        self._declared: set[int] = set()

    def refer(self, item: Element, number: int) -> None:
        file = child(item, "file", id=f"file-{number + 1}")
        if number not in self._declared:
            self._declared.add(number)
            _declare(file, self._plan.media[number], self._plan.format.rate)


def _declare(file: Element, media: Media, programme: Rate) -> None:
    own = own_rate(media, programme)
    child(file, "name", media.name)
    child(file, "pathurl", media.url)
    rate_of(file, own)
    child(file, "duration", 1 if media.still else round(media.duration * own))
    if media.timecode:
        timecode = child(file, "timecode")
        rate_of(timecode, media.timecode.rate)
        child(timecode, "string", media.timecode.text)
        child(timecode, "frame", media.timecode.frame)
        child(timecode, "displayformat", "DF" if media.timecode.drop else "NDF")
    _streams(child(file, "media"), media)


def _streams(home: Element, media: Media) -> None:
    if media.picture:
        sample(child(home, "video"), media.picture.width, media.picture.height, media.picture.rate)
    if media.sound:
        audio = child(home, "audio")
        characteristics = child(audio, "samplecharacteristics")
        child(characteristics, "depth", 16)
        child(characteristics, "samplerate", media.sound.rate)
        child(audio, "channelcount", media.sound.channels)


def sample(parent: Element, width: int, height: int, rate: Rate) -> None:
    """How a picture is made."""
    characteristics = child(parent, "samplecharacteristics")
    rate_of(characteristics, rate)
    child(characteristics, "width", width)
    child(characteristics, "height", height)
    child(characteristics, "anamorphic", "FALSE")
    child(characteristics, "pixelaspectratio", "square")
    child(characteristics, "fielddominance", "none")


def rate_of(parent: Element, rate: Rate) -> None:
    """Whole frames a second, and whether they run slower by one in a thousand."""
    element = child(parent, "rate")
    child(element, "timebase", round(rate))
    child(element, "ntsc", "TRUE" if rate.denominator == _NTSC else "FALSE")
