"""Clips that exist on paper only."""

from __future__ import annotations

from fractions import Fraction
from hashlib import sha256

from dropcut.domain.assets import Asset, Clip, Kind, Upload
from dropcut.domain.blobs import FileVersion
from dropcut.domain.footage import Colour, Footage, Picture, Sound
from dropcut.domain.names import JobId, Owner
from dropcut.domain.sorting import kind_of
from dropcut.domain.values import Sha256

DROP = JobId(Owner("ann"), "holiday")
_COLOUR = Colour(primaries="bt709", transfer="bt709", matrix="bt709", range="tv")


def picture(size: str = "1920x1080", rate: str = "25", seconds: int = 10, rotation: int = 0) -> Picture:
    width, height = map(int, size.split("x"))
    every = 1 / Fraction(rate)
    return Picture.model_validate(
        {
            "stream": 0, "codec": "h264", "width": width, "height": height, "sample_aspect": "1", "rotation": rotation,
            "mirrored": False, "pixel_format": "yuv420p", "bit_depth": 8, "colour": _COLOUR, "fields": "progressive",
            "rate": rate, "constant": True, "shortest_frame": every, "longest_frame": every,
            "frames": int(seconds * Fraction(rate)), "counted": "packets", "start": 0, "duration": seconds,
        }
    )  # fmt: skip


SOUND = Sound(
    stream=1, codec="aac", rate=48_000, channels=2, layout="stereo", language="", start=Fraction(0), duration=Fraction(10)
)


def clip(name: str, *pictures: Picture, sounds: bool = True, seconds: int = 10) -> Clip:
    footage = Footage(
        container="mov",
        size=1,
        duration=Fraction(seconds),
        pictures=pictures,
        sounds=(SOUND,) if sounds else (),
        others=0,
    )
    return Clip(name=name, asset=asset(name, footage))


def asset(name: str, footage: Footage | None = None) -> Asset:
    kind = Kind.MEDIA if footage else kind_of(name)
    upload = Upload(drop=DROP, file=FileVersion(path=name, version="1", size=1))
    return Asset(sha256=Sha256(sha256(name.encode()).hexdigest()), size=1, kind=kind, footage=footage, upload=upload)
