"""The one pass over a whole guest: which streams it has, how many frames they hold, what the camera wrote beside them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Final

from av.audio.stream import AudioStream
from av.stream import Disposition, Stream
from av.video.stream import VideoStream

from dropcut.domain.wording import count_of
from dropcut.media.answers import Question, Refused
from dropcut.media.codecs import ALLOWED
from dropcut.media.counting import Tally, count
from dropcut.media.pictures import within
from dropcut.media.reading import codec_of, reading
from dropcut.media.tags import Tags, label

_NOT_FILMED: Final = Disposition.attached_pic | Disposition.timed_thumbnails


@dataclass(frozen=True)
class Survey:
    """What the pass told."""

    tallies: dict[int, Tally]
    """Of the pictures and sounds that hold anything, by the number of their stream."""
    others: int
    """How many other streams there are."""
    left_out: tuple[str, ...]
    """Those of the others that somebody may miss, each in words."""
    all_tags: tuple[Tags, ...]

    @property
    def origin(self) -> Fraction:
        """Where the file's own clock starts."""
        return min((tally.start for tally in self.tallies.values()), default=Fraction(0))

    def without_ragged_ends(self) -> Survey:
        """What is whole of a file that was cut short."""
        return replace(self, tallies={number: tally.without_ragged_end() for number, tally in self.tallies.items()})


def survey(question: Question) -> Survey:
    """Read a guest through, decoding nothing. Raises Refused beyond the limits, and FFmpegError when it cannot be read."""
    with reading(question) as container:
        streams = tuple(container.streams)
        _within(streams, question)
        wanted = tuple(stream for stream in streams if _is_wanted(stream))
        tallies = count(container, wanted, question)
        filled = {number: tally for number, tally in tallies.items() if tally.holds_anything}
        others = tuple(stream for stream in streams if stream.index not in filled)
        left_out = tuple(_said(stream) for stream in others if _may_be_missed(stream))
        all_tags = (dict(container.metadata), *(dict(stream.metadata) for stream in streams))
    return Survey(tallies=filled, others=len(others), left_out=left_out, all_tags=all_tags)


def _within(streams: Sequence[Stream], question: Question) -> None:
    most = question.limits.streams
    if len(streams) > most:
        said = f"holds {count_of(len(streams), 'stream')}, more than the {most} that are let in."
        raise Refused(said, "Export it with its picture and its sound only.")
    for stream in streams:
        if isinstance(stream, VideoStream) and _is_wanted(stream):
            within(stream.codec_context.width, stream.codec_context.height, question.limits)


def _is_wanted(stream: Stream) -> bool:
    filmed = isinstance(stream, VideoStream | AudioStream) and not stream.disposition & _NOT_FILMED
    return filmed and codec_of(stream) in ALLOWED


def _may_be_missed(stream: Stream) -> bool:
    return stream.type not in _NEVER_MISSED and not stream.disposition & _NOT_FILMED


def _said(stream: Stream) -> str:
    codec = f" in {label(codec_of(stream))}" if codec_of(stream) else " in an unknown format"
    empty = ", without a single frame" if _is_wanted(stream) else ""
    return f"stream {stream.index} is {_TYPES.get(stream.type, 'of an unknown type')}{codec}{empty}"


_TYPES: Final = {"video": "a picture", "audio": "sound", "subtitle": "subtitles"}
_NEVER_MISSED: Final = {"data", "attachment"}
"""Timecode tracks (read as tags), telemetry, fonts."""
