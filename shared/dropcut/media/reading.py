"""Opening a guest with PyAV: only ever inside the looking process, and only with what the door told."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import dropwhile, islice
from typing import Final, TypeAlias

import av
from av.container import InputContainer
from av.error import FFmpegError
from av.packet import Packet
from av.stream import Discard, Stream

from dropcut.media.answers import Question

_PROBED_BYTES: Final = 20_000_000
_MOST_PACKETS: Final = 1000
_SOUGHT_BY_TIME: Final = {"mpegts", "mpeg"}
"""Seeking in these ends anywhere; in all others, on a frame that stands alone, even if damage hides that."""
_MOST_BYTES: Final = 64 * 1024**2

AnyPacket: TypeAlias = "Packet[Stream]"
Decoded: TypeAlias = av.VideoFrame | av.AudioFrame


@contextmanager
def reading(question: Question) -> Iterator[InputContainer]:
    """The file, opened by the one reader that its bytes asked for. Raises FFmpegError when that cannot read it."""
    options = {**question.options, "probesize": str(_PROBED_BYTES)}
    with av.open(question.url, format=question.kind.reader, options=options, metadata_errors="replace") as container:
        yield container


def packets(container: InputContainer, streams: Iterable[Stream]) -> Iterator[AnyPacket]:
    """The packets of some streams; the others are not even read where the format allows it.

    Ends at the first place that cannot be read: what came before it counts. An empty packet without a time ends each
    stream: it brings out what a decoder still holds.
    """
    wanted = tuple(streams)
    if not wanted:  # to PyAV, no stream means every stream
        return
    for stream in container.streams:
        stream.discard = Discard.default if stream in wanted else Discard.all
    try:
        yield from container.demux(*wanted)
    except FFmpegError:
        return


def is_end(packet: AnyPacket) -> bool:
    """Whether a packet only says that its stream is over."""
    return packet.size == 0 and packet.dts is None


def next_decoded(container: InputContainer, stream: Stream) -> Decoded | None:
    """The next frame that decodes, from where the container stands; None when nothing does for a long while."""
    stream.codec_context.thread_count = 1
    for packet in _a_while(packets(container, (stream,))):
        for frame in _decoded(packet):
            return frame
    return None


def decodes_cleanly(container: InputContainer, stream: Stream, place: int) -> bool:
    """Whether the frame before `place` that stands alone decodes without complaint; also when it cannot be reached."""
    stream.codec_context.thread_count = 1
    try:
        container.seek(place, stream=stream)
    except FFmpegError:
        return True
    ahead = _a_while(packets(container, (stream,)))
    if container.format.name in _SOUGHT_BY_TIME:
        ahead = dropwhile(lambda packet: not packet.is_keyframe, ahead)
    try:
        for packet in ahead:
            for frame in _frames(packet):
                return not packet.is_corrupt and not frame.is_corrupt
    except FFmpegError:
        return False
    return True


def _a_while(found: Iterator[AnyPacket]) -> Iterator[AnyPacket]:
    seen = 0
    for packet in islice(found, _MOST_PACKETS):
        seen += packet.size
        yield packet
        if seen > _MOST_BYTES:
            return


def _decoded(packet: AnyPacket) -> list[Decoded]:
    """The frames that a packet brings out; none where its data is damaged."""
    try:
        return _frames(packet)
    except FFmpegError:
        return []


def _frames(packet: AnyPacket) -> list[Decoded]:
    return [frame for frame in packet.decode() if isinstance(frame, Decoded)]
