"""Pieces of picture and the programme's sound as one file: packets are copied, and only their times are written anew."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from fractions import Fraction
from heapq import merge
from itertools import pairwise
from pathlib import Path
from typing import Any, Final, TypeAlias
from unicodedata import category

import av
from av.container import OutputContainer
from av.packet import Packet
from av.stream import Stream

from dropcut.domain.errors import Permanent
from dropcut.domain.rendering import Assembly, Chapter
from dropcut.domain.time import Rate
from dropcut.media.encoding import REORDERED, container_of
from dropcut.media.pieces import opened, packets_of
from dropcut.media.rehearsing import Performance, Rehearsal, Writable

_LONGEST_TITLE: Final = 200
_PULSE_EVERY: Final = 1000
_BUFFER: Final = 1 << 18

Timed: TypeAlias = "tuple[Fraction, Packet[Any]]"


@dataclass(frozen=True)
class Picture:
    """One piece, and how many frames it must hold."""

    file: Path
    frames: int


@dataclass(frozen=True)
class Parts:
    """What is joined."""

    assembly: Assembly
    pictures: Sequence[Picture]
    sound: Path

    @property
    def frames(self) -> int:
        """Of the whole programme."""
        return sum(picture.frames for picture in self.pictures)


def join(parts: Parts, take: Callable[[bytes], object], pulse: Callable[[], object]) -> None:
    """Hand the master to `take` piece by piece, in order: frame n at n / rate, exactly, what players need first at its front.

    It is kept nowhere: memory stays flat however long it is. Raises Permanent for pieces that do not belong together.
    """
    rehearsal = Rehearsal()
    _write(parts, rehearsal, pulse, rehearsal.ending)
    performance = Performance(rehearsal.learnt(index_first=container_of(parts.assembly.encoder).indexed), take)
    _write(parts, performance, pulse, lambda: None)
    performance.end()


def _write(parts: Parts, target: Writable, pulse: Callable[[], object], ending: Callable[[], object]) -> None:
    assembly, container = parts.assembly, container_of(parts.assembly.encoder)
    with ExitStack() as stack:
        heard = stack.enter_context(opened(parts.sound))
        master = stack.enter_context(
            av.open(target, "w", format=_muxer(container.master), options={"fflags": "+bitexact"}, buffer_size=_BUFFER)
        )
        seen = _picture_stream(master, parts.pictures[0].file, assembly)
        sounding = master.add_stream_from_template(heard.streams.audio[0], opaque=True)
        _describe(master, assembly, parts.frames)
        delay = REORDERED if container.format == "mpegts" else 0
        packets = merge(
            picture_packets(parts.pictures, seen, assembly.format.rate, delay),
            _sound_packets(heard, sounding, assembly),
            key=_time,
        )
        for number, (_, packet) in enumerate(packets):
            if number % _PULSE_EVERY == 0:
                pulse()
            master.mux(packet)
        ending()


def _muxer(ending: str) -> str:
    return {"mkv": "matroska"}.get(ending, ending)


def _time(timed: Timed) -> Fraction:
    return timed[0]


def _picture_stream(master: OutputContainer, first: Path, assembly: Assembly) -> Stream:
    with opened(first) as piece:
        stream = master.add_stream_from_template(piece.streams.video[0], opaque=True)
    stream.time_base = 1 / assembly.format.rate
    return stream


def picture_packets(pictures: Iterable[Picture], stream: Stream, rate: Rate, delay: int) -> Iterator[Timed]:
    """All packets of `pictures` in order, frame n to be shown at n / rate. Raises Permanent where frames are missing."""
    tick, first, parameters = 1 / rate, 0, b""
    for picture in pictures:
        with opened(picture.file) as piece:
            source = piece.streams.video[0]
            _belongs(parameters, parameters := source.codec_context.extradata or b"")
            for place, (shown, packet) in enumerate(_numbered(picture, packets_of(piece, source), rate)):
                packet.time_base, packet.duration, packet.stream = tick, 1, stream
                packet.pts, packet.dts = first + shown, first + place - delay
                yield packet.dts * tick, packet
        first += picture.frames


def _belongs(before: bytes, these: bytes) -> None:
    if before and these != before:
        raise Permanent("Two pieces of the picture were encoded differently and cannot be joined.", "Render them again.")


def _numbered(picture: Picture, packets: Iterable[Any], rate: Rate) -> Iterator[tuple[int, Packet[Any]]]:
    """Each packet, in the order of decoding, with the number of the frame that it shows."""
    origin: int | None = None
    seen = set()
    for packet in packets:
        origin = packet.pts if origin is None else origin
        shown = round((packet.pts - origin) * packet.time_base * rate)
        seen.add(shown)
        yield shown, packet
    if seen != set(range(picture.frames)):
        raise Permanent("A piece of the picture does not hold the frames that it should.", "Render it again.")


def _sound_packets(heard: Any, stream: Stream, assembly: Assembly) -> Iterator[Timed]:  # noqa: ANN401 - PyAV's types know no demuxing by stream
    """As they are; but the last ends where the sound does, not where its encoder's block would."""
    left = assembly.sound.samples
    for packet in heard.demux(heard.streams.audio[0]):
        if not packet.size:
            continue
        end = min(Fraction(left, 48_000), (packet.pts + packet.duration) * packet.time_base)
        packet.duration = max(1, round(end / packet.time_base) - packet.pts)
        packet.stream = stream
        yield packet.dts * packet.time_base, packet


def _describe(master: OutputContainer, assembly: Assembly, frames: int) -> None:
    title = _label(assembly.title)
    if title:
        master.metadata["title"] = title
    chapters = [chapter for chapter in assembly.chapters if chapter.frame < frames]
    ends = [later.frame for _, later in pairwise(chapters)] + [frames]
    master.set_chapters(
        [_chapter(number, each, end, assembly) for number, (each, end) in enumerate(zip(chapters, ends, strict=False))]
    )


def _chapter(number: int, chapter: Chapter, end: int, assembly: Assembly) -> Any:  # noqa: ANN401 - PyAV's own dictionary
    said = {"title": _label(chapter.title) or f"Chapter {number + 1}"}
    return {"id": number + 1, "start": chapter.frame, "end": end, "time_base": 1 / assembly.format.rate, "metadata": said}


def _label(text: str) -> str:
    """On one line, and without what cannot be seen: players print it as it is."""
    shown = "".join(character if category(character)[0] != "C" else " " for character in text)
    return " ".join(shown.split())[:_LONGEST_TITLE]
