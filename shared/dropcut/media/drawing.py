"""The filters that turn what a camera stored into what the programme shows. Built from numbers of ours, never from text."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any, Final

import ffmpeg  # type: ignore[import-untyped]

from dropcut.domain.footage import Colour, Picture
from dropcut.domain.programme import Format, Look
from dropcut.domain.rendering import Segment
from dropcut.domain.settings import Fit
from dropcut.domain.time import Rate
from dropcut.domain.upscaling import Stretch
from dropcut.media.encoding import pixel_format
from dropcut.media.fitting import Fitted, covering, fitted
from dropcut.media.placing import Place

CAPTIONS: Final = "captions.ass"
"""The name, in ffmpeg's own folder, of what is burned in."""

_BACKGROUND: Final = "0x141414"
_BLURRED: Final = 8
"""A background is blurred at an eighth of its size: nobody sees the difference, and it costs a sixtieth."""
_SOFT: Final = 5
_SMALL_PICTURE: Final = 576
"""Up to this many lines, a file that does not name its matrix means that of standard definition."""
_MATRICES: Final = {
    "bt709": "bt709", "smpte170m": "smpte170m", "bt470bg": "bt470", "smpte240m": "smpte240m", "fcc": "fcc",
    "bt2020nc": "bt2020", "bt2020c": "bt2020",
}  # fmt: skip
_TIE: Final = Fraction(1, 16)
"""Of a frame."""
_TURNS: Final = {90: "clock", 270: "cclock"}

EXACT: Final = "bicubic+accurate_rnd+full_chroma_int+full_chroma_inp+bitexact"
"""For pictures whose every level counts: ffmpeg's own choice is quicker and one level off."""

_EIGHT: Final = 8
_DEEP_AND_WHOLE: Final = "yuv444p10le"
_FINE: Final = "yuv444p16le"

OURS: Final = {"in_color_matrix": "bt709", "in_range": "tv"}
"""What the numbers mean in all that we keep."""

Graph = Any
"""ffmpeg-python has no types."""


def from_picture(segment: Segment, picture: Picture, place: Place) -> tuple[str, ...]:
    """The arguments that draw a segment from the first input's picture."""
    format = segment.look.format  # noqa: A001 - the design's word
    fit = fitted(picture.display_size, format, segment.look.fit, closer=segment.closer)
    whole = _straight_lines(ffmpeg.input("-")[str(picture.stream)], picture, format.rate)
    steady = _steady(whole, format.rate, place, segment.frames)
    return _arguments(_shown(_upright(steady, picture), picture, fit, segment))


def from_kept(segment: Segment, picture: Picture) -> tuple[str, ...]:
    """The arguments that draw a segment from a file of ours that holds its frames and no others.

    They are counted, whatever their times are: Matroska rounds those.
    """
    fit = fitted(picture.display_size, segment.look.format, segment.look.fit, closer=segment.closer)
    rate = segment.look.format.rate
    steady = ffmpeg.input("-")["0"].filter("settb", f"{rate.denominator}/{rate.numerator}").filter("setpts", "N")
    return _arguments(_shown(steady, picture, fit, segment))


def from_still(segment: Segment, picture: Picture) -> tuple[str, ...]:
    """The arguments that draw a segment from one still: it is fitted once, and then stands."""
    look = segment.look
    fit = fitted(picture.display_size, look.format, look.fit, closer=segment.closer)
    laid = _laid(_scaled(ffmpeg.input("-")["0"], picture, fit), fit, look)
    rate = look.format.rate
    standing = laid.filter("loop", loop=-1, size=1, start=0).filter("settb", f"{rate.denominator}/{rate.numerator}")
    return _arguments(_finished(standing.filter("setpts", "N"), segment))


def from_stretch(stretch: Stretch, picture: Picture, place: Place, pixels: str) -> tuple[str, ...]:
    """The arguments that draw a stretch of the first input's picture in its own size, stored as `pixels`.

    In the programme's colours, or in plain red green blue. Nothing is resampled that is square already.
    """
    whole = _straight_lines(ffmpeg.input("-")[str(picture.stream)], picture, stretch.rate)
    upright = _upright(_steady(whole, stretch.rate, place, stretch.frames), picture)
    if picture.colour.hdr == "no":
        plain, meant = _finely_limited(upright, picture)
        return _arguments(_stored(plain, picture.display_size, meant, pixels))
    bright = upright if picture.sample_aspect == 1 else upright.filter("scale", *picture.display_size, flags=EXACT)
    return _arguments(_stored(_tone_mapped(bright, picture.colour), picture.display_size, OURS, pixels))


def _finely_limited(upright: Graph, picture: Picture) -> tuple[Graph, Mapping[str, str]]:
    """A picture, and what its numbers mean. Deep ones of full range are brought to limited range first, by zimg.

    ffmpeg's own arithmetic for that is two levels of 1023 off. zimg takes no odd sizes with fewer colours than points.
    """
    meant = _meaning(picture)
    if picture.bit_depth <= _EIGHT or meant.get("in_range") != "pc":
        return upright, meant
    same = {**meant, "out_color_matrix": meant["in_color_matrix"], "out_range": "pc"}
    whole = upright.filter("scale", flags=EXACT, **same).filter("format", _DEEP_AND_WHOLE)
    unturned = {"min": "bt709", "matrix": "bt709"}  # named alike, no matrix is touched, whichever it is
    limited = whole.filter("zscale", rin="full", range="limited", **unturned).filter("format", _FINE)
    return limited, {**meant, "in_range": "tv"}


def in_plain_colours(pixels: str) -> str:
    """The filters that show a picture of ours in red green blue."""
    return f"scale=flags={EXACT}:in_color_matrix=bt709:in_range=tv:out_range=pc,format={pixels}"


def _stored(shown: Graph, size: tuple[int, int], meant: Mapping[str, str], pixels: str) -> Graph:
    if pixels.startswith("rgb"):
        return shown.filter("scale", *size, flags=EXACT, **meant, out_range="pc").filter("format", pixels)
    exact = shown.filter("scale", *size, flags=EXACT, **meant, out_color_matrix="bt709", out_range="tv")
    return _declared(exact, pixels)


def from_nothing(segment: Segment) -> tuple[str, ...]:
    """The arguments that draw a segment without picture, on the background that `background` gives as the first input."""
    return _arguments(_finished(ffmpeg.input("-")["0"], segment))


def background(format: Format) -> tuple[str, ...]:  # noqa: A002 - the design's word
    """The arguments of an input that is nothing but a plain colour."""
    return ("-f", "lavfi", "-i", f"color=c={_BACKGROUND}:s={format.width}x{format.height}:r={format.rate}")


def _arguments(drawn: Graph) -> tuple[str, ...]:
    _, _, *graph_and_map, _ = ffmpeg.get_args(drawn.output("-"))
    return tuple(graph_and_map)


def _straight_lines(stored: Graph, picture: Picture, rate: Rate) -> Graph:
    """Two fields become a frame, or, where the programme is fast enough to show both, two."""
    if picture.fields == "progressive":
        return stored
    both = 2 * rate > 3 * picture.rate
    parity = "tff" if picture.fields == "top_first" else "bff"
    return stored.filter("bwdif", mode="send_field" if both else "send_frame", parity=parity, deint="all")


def _steady(moving: Graph, rate: Rate, place: Place, frames: int) -> Graph:
    """Frame n is the one that is shown nearest to n / rate after the segment's start; the last is held.

    Of two as near, as in a clip of twice the rate, it is always the earlier: `_TIE` is far above what clocks are rounded by.
    """
    start = place.start - _TIE / rate
    counted = moving.filter("setpts", f"PTS-({start.numerator}/{start.denominator})/TB")
    paced = counted.filter("fps", fps=f"{rate.numerator}/{rate.denominator}", start_time=0, round="near")
    return paced.filter("tpad", stop_mode="clone", stop=frames)


def _shown(upright: Graph, picture: Picture, fit: Fitted, segment: Segment) -> Graph:
    scaled = upright if _is_as_wanted(picture, fit, segment.look) else _scaled(upright, picture, fit)
    coloured = _tone_mapped(scaled, picture.colour) if picture.colour.hdr != "no" else scaled
    return _finished(_laid(coloured, fit, segment.look), segment)


def _upright(stored: Graph, picture: Picture) -> Graph:
    if picture.mirrored:
        stored = stored.filter("hflip")
    if picture.rotation in _TURNS:
        return stored.filter("transpose", dir=_TURNS[picture.rotation])
    return stored.filter("hflip").filter("vflip") if picture.rotation == 180 else stored  # noqa: PLR2004 - half a turn


def _is_as_wanted(picture: Picture, fit: Fitted, look: Look) -> bool:
    """Whether size, pixels and colours are the programme's already: leaving them alone saves a copy of every frame."""
    same_size = picture.display_size == fit.scaled and picture.sample_aspect == 1
    same_pixels = picture.pixel_format == pixel_format(look.encoder) and picture.colour.hdr == "no"
    return same_size and same_pixels and _meaning(picture) == {"in_color_matrix": "bt709", "in_range": "tv"}


def _scaled(upright: Graph, picture: Picture, fit: Fitted) -> Graph:
    """In the programme's size and colours; an HDR picture keeps its own, to be tone-mapped at this size."""
    width, height = fit.scaled
    told = {} if picture.colour.hdr != "no" else {**_meaning(picture), "out_color_matrix": "bt709", "out_range": "tv"}
    return upright.filter("scale", width, height, flags="bicubic", **told).filter("setsar", "1")


def _meaning(picture: Picture) -> dict[str, str]:
    """What the stored numbers mean, as far as the file says, else as players take it."""
    if picture.pixel_format.startswith(("rgb", "bgr", "gbr", "0rgb", "argb", "abgr", "pal8")):
        return {}
    unsaid = "smpte170m" if picture.height <= _SMALL_PICTURE else "bt709"
    full = picture.colour.range == "pc" or (picture.colour.range == "unknown" and picture.pixel_format.startswith("yuvj"))
    return {"in_color_matrix": _MATRICES.get(picture.colour.matrix, unsaid), "in_range": "pc" if full else "tv"}


def _tone_mapped(bright: Graph, colour: Colour) -> Graph:
    matrix = "bt2020nc" if colour.matrix in {"unknown", "bt2020c"} else _known_to_zscale(colour.matrix)
    value_range = "full" if colour.range == "pc" else "limited"
    linear = bright.filter(
        "zscale", tin=colour.transfer, pin="bt2020", min=matrix, rin=value_range, transfer="linear", npl=203
    ).filter("format", "gbrpf32le")
    narrowed = linear.filter("zscale", primaries="bt709").filter("tonemap", tonemap="hable", desat=0)
    return narrowed.filter("zscale", transfer="bt709", matrix="bt709", range="limited", dither="error_diffusion")


def _known_to_zscale(matrix: str) -> str:
    return matrix if matrix in {"bt709", "bt2020nc", "smpte170m"} else "bt2020nc"


def _laid(picture: Graph, fit: Fitted, look: Look) -> Graph:
    canvas = (look.format.width, look.format.height)
    even = picture.filter("format", pixel_format(look.encoder))
    if fit.box == canvas:
        return _cut_out(even, fit)
    if look.fit is Fit.BLUR:
        sharp, soft = even.split()[0], even.split()[1]
        return ffmpeg.overlay(_blurred(soft, fit.scaled, canvas), _cut_out(sharp, fit), x=fit.place[0], y=fit.place[1])
    return _cut_out(even, fit).filter("pad", *canvas, *fit.place, color="black")


def _cut_out(picture: Graph, fit: Fitted) -> Graph:
    return picture.filter("crop", *fit.box, *fit.cut) if fit.is_cut else picture


def _blurred(picture: Graph, size: tuple[int, int], canvas: tuple[int, int]) -> Graph:
    width, height = (max(2, 2 * round(side / _BLURRED / 2)) for side in canvas)
    small = picture.filter("scale", *covering(size, (width, height))).filter("crop", width, height)
    return small.filter("gblur", sigma=_SOFT).filter("scale", *canvas, flags="bicubic").filter("setsar", "1")


def _finished(drawn: Graph, segment: Segment) -> Graph:
    ready = _declared(drawn, pixel_format(segment.look.encoder))
    return ready.filter("ass", CAPTIONS) if segment.captions else ready


def _declared(drawn: Graph, pixels: str) -> Graph:
    told = {"range": "tv", "color_primaries": "bt709", "color_trc": "bt709", "colorspace": "bt709"}
    return drawn.filter("format", pixels).filter("setparams", **told).filter("setsar", "1")
