"""Pictures that lie over a line's own: what was asked for, what was chosen, and why. Its sound is never theirs."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

from pydantic import Field

from dropcut.domain.speech import Share
from dropcut.domain.values import Count, Value


class Ask(StrEnum):
    """Who asks for another picture."""

    B_ROLL = "B-ROLL"
    """The script, by what shall be seen."""
    SHOW = "SHOW"
    """The script, by a file's name."""
    TITLE = "TITLE"
    """The script: words, drawn over whatever is seen."""
    UNSEEN = "unseen"
    """Nobody: there is a voice without a picture."""


class Picked(StrEnum):
    """How it ended."""

    CHOSEN = "chosen"
    AMBIGUOUS = "ambiguous"
    """Chosen, but look at it."""
    MISSING = "missing"
    """The line's own picture stays."""
    DROPPED = "dropped"
    """A person dropped it."""


class View(Value):
    """One stretch of picture: of a clip, as a `Piece` counts it, or of a still, which has no first frame."""

    clip: Count | None = None
    """Which of the cut's clips is seen."""
    image: Count | None = None
    """Which of the cut's images, where it is no clip."""
    first: Count = 0
    frames: Annotated[int, Field(ge=1)]


class OtherView(Value):
    """Another picture that could have been used."""

    score: Share
    reason: str
    views: tuple[View, ...]


class Overlay(Value):
    """What lies over a stretch of a line."""

    line: Annotated[int, Field(ge=1)]
    ask: Ask
    words: str
    """What was asked for, as the script writes it: what shall be seen, the file's name, the title. Empty for the line's own
    words."""
    occurrence: Count = 0
    """Which of the line's cues that ask for this, from 0."""
    first: Count
    """The frame that it begins with, counted from the line's own first one."""
    frames: Count
    """How long it is to be seen; 0 where its line is not in the cut."""
    status: Picked
    score: Share
    reason: str
    """Why this picture, or why none, in words."""
    views: tuple[View, ...] = ()
    """One after the other from `first` on; all together no longer than `frames`. None for a title."""
    alternates: tuple[OtherView, ...] = ()
    """Best first."""

    @property
    def is_title(self) -> bool:
        """Whether its words are drawn."""
        return self.ask is Ask.TITLE and self.status is Picked.CHOSEN

    @property
    def seen(self) -> int:
        """How many frames of it have another picture."""
        return sum(view.frames for view in self.views)
