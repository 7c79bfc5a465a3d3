"""From a picture stream, its first frame and its tally to a `Picture`."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from struct import Struct
from typing import Final, cast

from av import VideoFrame
from av.buffer import Buffer
from av.sidedata.sidedata import Type
from av.video.stream import VideoStream

from dropcut.domain.footage import Colour, Fields, Picture
from dropcut.media.answers import Refused
from dropcut.media.colours import colour, fields
from dropcut.media.counting import Tally
from dropcut.media.limits import Limits
from dropcut.media.timing import Timing, timing
from dropcut.media.turning import turned

_MATRIX: Final = Struct("=9i")
_UPRIGHT: Final = (1, 0, 0, 0, 1, 0, 0, 0, 1)
_SQUARE: Final = Fraction(1)
_UNSPECIFIED: Final = 2
_UNSPECIFIED_RANGE: Final = 0


def within(width: int, height: int, limits: Limits) -> None:
    """Raises Refused for a picture larger than is let in: as announced, before it is decoded, and as it comes out."""
    if max(width, height) > limits.widest or width * height > limits.pixels:
        said = f"claims a picture of {width} x {height}, more than the {limits.pixels} pixels that are let in."
        raise Refused(said, "Export it smaller.")


def picture_of(stream: VideoStream, first: VideoFrame, tally: Tally, origin: Fraction, limits: Limits) -> Picture:
    """Everything about one picture stream. Its times count from `origin`, where the file's own clock starts."""
    within(first.width, first.height, limits)
    pace = timing([stretch for stretch in tally.stretches if stretch], tally.tick, _declared(stream))
    if pace.rate > limits.fastest:
        said = f"claims {pace.rate} frames a second, more than the {limits.fastest} that are let in."
        raise Refused(said, "Export it slower.")
    rotation, mirrored = turned(_matrix(first))
    duration = _duration(tally, pace)
    return Picture(
        stream=stream.index,
        codec=stream.codec_context.codec.canonical_name,
        width=first.width,
        height=first.height,
        sample_aspect=_aspect(stream),
        rotation=rotation,
        mirrored=mirrored,
        pixel_format=first.format.name,
        bit_depth=max((component.bits for component in first.format.components), default=8),
        colour=_colour(stream, first),
        fields=_fields(stream, first),
        rate=pace.rate,
        constant=pace.constant,
        shortest_frame=pace.shortest,
        longest_frame=pace.longest,
        frames=tally.total if tally.counted != "samples" else int(duration * pace.rate + Fraction(1, 2)),
        counted=tally.counted,
        start=tally.start - origin,
        duration=duration,
    )


def _declared(stream: VideoStream) -> tuple[Fraction, ...]:
    return tuple(rate for rate in (stream.guessed_rate, stream.base_rate, stream.average_rate) if rate)


def _duration(tally: Tally, pace: Timing) -> Fraction:
    """A steady picture lasts as many frames as it has; the container's clock would round that."""
    if tally.counted == "samples":
        return tally.seconds
    return tally.total / pace.rate if pace.constant else tally.seconds


def _colour(stream: VideoStream, first: VideoFrame) -> Colour:
    """What the frame says, and where it says nothing, what the container says."""
    told = stream.codec_context
    return colour(
        _first_known(first.color_primaries, told.color_primaries, _UNSPECIFIED),
        _first_known(first.color_trc, told.color_trc, _UNSPECIFIED),
        _first_known(first.colorspace, told.colorspace, _UNSPECIFIED),
        _first_known(first.color_range, told.color_range, _UNSPECIFIED_RANGE),
    )


def _first_known(of_frame: int, of_stream: int, unspecified: int) -> int:
    return of_stream if of_frame == unspecified else of_frame


def _fields(stream: VideoStream, first: VideoFrame) -> Fields:
    return fields(stream.codec_context.field_order, interlaced=first.interlaced_frame)


def _aspect(stream: VideoStream) -> Fraction:
    aspect = stream.sample_aspect_ratio or stream.codec_context.sample_aspect_ratio
    return aspect if aspect and _plausible(aspect) else _SQUARE


def _plausible(aspect: Fraction) -> bool:
    return Fraction(1, 16) <= aspect <= 16  # noqa: PLR2004 - beyond that it is no camera's


def _matrix(frame: VideoFrame) -> tuple[int, ...]:
    stored = cast("Mapping[Type, Buffer]", frame.side_data).get(Type.DISPLAYMATRIX)  # PyAV's types describe another object
    return _UPRIGHT if stored is None else _MATRIX.unpack(bytes(stored))
