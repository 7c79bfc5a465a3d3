"""Counting frames as exactly as is cheap, without decoding any.

Packet by packet in files that are read whole in seconds, from the index of longer ones that have one, from samples of
the rest.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from itertools import islice, pairwise
from statistics import median_low
from typing import Final

from av.container import InputContainer
from av.error import FFmpegError
from av.stream import Stream

from dropcut.domain.footage import Counted
from dropcut.media.answers import Question, Refused
from dropcut.media.reading import AnyPacket, codec_of, is_end, packets

_INDEXED: Final = {"mov", "avi"}
_SAMPLES: Final = 9
_SAMPLE_PACKETS: Final = 150
_REORDERED: Final = 16
"""The longest way that a frame moves between being stored and being shown."""
_AUDIBLE: Final = Fraction(1, 10)


@dataclass
class Tally:
    """What was counted of one stream, in its own ticks."""

    tick: Fraction
    counted: Counted
    first: int = 0
    end: int = 0
    damaged: int = 0
    broken_off: bool = False
    """Whether there is more that could not be read."""
    gaps: int = 0
    """Holes that would be heard; of sound only, since pictures are not stored in the order in which they are shown."""
    stretches: list[Sequence[int]] = field(default_factory=list)
    """Ordered times of frames, with nothing left out inside a stretch."""

    @property
    def start(self) -> Fraction:
        """In seconds, on the file's own clock."""
        return self.first * self.tick

    @property
    def seconds(self) -> Fraction:
        """From the start of the first to the end of the last."""
        return (self.end - self.first) * self.tick

    @property
    def holds_anything(self) -> bool:
        """Whether there is a single frame or sample in it."""
        return self.total > 0 or self.end > self.first

    @property
    def total(self) -> int:
        """How many were seen."""
        return sum(len(stretch) for stretch in self.stretches)

    def of_pairs(self) -> Tally:
        """The frames of a stream whose packets hold single fields: a frame starts with its first."""
        return replace(self, stretches=[times[::2] for times in self.stretches])

    def without_ragged_end(self) -> Tally:
        """Without the last frames of a file that was cut short: those shown after others that were lost."""
        times = self.stretches[-1] if self.stretches else []
        usual = median_low(later - earlier for earlier, later in pairwise(times)) if len(times) > 1 else 0
        late = range(max(1, len(times) - _REORDERED), len(times))
        hole = next((place for place in late if 2 * (times[place] - times[place - 1]) > 3 * usual), None)
        return self if hole is None else replace(self, stretches=[times[:hole]], end=times[hole - 1] + usual)


def count(container: InputContainer, streams: Sequence[Stream], question: Question) -> dict[int, Tally]:
    """A tally for each of `streams`, by its number. Raises Refused for a file that holds more frames than are let in."""
    if question.size <= question.limits.counted_bytes:
        return _by_packets(container, streams, question.limits.frames)
    if question.kind.reader in _INDEXED and all(_has_whole_index(stream) for stream in streams):
        return {stream.index: _by_index(stream, question) for stream in streams}
    return {stream.index: _by_samples(container, stream) for stream in streams}


def _tick(stream: Stream) -> Fraction:
    return stream.time_base or Fraction(1, 1000)


def _by_packets(container: InputContainer, streams: Sequence[Stream], most: int) -> dict[int, Tally]:
    tallies = {stream.index: Tally(tick=_tick(stream), counted="packets") for stream in streams}
    times = {stream.index: array("q") for stream in streams}
    plain = {stream.index for stream in streams if codec_of(stream).startswith("pcm_")}
    try:
        for packet in packets(container, streams):
            number = packet.stream.index
            if not is_end(packet):
                damaged = packet.is_corrupt and number not in plain  # bare samples are whole however few there are
                _add(packet, tallies[number], times[number], damaged=damaged)
            if len(times[number]) > most:
                raise Refused(f"holds more than {most} frames.", "Cut it into shorter clips.")
    except FFmpegError:
        _break_off(tallies.values())
    for stream in streams:
        tally = tallies[stream.index]
        tally.first = max(tally.first, _heard_from(stream, tally.first))
        tally.stretches = [sorted(times[stream.index])]
    return tallies


def _heard_from(stream: Stream, first: int) -> int:
    """Where a sound begins: encoders of MP3 and Opus put a little before it, which is decoded and thrown away."""
    return first if stream.type != "audio" or stream.start_time is None else stream.start_time


def _break_off(tallies: Iterable[Tally]) -> None:
    for tally in tallies:
        tally.broken_off = True


def _add(packet: AnyPacket, tally: Tally, times: array[int], *, damaged: bool) -> None:
    time = packet.dts if packet.pts is None else packet.pts
    tally.damaged += damaged
    if time is None or packet.is_discard or damaged:
        return
    end = time + (packet.duration or 0)
    tally.gaps += bool(times) and (time - tally.end) * tally.tick > _AUDIBLE
    tally.first = min(time, tally.first) if times else time
    tally.end = max(end, tally.end) if times else end
    times.append(time)


def _has_whole_index(stream: Stream) -> bool:
    return 0 < stream.frames == len(stream.index_entries)


def _by_index(stream: Stream, question: Question) -> Tally:
    """An index knows when frames are decoded; they are shown in another order, but at the same distances."""
    there = (entry for entry in stream.index_entries if not entry.is_discard and entry.pos + entry.size <= question.size)
    times = sorted(entry.timestamp for entry in islice(there, question.limits.frames))
    last = (times[-1] - times[-2]) if len(times) > 1 else (stream.duration or 0)
    first = stream.start_time or 0
    end = first + (times[-1] - times[0] + last if times else 0)
    return Tally(tick=_tick(stream), counted="index", first=first, end=end, stretches=[times])


def _by_samples(container: InputContainer, stream: Stream) -> Tally:
    tick = _tick(stream)
    first = stream.start_time or 0
    length = stream.duration if stream.duration is not None else int(Fraction(container.duration or 0, 1_000_000) / tick)
    places = (first + length * number // _SAMPLES for number in range(_SAMPLES))
    stretches = [] if stream.type == "audio" else [_sample(container, stream, place) for place in places]
    return Tally(tick=tick, counted="samples", first=first, end=first + length, stretches=stretches)


def _sample(container: InputContainer, stream: Stream, place: int) -> Sequence[int]:
    try:
        container.seek(place, stream=stream)
        found = (packet for packet in packets(container, (stream,)) if not is_end(packet) and not packet.is_corrupt)
        times = [packet.dts if packet.pts is None else packet.pts for packet in islice(found, _SAMPLE_PACKETS)]
    except FFmpegError:  # this sample cannot be had; there are others
        return []
    return sorted(time for time in times if time is not None)[:-_REORDERED]
