"""Sound as engines hear it: 16 kHz, mono, 16 bit little-endian, no header."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path
from typing import Final

from dropcut.domain.errors import Permanent
from dropcut.domain.footage import Sound
from dropcut.media.bench import Bench
from dropcut.media.door import let_in
from dropcut.media.failures import ProgramFailed
from dropcut.media.mingling import as_one
from dropcut.media.running import Bounds, follow

RATE: Final = 16_000
BYTES_A_SAMPLE: Final = 2


def write_pcm(path: Path, name: str, sound: Sound, bench: Bench, target: Path) -> Fraction:
    """Write one sound stream of a user's file to `target`, all channels mixed to one; gives its length in seconds.

    Time 0 is the stream's own start; holes in it are filled with silence, so that times stay true. Raises
    Permanent, naming the clip, when it cannot be decoded, and what `let_in` and `running.follow` raise.
    """
    with let_in(path, name, bench) as guest, target.open("wb") as file:
        command = (
            str(bench.programs.ffmpeg), "-nostdin", "-hide_banner", "-v", "error", "-threads", "1",
            *guest.ffmpeg_input(), "-map", f"0:{sound.stream}", "-vn", "-sn", "-dn",
            "-af", f"{as_one(sound)}asetpts=PTS-STARTPTS,aresample=async=1:first_pts=0",
            "-ac", "1", "-ar", str(RATE), "-c:a", "pcm_s16le", "-f", "s16le", "pipe:1",
        )  # fmt: skip
        try:
            follow(command, Bounds(), file.write, bench.stop)
        except ProgramFailed as error:
            said = f"The sound of {guest.name} could not be read: {guest.told(error)}"
            raise Permanent(said, "Copy it again from the camera, or take it out of the folder.") from error
        return Fraction(file.tell() // BYTES_A_SAMPLE, RATE)
