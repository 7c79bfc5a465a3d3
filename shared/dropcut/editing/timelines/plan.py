"""What every timeline says, whatever its format: which stretch of which file lies where, on which lane."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from dropcut.domain.cut import Status
from dropcut.domain.programme import Format
from dropcut.domain.time import Rate, Seconds, Timecode
from dropcut.domain.values import Count, Value


class PictureFacts(Value):
    """How a file's picture is."""

    width: int
    height: int
    rate: Rate
    constant: bool


class SoundFacts(Value):
    """How a file's sound is."""

    channels: int
    rate: int


class Media(Value):
    """A file that the cut is made of."""

    name: str
    """What people call it, without its folders."""
    url: str
    """Relative to the timeline's own folder, percent-encoded."""
    identity: str
    """Of its bytes."""
    picture: PictureFacts | None
    sound: SoundFacts | None
    start: Seconds
    """What its timecode says of its first frame, counted from midnight; 0 where it has none."""
    timecode: Timecode | None
    duration: Seconds
    reel: str = ""
    still: bool = False
    """Whether it is one picture, which stands for as long as it is wanted."""


class Shot(Value):
    """A stretch of a file at a place of the programme."""

    media: Count
    """Which of the plan's media."""
    source: Seconds
    """Where it begins, counted from the file's own beginning."""
    at: Count
    """The programme's frame that it begins with."""
    frames: Annotated[int, Field(ge=1)]
    name: str
    line: int
    closer: bool = False

    @property
    def end(self) -> int:
        """The programme's first frame after it."""
        return self.at + self.frames


class Lane(Value):
    """Picture and sound that play together, each in order, none overlapping another."""

    name: str
    pictures: tuple[Shot, ...]
    sounds: tuple[Shot, ...]

    @property
    def end(self) -> int:
        """The programme's first frame after all of it."""
        return max((shot.end for shot in (*self.pictures, *self.sounds)), default=0)


class Mark(Value):
    """Something a person should look at, at a frame of the programme."""

    at: Count
    name: str
    text: str
    status: Status


class Plan(Value):
    """A cut, ready to be written in any format."""

    title: str
    format: Format
    frames: Count
    media: tuple[Media, ...]
    programme: Lane
    over: Lane = Lane(name="Pictures", pictures=(), sounds=())
    """Pictures that are seen instead of the programme's; they have no sound."""
    titles: Count = 0
    """How many are drawn over the picture, and stand among the marks."""
    alternates: tuple[Lane, ...]
    """To be disabled: what could have been used, best first where they begin."""
    marks: tuple[Mark, ...]

    @property
    def used(self) -> tuple[int, ...]:
        """Which of the media are seen or heard anywhere, in order."""
        lanes = (self.programme, self.over, *self.alternates)
        return tuple(sorted({shot.media for lane in lanes for shot in (*lane.pictures, *lane.sounds)}))

    def companion(self, lane: Lane, picture: Shot) -> Shot | None:
        """The sound that is recorded with a picture and plays with it, of the same file from the same moment."""
        same = (sound for sound in lane.sounds if sound.at == picture.at)
        return next((sound for sound in same if _together(picture, sound)), None)


def _together(picture: Shot, sound: Shot) -> bool:
    return (picture.media, picture.source, picture.frames) == (sound.media, sound.source, sound.frames)


class Written(Value):
    """A timeline in one format."""

    data: bytes
    left_out: tuple[str, ...]
    """What it could not carry, in sentences."""
