"""An upscaled picture with the sound, the subtitles, the chapters and the tags of the clip that it was made from."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from dropcut.domain.errors import Permanent
from dropcut.domain.upscaling import Whole
from dropcut.domain.wording import spoken
from dropcut.media.bench import Bench
from dropcut.media.door import Guest, let_in
from dropcut.media.failures import ProgramFailed
from dropcut.media.kinds import M4A, MATROSKA, MOV, MP4, WEBM
from dropcut.media.pieces import frames_of, input_of
from dropcut.media.running import Bounds, follow
from dropcut.media.stretches import started_by

_GIB: Final = 1024**3
_BOUNDS: Final = Bounds(cpu_s=24 * 3600, wall_s=24 * 3600, written=1024 * _GIB)
_MICROSECONDS: Final = 1_000_000
_MUXERS: Final = {".mp4": ("mp4", "-movflags", "+faststart"), ".mov": ("mov", "-movflags", "+faststart"), ".mkv": ("matroska",)}
ENDINGS: Final = tuple(_MUXERS)
"""Of what can be made."""
_QUICKTIME: Final = {MP4.name, MOV.name, M4A.name}


def remux(picture: Path, whole: Whole, source: Path, bench: Bench) -> Path:
    """The finished file in the bench's folder: sound and subtitles of `source` are copied, packet by packet.

    Subtitles change their form, not their words, where the new kind of file has another one. Raises Permanent for sound
    that such a file cannot hold, and what `let_in` raises.
    """
    target = bench.scratch / f"upscaled{Path(whole.name).suffix.lower()}"
    with let_in(source, whole.asset.upload.file.path, bench) as guest:
        command = (*started_by(bench), *_taken(picture, whole, guest), *_written(whole, guest, target), target.name)
        try:
            follow(command, _BOUNDS, len, bench.stop, bench.scratch)
        except ProgramFailed as error:
            said = f"{guest.name} has sound or subtitles that {_kind(whole)} cannot hold: {guest.told(error)}"
            raise Permanent(said, "Name the result with -o NAME.mkv: Matroska holds nearly everything.") from error
    if frames_of(target) != frames_of(picture):
        raise Permanent(f"Frames were lost while {spoken(whole.name)} was written.", "Please report it.")
    return target


def _kind(whole: Whole) -> str:
    return (
        "a Matroska file" if whole.name.lower().endswith(".mkv") else f"a file that ends in {Path(whole.name).suffix.lower()}"
    )


def _taken(picture: Path, whole: Whole, guest: Guest) -> tuple[str, ...]:
    later = int(whole.start * _MICROSECONDS)
    return ("-itsoffset", f"{later}us", *input_of(picture), *guest.ffmpeg_input("-vn"))


def _written(whole: Whole, guest: Guest, target: Path) -> tuple[str, ...]:
    muxer, *more = _MUXERS[target.suffix]
    streams = ("-map", "0:v:0", "-map", "1:a?", "-map", "1:s?", "-c", "copy", "-c:s", _subtitles(guest, target))
    tag = ("-tag:v", "hvc1") if whole.encoder.name == "libx265" and target.suffix != ".mkv" else ()
    return (*streams, *tag, "-map_metadata", "1", "-map_chapters", "1", "-max_muxing_queue_size", "9999", *more, "-f", muxer)


def _subtitles(guest: Guest, target: Path) -> str:
    """QuickTime's files and Matroska's have no form of subtitles in common."""
    if target.suffix != ".mkv":
        return "copy" if guest.kind.name in _QUICKTIME else "mov_text"
    return "copy" if guest.kind.name in {MATROSKA.name, WEBM.name} else "srt"
