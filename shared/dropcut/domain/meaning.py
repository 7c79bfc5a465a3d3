"""What it takes to find lines that were said in other words."""

from __future__ import annotations

from typing import Annotated, Final

from dropcut.domain.blobs import Blob
from dropcut.domain.speech import Engine
from dropcut.domain.values import Count, Value, Where


class MeaningWish(Value):
    """What the choice of an engine that understands depends on."""

    language: str
    hearing: Engine
    """Which engine listened."""
    revision: Count = 0
    """The choice is made anew at every revision: what is installed may have changed since the last."""


SEARCHING: Final = Engine(name="search", version="1")
"""Stands for who listened, where the engine is for finding what was written and said, whoever heard it."""


class ChosenMeaning(Value):
    """The engine that understands for a whole job."""

    engine: Engine | None
    """None where nothing can be understood: then lines that nobody says word for word stay missing."""
    why: str
    """One sentence for people: which engine, or what to do to have one."""


class Understanding(Value):
    """Sentences to be understood: all that was said in a clip, or some lines. Knows nothing of the other."""

    engine: Engine
    language: str
    heard: Blob | None = None
    """A `Heard` document: every window of what was said is understood."""
    lines: tuple[str, ...] = ()
    about: Annotated[str, Where()] = ""
    """What a person calls it."""

    def spoken(self) -> str:
        """What a person calls it."""
        return self.about


class Understood(Value):
    """What sentences mean, each as a row of a matrix."""

    count: Count
    vectors: Blob
    """Rows of numbers of 16 bits, in the order of the sentences."""
