"""A program of its own: looks at one guest and answers in JSON. What crashes or hangs here takes nothing else with it.

Called as `python -m dropcut.media.looking QUESTION`.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from av import AudioFrame, VideoFrame
from av.audio.stream import AudioStream
from av.error import FFmpegError
from av.video.stream import VideoStream

from dropcut.domain.footage import Footage, Picture, Sound
from dropcut.domain.time import Timecode
from dropcut.domain.wording import count_of, seconds, size
from dropcut.media import tags
from dropcut.media.answers import Answer, Question, Refusal, Refused
from dropcut.media.damage import damaged_places, nothing_there, unreadable
from dropcut.media.extent import Extent, extent
from dropcut.media.pictures import picture_of
from dropcut.media.reading import next_decoded, packets_a_frame, reading
from dropcut.media.sounds import sound_of
from dropcut.media.survey import Survey, survey


@dataclass(frozen=True)
class Seen:
    """The streams whose first frame proved that they decode, and what to say of the others."""

    pictures: tuple[Picture, ...]
    sounds: tuple[Sound, ...]
    broken: tuple[str, ...]

    @property
    def everything(self) -> tuple[Picture | Sound, ...]:
        """Pictures, then sounds."""
        return (*self.pictures, *self.sounds)


def look(question: Question) -> Footage:
    """Everything about a guest but its loudness. Raises Refused."""
    with Path(question.path).open("rb") as file:
        whole = extent(file, question.kind.reader)
    try:
        surveyed = survey(question).without_ragged_ends() if whole.missing else survey(question)
        seen = _seen(question, surveyed)
    except FFmpegError as error:
        raise unreadable(question, whole, error) from error
    if not seen.everything:
        raise nothing_there(question, whole, (*surveyed.left_out, *seen.broken))
    footage = _footage(question, surveyed, seen)
    longest = question.limits.longest
    if footage.duration > longest:
        said = f"lasts {seconds(footage.duration)}, more than the {seconds(longest)} that are let in."
        raise Refused(said, "Cut it into shorter clips.")
    troubles = tuple(_troubles(question, whole, surveyed, seen))
    return footage.model_copy(update={"notes": troubles, "troubles": troubles})


def _seen(question: Question, surveyed: Survey) -> Seen:
    found = {number: _stream(question, number, surveyed) for number in surveyed.tallies}
    return Seen(
        pictures=tuple(item for item in found.values() if isinstance(item, Picture)),
        sounds=tuple(item for item in found.values() if isinstance(item, Sound)),
        broken=tuple(f"stream {number} does not decode" for number, item in found.items() if item is None),
    )


def _stream(question: Question, number: int, surveyed: Survey) -> Picture | Sound | None:
    with reading(question) as container:
        stream, tally = container.streams[number], surveyed.tallies[number]
        first = next_decoded(container, stream)
        if isinstance(stream, VideoStream) and isinstance(first, VideoFrame):
            whole = tally.of_pairs() if first.interlaced_frame and packets_a_frame(container, stream) > 1 else tally
            return picture_of(stream, first, whole, surveyed.origin, question.limits)
        if isinstance(stream, AudioStream) and isinstance(first, AudioFrame):
            return sound_of(stream, first, tally, surveyed.origin, question.limits)
        return None


def _footage(question: Question, surveyed: Survey, seen: Seen) -> Footage:
    return Footage(
        container=question.kind.name,
        size=question.size,
        duration=max(item.start + item.duration for item in seen.everything),
        pictures=seen.pictures,
        sounds=seen.sounds,
        others=surveyed.others + len(seen.broken),
        timecode=_timecode(surveyed, seen),
        recorded=tags.recorded(surveyed.all_tags),
        camera=tags.camera(surveyed.all_tags),
        reel=tags.reel(surveyed.all_tags),
    )


def _timecode(surveyed: Survey, seen: Seen) -> Timecode | None:
    """None also for one that cannot be read: `_troubles` says so."""
    written = tags.timecode(surveyed.all_tags)
    if not written or not seen.pictures:
        return None
    try:
        return Timecode.parse(written, seen.pictures[0].rate)
    except ValueError:
        return None


def _troubles(question: Question, whole: Extent, surveyed: Survey, seen: Seen) -> Iterator[str]:
    if whole.missing:
        yield f"The file is cut short: its last {size(whole.missing)} are missing."
    for picture in seen.pictures:
        for place in damaged_places(question, picture, surveyed.origin):
            yield f"The picture is damaged near {place}."
    if surveyed.left_out or seen.broken:
        yield f"Not used: {'; '.join((*surveyed.left_out, *seen.broken))}."
    for item in seen.everything:
        tally = surveyed.tallies[item.stream]
        if tally.broken_off:
            yield f"Stream {item.stream} cannot be read beyond {seconds(item.start + item.duration)}."
        if tally.damaged:
            yield f"{count_of(tally.damaged, 'packet')} of stream {item.stream} arrived damaged."
        if tally.gaps and isinstance(item, Sound):
            yield f"The sound of stream {item.stream} has {count_of(tally.gaps, 'gap')}."
    written = tags.timecode(surveyed.all_tags)
    if written and seen.pictures and _timecode(surveyed, seen) is None:
        yield f"Its start timecode {written} does not fit its frame rate and is not used."


def answer(question: Question) -> Answer:
    """What was seen, or why nothing could be."""
    try:
        return Answer(footage=look(question))
    except Refused as refused:
        return Answer(refusal=refused.refusal)
    except MemoryError:
        return Answer(refusal=Refusal(said="asks for more memory than a clip may.", hint="Export it smaller."))


if __name__ == "__main__":
    sys.stdout.write(answer(Question.model_validate_json(sys.argv[1])).model_dump_json())
    sys.stdout.flush()
    os._exit(0)  # nothing is tidied away: see `reading._NEVER_LET_GO`
