"""Opening a guest with PyAV: only ever inside the looking process, and only with what the door told."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import dropwhile, islice
from typing import Final, TypeAlias

import av
from av.audio.stream import AudioStream
from av.codec.context import CodecContext
from av.container import InputContainer
from av.error import FFmpegError
from av.packet import Packet
from av.stream import Discard, Stream
from av.video.stream import VideoStream

from dropcut.media.answers import Question, Refused

_PROBED_BYTES: Final = 20_000_000
_MOST_PACKETS: Final = 1000
_ENOUGH_FIELDS: Final = 48
_SOUGHT_BY_TIME: Final = {"mpegts", "mpeg"}
"""Seeking in these ends anywhere; in all others, on a frame that stands alone, even if damage hides that."""
_MOST_BYTES: Final = 64 * 1024**2

_NEVER_LET_GO: Final[list[av.AudioFrame]] = []
"""PyAV frees a frame of sound whose channels lie in an order of their own twice, which ends the process: so none is freed."""

AnyPacket: TypeAlias = "Packet[Stream]"
Decoded: TypeAlias = av.VideoFrame | av.AudioFrame


@contextmanager
def reading(question: Question) -> Iterator[InputContainer]:
    """The file, opened by the one reader that its bytes asked for. Raises FFmpegError when that cannot read it."""
    options = {**question.options, "probesize": str(_PROBED_BYTES)}
    with av.open(question.url, format=question.kind.reader, options=options, metadata_errors="replace") as container:
        for stream in container.streams:
            if isinstance(stream, VideoStream | AudioStream) and codec_of(stream):
                stream.codec_context.thread_count = 1  # a few frames at most: more threads only cost memory
        yield container


def codec_of(stream: Stream) -> str:
    """The decoder's name; empty where there is none."""
    context: CodecContext | None = stream.codec_context  # None for what PyAV cannot decode, whatever its types say
    return "" if context is None else context.codec.name


def packets(container: InputContainer, streams: Iterable[Stream]) -> Iterator[AnyPacket]:
    """The packets of some streams; the others are not even read where the format allows it.

    An empty packet without a time ends each stream: it brings out what a decoder still holds. Raises FFmpegError at a
    place that cannot be read.
    """
    wanted = tuple(streams)
    if not wanted:  # to PyAV, no stream means every stream
        return
    for stream in container.streams:
        stream.discard = Discard.default if stream in wanted else Discard.all
    try:
        yield from container.demux(*wanted)
    except IndexError:  # PyAV stumbles, after the last packet, over streams that appeared on the way
        return


def is_end(packet: AnyPacket) -> bool:
    """Whether a packet only says that its stream is over."""
    return packet.size == 0 and packet.dts is None


def next_decoded(container: InputContainer, stream: Stream) -> Decoded | None:
    """The next frame that decodes, from where the container stands; None when nothing does for a long while.

    Raises Refused for what is encrypted.
    """
    for packet in _readable(_a_while(packets(container, (stream,)))):
        if packet.has_sidedata("encryption_info"):  # decoders take it for pictures all the same
            raise Refused("is encrypted: it only plays where its key is.", "Put in a copy that is not protected.")
        for frame in _decoded(packet):
            return frame
    return None


def packets_a_frame(container: InputContainer, stream: VideoStream) -> int:
    """How many packets make one frame: 2 where each holds a single field, as many camcorders store interlaced pictures."""
    ahead = _readable(islice(packets(container, (stream,)), _ENOUGH_FIELDS))
    fed = [packet for packet in ahead if not is_end(packet)]
    frames = sum(len(_decoded(packet)) for packet in fed) + len(stream.codec_context.decode(None))
    return 2 if 2 * len(fed) > 3 * frames > 0 else 1  # one and a half tells, whatever was lost at the edges


def decodes_cleanly(container: InputContainer, stream: Stream, place: int) -> bool:
    """Whether the frame before `place` that stands alone decodes without complaint; also when it cannot be reached."""
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


def _readable(found: Iterator[AnyPacket]) -> Iterator[AnyPacket]:
    try:
        yield from found
    except FFmpegError:  # what comes behind is lost, what came before counts
        return


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
    found = [frame for frame in packet.decode() if isinstance(frame, Decoded)]
    _NEVER_LET_GO.extend(frame for frame in found if isinstance(frame, av.AudioFrame))
    return found
