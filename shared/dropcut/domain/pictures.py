"""What other pictures are chosen from, and what comes of it."""

from __future__ import annotations

from enum import StrEnum

from dropcut.domain.assets import Asset, Clip
from dropcut.domain.blobs import Blob
from dropcut.domain.cut import Cut
from dropcut.domain.decisions import Decision
from dropcut.domain.images import ImageFile
from dropcut.domain.overlays import Overlay
from dropcut.domain.scenes import Scenes
from dropcut.domain.script import Script
from dropcut.domain.speech import Engine
from dropcut.domain.values import Count, Value


class Source(StrEnum):
    """Where a text comes from."""

    NAME = "name"
    NOTE = "note"
    SPEECH = "speech"
    LOOK = "look"
    """A model that sees told how near it looks."""


class Told(Value):
    """One text about a clip."""

    source: Source
    text: str


class Describing(Value):
    """A clip whose picture may be shown over a line, and what may tell of it."""

    clip: Clip
    note: Clip | None = None
    """The text that lies beside it."""
    heard: Blob | None = None
    """A `Heard` document of what is said in it."""

    def spoken(self) -> str:
        """What a person calls it."""
        return self.clip.asset.spoken()


class Description(Value):
    """What is known of a clip, in short texts."""

    asset: Asset
    told: tuple[Told, ...]


class MatchingWish(Value):
    """What the choice of an engine that understands what pictures show depends on."""

    language: str
    revision: Count = 0
    """The choice is made anew at every revision: what is installed may have changed since the last."""


class ChosenMatching(Value):
    """The engine that matches for a whole job."""

    engine: Engine | None
    """None where pictures are matched by words alone."""
    why: str
    """One sentence for people: which engine, or what to do to have one."""
    looks: Engine | None = None
    """The engine that tells how pictures look; None where this machine has none."""


class Looking(Value):
    """Scenes of a clip, or words, to be compared by how they look."""

    engine: Engine
    scenes: Scenes | None = None
    text: str = ""
    """What is to be seen, where no scenes are given."""

    def spoken(self) -> str:
        """What a person calls it."""
        return self.scenes.spoken() if self.scenes else "the script"


class Looked(Value):
    """How something looks, each as a row of a matrix."""

    count: Count
    vectors: Blob
    """Rows of numbers of 16 bits."""


class Candidate(Value):
    """A clip that can be chosen."""

    clip: Count
    """As the cut counts clips."""
    told: tuple[Told, ...]


class Picturing(Value):
    """All that the choice of pictures is made from."""

    cut: Cut
    script: Script | None
    candidates: tuple[Candidate, ...]
    scenes: tuple[Scenes, ...] = ()
    """Of clips that were looked at, in any order."""
    images: tuple[ImageFile, ...] = ()
    """The stills that are shown, as far as they can be."""
    names: tuple[str, ...] = ()
    """Of all files of the drop."""
    faults: tuple[str, ...] = ()
    """About stills that cannot be shown, in sentences that begin with their names."""
    language: str
    by_words: str = ""
    """Why pictures are matched by words alone, in a sentence; empty where an engine understands."""
    decisions: tuple[Decision, ...] = ()


class Pictured(Value):
    """What lies over the lines of a cut."""

    overlays: tuple[Overlay, ...]
    orphans: tuple[str, ...] = ()
    """Decisions that no longer apply, in sentences."""
    notes: tuple[str, ...] = ()
    """What a person should know, in sentences."""
