"""Finding ffmpeg. Everything else is handed what this found."""

from __future__ import annotations

from pathlib import Path
from shutil import which

import imageio_ffmpeg  # type: ignore[import-untyped]

from dropcut.domain.errors import Permanent
from dropcut.media.running import Bounds, run
from dropcut.ports.tools import Programs

_ASKING = Bounds(cpu_s=10, wall_s=30)


def locate(search_path: str) -> Programs:
    """The ffmpeg found along `search_path` (as in the PATH variable), else the one that a Python package carries.

    Raises Permanent, saying what to install, when there is neither.
    """
    return described(Path(which("ffmpeg", path=search_path) or _carried()))


def described(ffmpeg: Path) -> Programs:
    """That very ffmpeg with its build. Raises Permanent when it does not start."""
    ended = run((str(ffmpeg), "-hide_banner", "-version"), _ASKING)
    return Programs(ffmpeg=ffmpeg, build=ended.out.decode(errors="replace").partition("\n")[0].strip())


def _carried() -> str:
    try:
        return str(imageio_ffmpeg.get_ffmpeg_exe())
    except RuntimeError as error:
        hint = "Install it: apt install ffmpeg, brew install ffmpeg, or pip install imageio-ffmpeg."
        raise Permanent("ffmpeg is not on this machine.", hint) from error


def licence_of(programs: Programs) -> str:
    """Under which licence this build may be given on, by what was built into it."""
    ended = run((str(programs.ffmpeg), "-hide_banner", "-L"), _ASKING)
    said = ended.out.decode(errors="replace")
    if "unredistributable" in said:
        return "none: this build may not be given on"
    of = "GPL" if "GNU General Public License" in said and "Lesser" not in said else "LGPL"
    version = "3.0" if "version 3" in said else "2.1" if of == "LGPL" else "2.0"
    return f"{of}-{version}-or-later"
