"""Reading our own pieces of picture packet by packet; nothing is decoded."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path, PurePath
from typing import Final

import av
from av.container import InputContainer
from av.packet import Packet
from av.video.stream import VideoStream

_READERS: Final = {".ts": "mpegts", ".mkv": "matroska", ".mov": "mov", ".m4a": "mov", ".mp4": "mov"}


def frames_of(piece: Path) -> int:
    """How many frames a piece of ours holds; none in a file that holds no picture."""
    if not piece.exists() or piece.stat().st_size == 0:
        return 0
    with opened(piece) as container:
        streams = container.streams.video
        return sum(1 for _ in packets_of(container, streams[0])) if streams else 0


def opened(file: Path) -> InputContainer:
    """A file of ours, whose ending says what it is: one of a few frames is too short for a reader to tell."""
    return av.open(str(file), format=_READERS[file.suffix])


def size_of(piece: Path) -> tuple[int, int]:
    """How wide and how high the picture of a piece of ours is."""
    with opened(piece) as container:
        picture = container.streams.video[0].codec_context
        return picture.width, picture.height


def reader_of(name: str) -> str:
    """What reads files of ours that are called so."""
    return _READERS[PurePath(name).suffix]


def input_of(file: Path) -> tuple[str, ...]:
    """Ffmpeg's arguments that open a file of ours, and nothing else that its name may say."""
    return ("-f", _READERS[file.suffix], "-i", f"file:{file.absolute()}")


def packets_of(container: InputContainer, stream: VideoStream) -> Iterator[Packet[VideoStream]]:
    """Its packets in the order in which they are decoded, without the empty one that ends them."""
    return (packet for packet in container.demux(stream) if packet.size)
