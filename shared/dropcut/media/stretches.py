"""Reading a stretch of a user's clip, and keeping it without loss."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Final

from dropcut.domain.errors import Permanent
from dropcut.domain.footage import Colour, Picture
from dropcut.domain.upscaling import Conformed, Conformity, Stretch
from dropcut.domain.wording import count_of, seconds, spoken
from dropcut.media.bench import Bench
from dropcut.media.decoders import decoding
from dropcut.media.door import Guest, let_in
from dropcut.media.drawing import from_stretch, in_plain_colours
from dropcut.media.encoding import COLOURS
from dropcut.media.failures import ProgramFailed
from dropcut.media.pieces import frames_of, input_of
from dropcut.media.placing import FROM_THE_BEGINNING, place_of
from dropcut.media.running import Bounds, follow

KEPT: Final = {8: "yuv420p", 10: "yuv422p10le"}
"""How pictures are stored between the steps, by their depth: no less than any preset delivers."""

_GIB: Final = 1024**3
_MICROSECONDS: Final = 1_000_000
_LOSSLESS: Final = (
    "-c:v", "ffv1", "-level", "3", "-g", "1", "-slicecrc", "1", "-threads", "4", *COLOURS,
)  # fmt: skip
_PLAIN: Final = ("-map_metadata", "-1", "-fflags", "+bitexact", "-flags:v", "+bitexact", "-f", "matroska")
_AGAIN: Final = "Copy it again from the camera, or take it out of the folder."


@dataclass(frozen=True)
class Opened:
    """ffmpeg's arguments, up to and with the filters, that show so many pictures of one size."""

    arguments: tuple[str, ...]
    width: int
    height: int
    name: str
    """As it can be said in a sentence."""
    guest: Guest | None = None


def picture_of(stretch: Stretch) -> Picture | None:
    """The one that is used: the first, as with players."""
    footage = stretch.asset.footage if stretch.asset else None
    return footage.pictures[0] if footage and footage.pictures else None


def picture_as_kept(conformed: Conformed, size: tuple[int, int]) -> Picture:
    """What is known of a picture of ours that was conformed, or was made of one, in `size`."""
    return Picture(
        stream=0,
        codec="ffv1",
        width=size[0],
        height=size[1],
        sample_aspect=Fraction(1),
        rotation=0,
        mirrored=False,
        pixel_format=KEPT[conformed.depth],
        bit_depth=conformed.depth,
        colour=Colour(primaries="bt709", transfer="bt709", matrix="bt709", range="tv"),
        fields="progressive",
        rate=conformed.rate,
        constant=True,
        shortest_frame=1 / conformed.rate,
        longest_frame=1 / conformed.rate,
        frames=conformed.frames,
        counted="packets",
        start=Fraction(0),
        duration=conformed.frames / conformed.rate,
    )


@contextmanager
def opened(stretch: Stretch, source: Path, pixels: str, bench: Bench) -> Iterator[Opened]:
    """A stretch of the user's file at `source`, shown as `pixels`. Raises what `let_in` raises, Permanent without picture."""
    picture = picture_of(stretch)
    if stretch.asset is None or picture is None:
        raise Permanent(f"{stretch.spoken()} shows no picture.", _AGAIN)
    with let_in(source, stretch.asset.upload.file.path, bench) as guest:
        place = place_of(stretch.start, picture, guest.kind)
        card = decoding(picture, bench.programs.ffmpeg)
        before = guest.ffmpeg_input(*card, *FROM_THE_BEGINNING, "-noautorotate", "-an", "-sn", "-dn", *place.arguments())
        shown = (*before, *from_stretch(stretch, picture, place, pixels))
        width, height = picture.display_size
        try:
            yield Opened(shown, width, height, guest.name, guest)
        except ProgramFailed as error:
            said = f"{guest.name} could not be drawn at {seconds(stretch.start)}: {guest.told(error)}"
            raise Permanent(said, _AGAIN) from error


def opened_again(part: Conformity, kept: Path, pixels: str) -> Opened:
    """Some frames of what `keep` kept, shown as `pixels`."""
    conformed = part.conformed
    start = (Fraction(part.first) - Fraction(1, 2)) / conformed.rate  # between two frames: Matroska rounds their times
    sought = ("-ss", f"{int(start * _MICROSECONDS)}us") if part.first else ()
    shown = (*sought, *input_of(kept), "-vf", in_plain_colours(pixels))
    return Opened(shown, conformed.width, conformed.height, spoken(conformed.name))


def keep(stretch: Stretch, source: Path, bench: Bench) -> Path:
    """A stretch as a file of ours that lost nothing, in the bench's folder. Raises what `opened` raises."""
    target = bench.scratch / "conformed.mkv"
    with opened(stretch, source, KEPT[stretch.depth], bench) as shown:
        command = (*started_by(bench), *shown.arguments, *_LOSSLESS, "-frames:v", str(stretch.frames), *_PLAIN, target.name)
        follow(command, patience(stretch.frames), len, bench.stop, bench.scratch)
    exactly(target, stretch.frames, stretch.spoken())
    return target


def started_by(bench: Bench) -> tuple[str, ...]:
    """How every command begins: one thread for each filter, so that the same command gives the same bytes."""
    ffmpeg = str(bench.programs.ffmpeg.absolute())
    return (ffmpeg, "-nostdin", "-hide_banner", "-y", "-v", "warning", "-filter_threads", "1", "-filter_complex_threads", "1")


def patience(frames: int) -> Bounds:
    """Minutes for any start, and far more for each frame than the slowest machine needs."""
    most = 300 + 60 * frames
    return Bounds(cpu_s=most, wall_s=most, written=256 * _GIB)


def exactly(made: Path, frames: int, name: str) -> None:
    """Raises Permanent where a piece does not hold as many frames as it must."""
    held = frames_of(made)
    if held != frames:
        said = f"{spoken(name)} gave {count_of(held, 'frame')} where {frames} were asked for."
        raise Permanent(said, _AGAIN)
