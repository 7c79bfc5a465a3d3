"""The door: no file of a user's is opened as media but through here.

ffmpeg chooses its reader by what a file claims to be, and some readers open further files: a playlist named `take.mp4`
made it show another tenant's footage. So the bytes say what a file is, the one reader for that is forced, other readers,
protocols and decoders are refused, and the reader sees a folder with that one file under a name of ours.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import BinaryIO

from dropcut.domain.errors import Gone, Permanent
from dropcut.domain.wording import printable, spoken
from dropcut.media.bench import Bench
from dropcut.media.codecs import ALLOWED_LIST
from dropcut.media.kinds import Kind
from dropcut.media.limits import Limits
from dropcut.media.sniff import HEAD, sniff
from dropcut.media.still_kinds import INSTEAD, other_image, still_kind

_NAME_INSIDE = "media"


@dataclass(frozen=True)
class Guest:
    """A file that was let in. Good while the block of `let_in` lasts."""

    name: str
    """As it can be said in a sentence."""
    kind: Kind
    size: int
    url: str
    limits: Limits
    codecs: str = ALLOWED_LIST
    """The decoders that may be run on it."""
    head: bytes = b""
    """The first bytes of a still."""

    def options(self) -> dict[str, str]:
        """What a reader must be told besides its own name."""
        return {
            "protocol_whitelist": "file",
            "format_whitelist": self.kind.reader,
            "codec_whitelist": self.codecs,
            "max_streams": str(4 * self.limits.streams),
        }

    def told(self, error: Exception) -> str:
        """An error's words for its user: about the file by the name that they gave it, not by ours."""
        return printable(str(error)).replace(printable(self.url), self.name)

    def ffmpeg_input(self, *before: str) -> tuple[str, ...]:
        """The arguments that open this file with ffmpeg, those of the caller (such as `-ss`) first."""
        told = (word for name, value in self.options().items() for word in (f"-{name}", value))
        return (*before, "-max_pixels", str(self.limits.pixels), *told, "-f", self.kind.reader, "-i", self.url)


@contextmanager
def let_in(path: Path, name: str, bench: Bench) -> Iterator[Guest]:
    """Let a user's file in, in a fresh folder under the bench's; `name` is what its user calls it.

    Raises Permanent, in one sentence, for what is not footage and for what is not a file of its own (a link, a device),
    and Gone when nothing is there.
    """
    said = spoken(name)
    with _opened(path, said) as file, TemporaryDirectory(prefix="room-", dir=bench.scratch) as room:
        kind = sniff(file)
        if not kind.is_footage:
            raise Permanent(f"{said} is {kind.said}, not footage.", kind.advice)
        yield Guest(name=said, kind=kind, size=_size(file), url=_inside(room, file, path), limits=bench.limits)


@contextmanager
def let_in_still(path: Path, name: str, bench: Bench) -> Iterator[Guest]:
    """The same for a still image, which is no footage: its own few readers and decoders and no others."""
    said = spoken(name)
    with _opened(path, said) as file, TemporaryDirectory(prefix="room-", dir=bench.scratch) as room:
        head = file.read(HEAD)
        still = still_kind(head)
        if still is None:
            raise Permanent(f"{said} is {_no_still(file, head)}.", INSTEAD)
        url = _inside(room, file, path)
        yield Guest(said, still.kind, _size(file), url, bench.limits, codecs=still.codec, head=head)


def _no_still(file: BinaryIO, head: bytes) -> str:
    other = other_image(head)
    return f"{other}, and such are not shown" if other else f"{sniff(file).said}, not a still that can be shown"


def _size(file: BinaryIO) -> int:
    return os.fstat(file.fileno()).st_size


def _inside(room: str, file: BinaryIO, path: Path) -> str:
    inside = Path(room, _NAME_INSIDE)
    inside.symlink_to(_way_to(file, path))
    return f"file:{inside}"


@contextmanager
def _opened(path: Path, name: str) -> Iterator[BinaryIO]:
    try:
        number = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    except OSError as error:
        raise _refusal(path, name, error) from error
    if not stat.S_ISREG(os.fstat(number).st_mode):
        os.close(number)
        raise Permanent(f"{name} is not a file.", "Take it out of the folder.")
    with os.fdopen(number, "rb") as file:
        yield file


def _refusal(path: Path, name: str, error: OSError) -> Permanent:
    if path.is_symlink():
        return Permanent(f"{name} is a link, and links are not followed.", "Put the footage itself into the folder.")
    if isinstance(error, FileNotFoundError):
        return Gone(f"{name} is not there any more.")
    return Permanent(f"{name} cannot be opened: {error.strerror}.", "Make it readable for Dropcut.")


def _way_to(file: BinaryIO, path: Path) -> Path:
    """A path to the very file that was looked at, even when another has taken its place since."""
    held = Path(f"/proc/{os.getpid()}/fd/{file.fileno()}")
    return held if held.exists() else path.resolve()
