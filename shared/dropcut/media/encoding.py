"""How pictures are encoded: one answer for each preset and encoder, so that pieces of one programme always join."""

from __future__ import annotations

from math import ceil
from typing import Final

from dropcut.domain.programme import Encoder
from dropcut.domain.settings import Preset
from dropcut.domain.time import Rate
from dropcut.domain.values import Value

REORDERED: Final = 2
"""How many frames a picture may be decoded ahead of when it is shown."""

_KEYFRAME_S: Final = 5
"""Pieces are cut at will, so a viewer's seeking is all that needs frames that stand alone."""
COLOURS: Final = (
    "-color_primaries", "bt709", "-color_trc", "bt709", "-colorspace", "bt709", "-color_range", "tv",
)  # fmt: skip


class Container(Value):
    """What a piece of picture is kept in, and what the master is."""

    piece: str
    """The ending of a piece, which tells ffmpeg the format too."""
    format: str
    master: str
    sound: str

    @property
    def indexed(self) -> bool:
        """Whether players need an index, which must then come before the data."""
        return self.master != "mkv"


_TS: Final = Container(piece="ts", format="mpegts", master="mp4", sound="m4a")
_MOV: Final = Container(piece="mov", format="mov", master="mov", sound="mov")
_MKV: Final = Container(piece="mkv", format="matroska", master="mkv", sound="mov")

_X264: Final = {
    Preset.WEB: ("-preset", "veryfast", "-crf", "20", "-profile:v", "high"),
    Preset.BROADCAST: ("-preset", "medium", "-crf", "16", "-profile:v", "high"),
    Preset.DRAFT: ("-preset", "ultrafast", "-crf", "27"),
}
_NVENC: Final = {
    Preset.WEB: ("-preset", "p4", "-rc", "vbr", "-cq", "23", "-b:v", "0", "-profile:v", "high"),
    Preset.BROADCAST: ("-preset", "p6", "-rc", "vbr", "-cq", "18", "-b:v", "0", "-profile:v", "high"),
    Preset.DRAFT: ("-preset", "p1", "-rc", "vbr", "-cq", "30", "-b:v", "0"),
}
_VIDEOTOOLBOX: Final = {
    Preset.WEB: ("-q:v", "65", "-profile:v", "high"),
    Preset.BROADCAST: ("-q:v", "80", "-profile:v", "high"),
    Preset.DRAFT: ("-q:v", "45"),
}
_PRORES: Final = ("-profile:v", "3", "-vendor", "apl0")
_FFV1: Final = ("-level", "3", "-g", "1", "-slices", "4", "-slicecrc", "1")
_SAME: Final = "h264_metadata=chroma_sample_loc_type=0:sample_aspect_ratio=1/1"
DEEP: Final = "libx265"
"""What encodes pictures of 10 bits for players."""
_X265: Final = {Preset.WEB: ("-preset", "fast", "-crf", "20"), Preset.BROADCAST: ("-preset", "medium", "-crf", "16")}
_X265_CLOSED: Final = "open-gop=0:bframes=2:b-pyramid=0:repeat-headers=1:info=0:log-level=error:pools=4"
_TIMELESS: Final = ("-muxdelay", "0", "-muxpreload", "0")
_STREAM: Final = ("-bsf:v", _SAME, *_TIMELESS)
"""Whatever a clip said about its pixels: pieces that differ in a word of their headers cannot be joined."""


def container_of(encoder: Encoder) -> Container:
    """A transport stream for H.264: it adds no clock of its own. It would silently lose the codecs of archives."""
    return {"prores_ks": _MOV, "ffv1": _MKV}.get(encoder.name, _TS)


def pixel_format(encoder: Encoder) -> str:
    """How pixels are stored."""
    if encoder.name == DEEP:
        return "yuv420p10le"
    return "yuv422p10le" if encoder.preset is Preset.ARCHIVE else "yuv420p"


def picture_arguments(encoder: Encoder, rate: Rate) -> tuple[str, ...]:
    """The arguments that encode a picture: closed groups, the first frame standing alone, the same bytes every time."""
    exact = ("-threads", str(encoder.threads), "-pix_fmt", pixel_format(encoder), *COLOURS)
    return ("-c:v", encoder.name, *_settings(encoder, rate), *exact)


def file_arguments(encoder: Encoder) -> tuple[str, ...]:
    """The arguments that write a piece, with nothing in it that tells when or by whom."""
    plain = ("-map_metadata", "-1", "-fflags", "+bitexact", "-flags:v", "+bitexact+cgop")
    container = container_of(encoder)
    if encoder.name == DEEP:
        return (*plain, *_TIMELESS, "-f", container.format)
    return (*plain, *(_STREAM if container is _TS else ()), "-f", container.format)


def _settings(encoder: Encoder, rate: Rate) -> tuple[str, ...]:
    group = ("-g", str(ceil(_KEYFRAME_S * rate)))
    match encoder.name:
        case "prores_ks":
            return _PRORES
        case "ffv1":
            return _FFV1
        case "libx265":
            settings = _X265.get(encoder.preset, _X265[Preset.WEB])
            return (*settings, *group, "-x265-params", _X265_CLOSED, "-tag:v", "hvc1")
        case "h264_nvenc":
            return (*_NVENC[encoder.preset], *group, "-bf", "2", "-b_ref_mode", "disabled", "-forced-idr", "1")
        case "h264_videotoolbox":
            return (*_VIDEOTOOLBOX[encoder.preset], *group, "-bf", "0", "-allow_sw", "0")
        case _:
            return (*_X264[encoder.preset], *group)
