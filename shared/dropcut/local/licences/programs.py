"""The media program, whose licence depends on how it was built."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from dropcut.domain.errors import Permanent
from dropcut.local.licences.listing import ProgramLicence
from dropcut.media.programs import licence_of
from dropcut.ports.tools import Programs

_NONE: Final = "not on this machine"


def program_licences(found: Callable[[], Programs]) -> tuple[ProgramLicence, ...]:
    """ffmpeg, as it says of itself."""
    try:
        programs = found()
    except Permanent:
        return (ProgramLicence(name="ffmpeg", build=_NONE, licence="LGPL-2.1-or-later, or GPL, as it is built"),)
    return (ProgramLicence(name="ffmpeg", build=programs.build, licence=licence_of(programs)),)
