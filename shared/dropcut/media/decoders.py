"""Whether this machine's card decodes. As with encoders, a name in a list proves nothing: it has to decode first."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

import structlog

from dropcut.domain.footage import Picture
from dropcut.media.failures import ProgramFailed
from dropcut.media.running import Bounds, run

log = structlog.get_logger(__name__)

_ON_CARD: Final = ("-hwaccel", "cuda")
_DRIVER: Final = Path("/dev/nvidiactl")
_BOUNDS: Final = Bounds(cpu_s=60, wall_s=60)
_DECODED: Final = {
    "h264": {"yuv420p", "yuvj420p"},
    "hevc": {"yuv420p", "yuvj420p", "yuv420p10le"},
    "vp9": {"yuv420p", "yuv420p10le"},
    "av1": {"yuv420p", "yuv420p10le"},
}
"""What a card gives is what ffmpeg would have given, to the last bit: these codecs leave a decoder no choice."""
_SOURCE: Final = (
    "-f",
    "lavfi",
    "-i",
    "testsrc2=size=320x240:rate=25",
    "-frames:v",
    "12",
    "-c:v",
    "libx264",
    "-pix_fmt",
    "yuv420p",
)


def decoding(picture: Picture, ffmpeg: Path) -> tuple[str, ...]:
    """The arguments, before its input, that have a picture decoded by the card; none where the processor does it.

    Where the card refuses a stream after all, ffmpeg itself goes on with the processor.
    """
    fitting = picture.pixel_format in _DECODED.get(picture.codec, ())
    return _ON_CARD if fitting and decodes(ffmpeg) else ()


@cache
def decodes(ffmpeg: Path, driver: Path = _DRIVER) -> bool:
    """Whether a clip went through the card of this machine. Told once a process."""
    if not driver.exists():
        return False
    plain = (str(ffmpeg), "-nostdin", "-hide_banner", "-y", "-v", "error")
    with TemporaryDirectory() as folder:
        clip = f"{folder}/trial.mp4"
        try:
            run((*plain, *_SOURCE, clip), _BOUNDS)
            run((*plain, *_ON_CARD, "-i", clip, "-f", "null", "-"), _BOUNDS)
        except ProgramFailed as error:
            log.info("decoding.without-the-card", why=str(error))
            return False
    log.info("decoding.with-the-card")
    return True
