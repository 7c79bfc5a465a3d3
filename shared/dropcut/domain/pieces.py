"""Long sound in pieces that are heard by themselves, and what was heard in each before it is weighed."""

from __future__ import annotations

from fractions import Fraction
from typing import Annotated, ClassVar, Final

from pydantic import Field

from dropcut.domain.blobs import Blob, Many
from dropcut.domain.documents import Document
from dropcut.domain.material import Listen, Transcript
from dropcut.domain.settings import Speech
from dropcut.domain.speech import Engine, Share, Word
from dropcut.domain.time import Exact
from dropcut.domain.values import Count, Locator, Value

LONG: Final = Fraction(8 * 60)
"""A longer clip is heard in pieces: whoever hears as fast as one speaks hears a shorter one within the nine minutes that one
call may last, and little is lost with it when it is stopped."""

Samples = tuple[Count, Count]
"""From one sample up to another."""


def is_long(listen: Listen) -> bool:
    """Whether a clip is worth cutting into pieces: only the network hears so slowly."""
    footage = listen.asset.footage
    return listen.engine.name == Speech.WHISPER.value and footage is not None and footage.duration > LONG


class Window(Value):
    """What a network is shown at once: some stretches of speech, with silence around them."""

    start: Count
    end: Count
    parts: tuple[Samples, ...]
    """The same, cut at each pause between its stretches: for a second try."""


Batch = Annotated[tuple[Window, ...], Field(min_length=1)]
"""Windows that are shown together. They tell the same whatever comes before or after."""


class Piece(Value):
    """One piece of a long sound. Known by its sound and nothing else: a piece that did not change is not heard again."""

    engine: Engine
    language: str
    sound: Blob
    """The samples of this piece alone."""
    batches: tuple[Batch, ...]
    """Counted from the piece's own beginning."""
    clip: Locator
    """What a person calls the clip."""

    def spoken(self) -> str:
        """What a person calls it."""
        return self.clip


class Divided(Value):
    """A long clip, cut where nobody speaks."""

    transcript: Transcript
    """All that is known of the clip but its words."""
    pieces: Many[Piece]
    starts: tuple[Count, ...]
    """At which sample of the clip each piece begins."""

    def spoken(self) -> str:
        """What a person calls it."""
        return self.transcript.spoken()


class Phrase(Value):
    """Words that a network gave at once, and how it felt about them."""

    words: tuple[Word, ...]
    no_speech: Share
    """How sure it is that nobody speaks."""
    mean_chance: Exact
    """The logarithm of how sure it is of a word, on average."""
    regularity: Exact
    """How much smaller the text gets when it is packed."""


class Phrases(Document):
    """What was heard in one piece, its times counted from the piece's own beginning."""

    KIND: ClassVar[str] = "phrases"

    phrases: tuple[Phrase, ...]


class HeardPiece(Value):
    """What `hear` tells."""

    phrases: Blob
    """A `Phrases` document."""
