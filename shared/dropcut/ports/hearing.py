"""Hearing: what was said in a clip, and where lines of a script were tried in it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Protocol

from dropcut.domain.speech import Engine, Found, Heard


class Hearing(Protocol):
    """An engine that listens. Sound is a file of samples as `dropcut.media.pcm` writes it: 16 kHz, mono, 16 bit, no header.

    The same sound and lines give the same answer, on any machine with the same `engine`. Both calls ask `pulse` between
    units of at most 60 s; what that raises ends the work and passes. Both raise Permanent, saying what to install, when
    the engine or its model is not on this machine. `tests/unit/speech` holds the promises that an engine must keep.
    """

    @property
    def engine(self) -> Engine:
        """Which engine this is, resolved: name and version of all that shapes its answers."""

    def hear(self, sound: Path, pulse: Callable[[], None]) -> Heard:
        """Tell what a clip holds. Knows no script. Silence, music and noise give no stretches and raise nothing."""

    def find(self, sound: Path, heard: Heard, lines: Sequence[str], pulse: Callable[[], None]) -> Found:
        """Tell where these lines were tried, in whatever order and however often, whole or in part.

        `heard` is this engine's own answer for this sound. A line is its spoken text as the script has it; a line
        without a word that can be said gives no try. Speech that is none of these lines gives no try but a stray.
        """
