"""What work on media is done with."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from dropcut.media.limits import Limits
from dropcut.media.running import never
from dropcut.ports.tools import Programs, Tools


@dataclass(frozen=True)
class Bench:
    """With which programs, in which folder of its own, until when, and within which limits."""

    programs: Programs
    scratch: Path
    stop: Callable[[], bool] = never
    """Asked ten times a second; what it raises ends the work too."""
    limits: Limits = field(default_factory=Limits)

    @property
    def cores(self) -> int:
        """How many cores this process may use."""
        return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1

    @classmethod
    def of(cls, tools: Tools) -> Bench:
        """The bench of one attempt: its work ends as soon as the attempt must."""

        def must_stop() -> bool:
            tools.pulse()
            return tools.stopped()

        return cls(programs=tools.programs, scratch=tools.scratch, stop=must_stop)
