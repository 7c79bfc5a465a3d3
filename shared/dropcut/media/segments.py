"""One segment of the cut as picture: exactly so many frames, which decode alone and carry no sound."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from re import compile as pattern
from typing import Final

from dropcut.domain.errors import Permanent
from dropcut.domain.footage import Colour, Picture
from dropcut.domain.images import Image
from dropcut.domain.rendering import Segment
from dropcut.domain.wording import count_of, seconds, spoken
from dropcut.media.bench import Bench
from dropcut.media.door import Guest, let_in
from dropcut.media.drawing import CAPTIONS, background, from_kept, from_nothing, from_picture, from_still
from dropcut.media.encoding import container_of, file_arguments, picture_arguments
from dropcut.media.failures import ProgramFailed
from dropcut.media.pieces import frames_of, input_of
from dropcut.media.placing import FROM_THE_BEGINNING, place_of
from dropcut.media.running import Bounds, follow

_GIB: Final = 1024**3
_NO_GLYPH: Final = pattern(r"failed to find any fallback with glyph 0x([0-9A-Fa-f]{1,6}) ")
_NO_FILTER: Final = "No such filter"


@dataclass(frozen=True)
class Drawn:
    """A segment's piece in the bench's folder."""

    file: Path
    unseen: str
    """Characters of its captions that no font here has, each once."""


def render_segment(segment: Segment, source: Path | None, bench: Bench) -> Drawn:
    """Draw and encode a segment into the bench's folder; `source` is its asset's file.

    Raises Permanent, in one sentence, for a source that shows nothing there or breaks the decoder, and what `let_in` and
    `running.follow` raise.
    """
    picture = _picture(segment)
    if segment.captions:
        (bench.scratch / CAPTIONS).write_text(segment.captions, encoding="utf-8")
    if segment.asset is None or picture is None or source is None:
        return _encoded(segment, (*background(segment.look.format), *from_nothing(segment)), bench)
    with let_in(source, segment.asset.upload.file.path, bench) as guest:
        return _from_guest(segment, picture, guest, bench)


def finish_segment(segment: Segment, kept: Path | None, picture: Picture | None, bench: Bench) -> Drawn:
    """The same from a file of ours that holds the segment's frames and no others; on a plain background without one.

    `picture` tells what `kept` holds. Raises what `running.follow` raises.
    """
    if segment.captions:
        (bench.scratch / CAPTIONS).write_text(segment.captions, encoding="utf-8")
    if kept is None or picture is None:
        return _encoded(segment, (*background(segment.look.format), *from_nothing(segment)), bench)
    return _encoded(segment, (*input_of(kept), *from_kept(segment, picture)), bench)


def still_segment(segment: Segment, image: Image, still: Path, bench: Bench) -> Drawn:
    """The same from a still of ours, which stands for all of its frames. Raises what `running.follow` raises."""
    if segment.captions:
        (bench.scratch / CAPTIONS).write_text(segment.captions, encoding="utf-8")
    opened = ("-f", "png_pipe", "-i", f"file:{still.absolute()}")
    return _encoded(segment, (*opened, *from_still(segment, _picture_of(image))), bench)


def _picture_of(image: Image) -> Picture:
    return Picture(
        stream=0,
        codec="png",
        width=image.width,
        height=image.height,
        sample_aspect=Fraction(1),
        rotation=0,
        mirrored=False,
        pixel_format="rgb24",
        bit_depth=8,
        colour=Colour(primaries="bt709", transfer="iec61966-2-1", matrix="gbr", range="pc"),
        fields="progressive",
        rate=Fraction(25),
        constant=True,
        shortest_frame=Fraction(1, 25),
        longest_frame=Fraction(1, 25),
        frames=1,
        counted="packets",
        start=Fraction(0),
        duration=Fraction(1, 25),
    )


def _picture(segment: Segment) -> Picture | None:
    """The one that is used: the first, as with players."""
    footage = segment.asset.footage if segment.asset else None
    return footage.pictures[0] if footage and footage.pictures else None


def _from_guest(segment: Segment, picture: Picture, guest: Guest, bench: Bench) -> Drawn:
    start = segment.look.format.starts(segment.first)
    place = place_of(start, picture, guest.kind)
    opened = guest.ffmpeg_input(*FROM_THE_BEGINNING, "-noautorotate", "-an", "-sn", "-dn", *place.arguments())
    try:
        return _encoded(segment, (*opened, *from_picture(segment, picture, place)), bench)
    except ProgramFailed as error:
        said = f"{guest.name} could not be drawn at {seconds(start)}: {guest.told(error)}"
        raise Permanent(said, _advice(error)) from error


def _advice(error: ProgramFailed) -> str:
    if any(_NO_FILTER in line for line in error.last_lines):
        return "This ffmpeg was built without it: install another, as with apt install ffmpeg or pip install imageio-ffmpeg."
    return "Copy it again from the camera, or take it out of the folder."


def _encoded(segment: Segment, drawn: tuple[str, ...], bench: Bench) -> Drawn:
    encoder, rate = segment.look.encoder, segment.look.format.rate
    target = bench.scratch / f"segment.{container_of(encoder).piece}"
    command = (
        str(bench.programs.ffmpeg.absolute()), "-nostdin", "-hide_banner", "-y", "-v", "warning",
        "-filter_threads", "1", "-filter_complex_threads", "1", *drawn,
        *picture_arguments(encoder, rate), "-frames:v", str(segment.frames), *file_arguments(encoder), target.name,
    )  # fmt: skip
    reported = follow(command, _bounds(segment), _nothing, bench.stop, folder=bench.scratch)
    _exactly(segment, target)
    return Drawn(target, _unseen(reported))


def _bounds(segment: Segment) -> Bounds:
    """Minutes for any start, and far more for each frame than the slowest machine needs."""
    patience = 300 + 20 * segment.frames
    return Bounds(cpu_s=patience, wall_s=patience, written=64 * _GIB)


def _unseen(reported: str) -> str:
    """Raises Permanent where there is no font at all, which ffmpeg says as one without the character 0."""
    missing = sorted({int(code, 16) for code in _NO_GLYPH.findall(reported)})
    if 0 in missing:
        raise Permanent("Captions cannot be burned in: this machine has no font.", "Install one, such as fonts-dejavu.")
    return "".join(map(chr, missing))


def _exactly(segment: Segment, target: Path) -> None:
    made = frames_of(target)
    if made != segment.frames:
        name = spoken(segment.asset.upload.file.path) if segment.asset else "The background"
        said = f"{name} gave {count_of(made, 'frame')} where {segment.frames} were asked for."
        raise Permanent(said, "Copy it again from the camera, or take it out of the folder.")


_nothing: Final[Callable[[bytes], object]] = len
"""Nothing is printed that anybody wants."""
