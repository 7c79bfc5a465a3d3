"""What is known about a drop's footage before it is cut."""

from __future__ import annotations

from pydantic import Field

from dropcut.domain.assets import Asset, Clip
from dropcut.domain.blobs import Blob, Many
from dropcut.domain.decisions import Decision
from dropcut.domain.programme import Format
from dropcut.domain.script import Script
from dropcut.domain.settings import Settings, Speech
from dropcut.domain.speech import Engine, Found
from dropcut.domain.time import Seconds
from dropcut.domain.values import Count, Value


class HearingWish(Value):
    """Which engine is asked for, and what the choice depends on. The clips are those that sound."""

    speech: Speech
    language: str
    clips: tuple[Clip, ...]
    sidecars: tuple[Clip, ...] = ()
    revision: Count = 0
    """The choice is made anew at every revision: what is installed may have changed since the last."""


class ChosenHearing(Value):
    """The engine that listens for a whole job."""

    engine: Engine
    why: str
    """One sentence for people."""


class Listen(Value):
    """Listen to this clip, which has sound. The engine is that of this machine, as `choose_hearing` told it."""

    asset: Asset
    engine: Engine
    language: str
    written: Asset | None = None
    """The transcript that lies beside the clip, for the engine `import`."""

    def spoken(self) -> str:
        """What a person calls it."""
        return self.asset.spoken()


class Transcript(Value):
    """What `transcribe` tells of one clip that sounds."""

    asset: Asset
    engine: Engine
    heard: Blob
    """A `Heard` document. Its times count from the sound's own start."""
    sound: Blob
    """The sound as `dropcut.media.pcm` writes it, for whoever listens again."""
    envelope: Blob
    """How loud it is: one byte for every 10 ms, half decibels below full scale; 255 is silence."""
    notes: Blob
    """What the engine wrote down for its own later searches."""
    offset: Seconds
    """Where the sound starts in the clip's own time: add it to every time that was heard."""
    speaks: bool
    """Whether anybody speaks in it."""
    stream: Count
    """Which sound stream of the clip this is: the one in which most is said."""
    remarks: tuple[str, ...] = ()
    """What was unusual about it, in sentences for people."""

    def spoken(self) -> str:
        """What a person calls it."""
        return self.asset.spoken()


class Lexicon(Value):
    """How words are said and which of them are fillers, beyond what the engine knows."""

    language: str
    fillers: tuple[str, ...] = ()
    pronunciations: dict[str, str] = Field(default_factory=dict)


class Search(Value):
    """Look for these lines in this clip. Line numbers stay out of it: they change with every edit."""

    transcript: Transcript
    lines: tuple[str, ...]
    lexicon: Lexicon

    def spoken(self) -> str:
        """What a person calls it."""
        return self.transcript.spoken()


class Synced(Value):
    """One of several recordings of the same performance."""

    clip: Count
    shift: Seconds
    """A moment at `t` in the performance's first clip is at `t + shift` in this one, both in the clips' own times."""


class Performance(Value):
    """Several clips that recorded the same sound at the same time; the first has shift 0."""

    clips: tuple[Synced, ...]


class Material(Value):
    """All that the choice of takes is made from."""

    clips: tuple[Clip, ...]
    """Every clip that can be used, ordered by name; everything here counts clips as this does."""
    script: Script | None
    """None to tighten."""
    transcripts: tuple[Transcript, ...]
    """Of the clips that sound, in their order."""
    found: Many[Found]
    """For each transcript in order, for each of `groups_of(script.lines)` in order: where those lines were tried."""
    performances: tuple[Performance, ...] = ()
    """Clips that stand alone are in none."""
    shot_changes: tuple[tuple[Seconds, ...], ...] = ()
    """For each clip, its `Scenes.changes`: just before when another shot begins; nothing where nobody looked."""
    format: Format
    settings: Settings
    decisions: tuple[Decision, ...] = ()
