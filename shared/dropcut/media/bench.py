"""What work on media is done with."""

from __future__ import annotations

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

    @classmethod
    def of(cls, tools: Tools) -> Bench:
        """The bench of one attempt: its work ends as soon as the attempt must."""

        def must_stop() -> bool:
            tools.pulse()
            return tools.stopped()

        return cls(programs=tools.programs, scratch=tools.scratch, stop=must_stop)
