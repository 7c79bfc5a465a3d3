"""Hearing: what was said in a clip, and where lines of a script were tried in it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from dropcut.domain.material import Lexicon
from dropcut.domain.speech import Engine, Found, Heard


@dataclass(frozen=True)
class Recording:
    """One clip's sound in files, and what stops the work on it."""

    sound: Path
    """Samples as `dropcut.media.pcm` writes them: 16 kHz, mono, 16 bit, no header."""
    notes: Path
    """What the engine writes down while it hears, in whatever form, and reads again when it searches. May stay empty."""
    pulse: Callable[[], None]
    """Asked between units of at most 60 s; what it raises ends the work and passes."""


class Hearing(Protocol):
    """An engine that listens.

    The same sound and lines give the same answer, on any machine with the same `engine`. Every call raises Permanent,
    saying what to install, when the engine or its model is not on this machine. `tests/unit/speech` holds the promises
    that an engine must keep.
    """

    @property
    def engine(self) -> Engine:
        """Which engine this is, resolved: name and version of all that shapes its answers."""

    def hear(self, recording: Recording) -> Heard:
        """Tell what a clip holds. Knows no script. Silence, music and noise give no stretches and raise nothing."""

    def find(self, recording: Recording, heard: Heard, lines: Sequence[str], lexicon: Lexicon) -> Found:
        """Tell where these lines were tried, in whatever order and however often, whole or in part.

        `heard` and `recording` are this engine's own answer for this sound. A line is its spoken text as the script has
        it; a line without a word that can be said gives no try. Speech that is none of these lines gives no try but a stray.
        """

    def overhear(self, recording: Recording, heard: Heard) -> Heard:
        """The same with all words that can be told without a script, fillers among them, each with how sure it is."""
