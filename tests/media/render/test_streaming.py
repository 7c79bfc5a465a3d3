"""A master goes straight into the store: as the muxer would write it onto a disk, and held nowhere."""

from __future__ import annotations

import tracemalloc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from fractions import Fraction
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from struct import pack
from threading import active_count
from typing import Any

import av
import pytest

from dropcut.domain.blobs import Blob, Many
from dropcut.domain.errors import Retryable, Stopped
from dropcut.domain.programme import Format
from dropcut.domain.rendering import Assembly
from dropcut.domain.settings import Archive, Preset
from dropcut.domain.values import Sha256
from dropcut.media.boxes import Outline
from dropcut.media.indexes import in_front
from dropcut.media.measuring import Measuring
from dropcut.media.rehearsing import Performance, Rehearsal, Writable
from dropcut.steps.assemble import assemble
from tests.media.clips import Clips
from tests.media.render.conftest import Looks
from tests.media.render.footage import numbers
from tests.media.render.hands import Hands
from tests.media.render.making import Stretch, mixed, rendered

AT_30 = Format(width=160, height=90, rate=Fraction(30))
FILMS = {"mp4": ("libx264", "aac"), "mov": ("prores_ks", "pcm_s16le"), "matroska": ("ffv1", "flac")}


@pytest.mark.parametrize("kind", FILMS)
@pytest.mark.parametrize("buffer", [512, 1 << 18])
def test_what_is_streamed_is_what_the_muxer_writes_onto_a_disk(clips: Clips, tmp_path: Path, kind: str, buffer: int) -> None:
    picture, sound = FILMS[kind]
    clip = clips.made(f"{kind}.mkv", *numbers("3"), "-f", "lavfi", "-i", "sine=d=3", "-c:v", picture, "-c:a", sound)
    on_disk, streamed = tmp_path / "whole", BytesIO()
    _written(clip, str(on_disk), kind, movflags="+faststart")

    rehearsal = Rehearsal()
    _written(clip, rehearsal, kind, rehearsal.ending, buffer=buffer)
    performance = Performance(rehearsal.learnt(index_first=kind != "matroska"), streamed.write)
    _written(clip, performance, kind, buffer=buffer)
    performance.end()

    assert streamed.getvalue() == on_disk.read_bytes()


def _written(
    clip: Path,
    target: str | Writable,
    kind: str,
    ending: Callable[[], object] = lambda: None,
    buffer: int = 1 << 15,
    **options: str,
) -> None:
    with (
        av.open(str(clip)) as source,
        av.open(target, "w", format=kind, options={"fflags": "+bitexact", **options}, buffer_size=buffer) as film,
    ):
        streams = {stream.index: film.add_stream_from_template(stream, opaque=True) for stream in source.streams}
        film.set_chapters([{"id": 1, "start": 0, "end": 60, "time_base": Fraction(1, 30), "metadata": {"title": "One"}}])
        for packet in source.demux():
            if packet.size:
                packet.stream = streams[packet.stream.index]
                film.mux(packet)
        ending()


def test_places_beyond_four_gigabytes_take_eight_bytes_each() -> None:
    """As each needs it: a track whose data all lie further in front keeps its short places."""
    limit = 1 << 32
    index = _box("moov", _box("mvhd", b"told"), _track([40, 90]), _track([limit - 200, limit - 90]))

    moved = in_front(index)

    by = len(moved)
    assert by == len(index) + 2 * 4
    long = [place + by for place in (limit - 200, limit - 90)]
    assert moved == _box("moov", _box("mvhd", b"told"), _track([40 + by, 90 + by]), _track(long, "co64", ">Q"))
    assert in_front(moved) == _box(
        "moov", _box("mvhd", b"told"), _track([40 + 2 * by, 90 + 2 * by]), _track([p + by for p in long], "co64", ">Q")
    )


def _track(places: list[int], name: str = "stco", width: str = ">I") -> bytes:
    table = pack(">II", 0, len(places)) + b"".join(pack(width, place) for place in places)
    return _box("trak", _box("mdia", _box("minf", _box("stbl", _box("stsz", b"sizes"), _box(name, table)))))


def _box(name: str, *content: bytes) -> bytes:
    whole = b"".join(content)
    return pack(">I", 8 + len(whole)) + name.encode() + whole


def test_two_writings_that_differ_are_no_film() -> None:
    rehearsal = Rehearsal()
    rehearsal.write(b"one")
    performance = Performance(rehearsal.learnt(index_first=False), lambda _: None)
    performance.write(b"two")

    with pytest.raises(Retryable):
        performance.end()


@pytest.mark.parametrize("cut", [1, 3, 7, 64])
def test_the_outline_of_a_film_is_read_whatever_pieces_it_comes_in(cut: int) -> None:
    film = _box("ftyp", b"isom") + pack(">I4sQ", 1, b"mdat", 16 + 21) + bytes(21) + _box("free") + _box("moov", bytes(9))
    outline = Outline()

    for place in range(0, len(film), cut):
        outline.take(film[place : place + cut])

    assert outline.names == [b"ftyp", b"mdat", b"free", b"moov"]
    assert not outline.plays_at_once()


@dataclass
class _Passing:
    """A blob that is looked at and let go."""

    name: str
    found: Any = field(default_factory=sha256)
    size: int = 0
    largest: int = 0

    def write(self, data: bytes) -> int:
        self.found.update(data)
        self.size += len(data)
        self.largest = max(self.largest, len(data))
        return len(data)

    @property
    def blob(self) -> Blob:
        return Blob(sha256=Sha256(self.found.hexdigest()), size=self.size, path=self.name)


class _Streaming(Hands):
    """Hands of somebody who has no disk for what is written."""

    passed: _Passing

    @contextmanager
    def write(self, name: str) -> Iterator[Any]:
        self.passed = _Passing(name)
        yield self.passed


@pytest.mark.parametrize("archive", Archive)
def test_a_long_master_is_held_neither_on_the_disk_nor_in_memory(
    hands: Hands, looks: Looks, beeping: Path, archive: Archive
) -> None:
    asset = hands.asset(beeping)
    look = looks(AT_30.model_copy(update={"width": 640, "height": 360}), Preset.ARCHIVE, archive)
    (piece,) = rendered(hands, look, [Stretch(asset=asset, first=0, frames=30)])
    times = 24_000_000 // piece.blob.size
    sound = mixed(hands, look, [Stretch(asset=asset, first=0, frames=30)])
    assembly = Assembly(format=look.format, encoder=look.encoder, rendered=Many.of((piece,) * times), sound=sound)
    streaming = _Streaming(hands.folder, hands.programs)

    tracemalloc.start()
    try:
        assemble(streaming, assembly)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()

    assert streaming.passed.size > 20_000_000
    assert streaming.passed.largest < 1_000_000
    assert peak < streaming.passed.size / 2
    assert [file.name for file in streaming.scratch.iterdir()] == ["poster.jpg"]


def test_work_that_must_stop_leaves_nothing_behind(hands: Hands, looks: Looks, beeping: Path) -> None:
    asset, look = hands.asset(beeping), looks(AT_30)
    stretches = [Stretch(asset=asset, first=first, frames=50) for first in (0, 50)] * 8
    assembly = Assembly(
        format=AT_30,
        encoder=look.encoder,
        rendered=Many.of(rendered(hands, look, stretches)),
        sound=mixed(hands, look, stretches),
    )
    threads, files = active_count(), _open_files()
    for beats in range(4):
        with pytest.raises(Stopped):
            assemble(_Stopping(hands.folder, hands.programs, beats=beats), assembly)

    assert (active_count(), _open_files()) == (threads, files)


def _open_files() -> int:
    """Of this process, none where that cannot be told."""
    there = Path("/proc/self/fd")
    return len(list(there.iterdir())) if there.exists() else 0


@dataclass
class _Stopping(Hands):
    """Stopped at a pulse."""

    beats: int = 0

    def pulse(self) -> None:
        self.beats -= 1
        if self.beats < 0:
            raise Stopped("Somebody has had enough.")


def test_a_film_that_no_player_reads_is_told_of() -> None:
    with Measuring("cut.mp4") as measuring:
        measuring.take(_box("ftyp", b"isom") + _box("mdat", bytes(1 << 20)))
        with pytest.raises(av.error.FFmpegError):
            measuring.measured()
