"""What work on media is done with."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from dropcut.media.limits import Limits
from dropcut.media.running import never
from dropcut.ports.tools import Programs


@dataclass(frozen=True)
class Bench:
    """With which programs, in which folder of its own, until when, and within which limits."""

    programs: Programs
    scratch: Path
    stop: Callable[[], bool] = never
    """Asked ten times a second; what it raises ends the work too."""
    limits: Limits = field(default_factory=Limits)
