"""Decoding, engine and encoding work at once, wait for each other, and end together."""

from __future__ import annotations

import tracemalloc
from collections.abc import Callable, Iterable, Iterator
from fractions import Fraction
from os import getpid
from pathlib import Path
from threading import active_count
from time import monotonic, sleep

import pytest

from benchmarks.upscaling_pipeline.watching import resident
from dropcut.domain.errors import Permanent, Stopped
from dropcut.domain.upscaling import Chunk, Stretch
from dropcut.media.bench import Bench
from dropcut.media.enlarging import Made, enlarge
from dropcut.media.failures import ProgramFailed
from dropcut.media.stretches import Opened
from dropcut.ports.sharpening import Picture
from tests.media.clips import X264, Clips, picture
from tests.media.render.hands import Hands
from tests.media.upscale.engines import Nearest, kept, path_of, sharpening, stretch_of, upscaled
from tests.media.upscale.frames import hashes_of

WIDTH, HEIGHT = 320, 180


def drawn(frames: int) -> Opened:
    """An input of that many pictures, no two alike."""
    source = f"testsrc2=size={WIDTH}x{HEIGHT}:rate=25,noise=alls=20:allf=t,trim=end_frame={frames}"
    shown = ("-f", "lavfi", "-i", source, "-vf", "format=rgb24")
    return Opened(shown, WIDTH, HEIGHT, "a drawing")


def made(hands: Hands, bench: Bench, frames: int, engine: Callable[[Iterable[Picture]], Iterator[Picture]]) -> Made:
    clip = stretch_of_nothing(frames)
    chunk = Chunk(source=clip, width=2 * WIDTH, height=2 * HEIGHT, sharpening=sharpening(), encoder=kept(hands))
    return enlarge(chunk, drawn(frames), engine, bench, unheard)


def stretch_of_nothing(frames: int) -> Stretch:
    return Stretch(asset=None, start=Fraction(0), frames=frames, rate=Fraction(25))


def unheard(_done: int) -> None: ...


def nearest(pictures: Iterable[Picture]) -> Iterator[Picture]:
    return Nearest().sharpened(pictures, lambda: None)


def test_what_the_engine_raises_passes_and_nobody_works_on(hands: Hands, bench: Bench) -> None:
    def tired(pictures: Iterable[Picture]) -> Iterator[Picture]:
        for number, larger in enumerate(nearest(pictures)):
            if number == 5:
                raise Permanent("tired")
            yield larger

    before = active_count()
    with pytest.raises(Permanent, match="tired"):
        made(hands, bench, 100, tired)
    assert active_count() == before


def test_a_decoder_that_fails_ends_it(hands: Hands, bench: Bench) -> None:
    chunk = Chunk(source=stretch_of_nothing(5), width=64, height=64, sharpening=sharpening(), encoder=kept(hands))
    nothing = Opened(("-f", "lavfi", "-i", "no_such_source"), WIDTH, HEIGHT, "a drawing")
    with pytest.raises(ProgramFailed):
        enlarge(chunk, nothing, nearest, bench, unheard)


def test_an_encoder_that_fails_ends_it(hands: Hands, bench: Bench) -> None:
    unknown = kept(hands).model_copy(update={"name": "no_such_encoder"})
    chunk = Chunk(source=stretch_of_nothing(400), width=64, height=64, sharpening=sharpening(), encoder=unknown)
    with pytest.raises(ProgramFailed):
        enlarge(chunk, drawn(400), nearest, bench, unheard)


def test_too_few_frames_are_told(hands: Hands, bench: Bench) -> None:
    chunk = Chunk(source=stretch_of_nothing(9), width=640, height=360, sharpening=sharpening(), encoder=kept(hands))
    with pytest.raises(Permanent, match="gave 4 frames where 9 were asked for"):
        enlarge(chunk, drawn(4), nearest, bench, unheard)


def test_it_stops_when_it_is_told_to(hands: Hands, bench: Bench) -> None:
    told = [False]

    def slow(pictures: Iterable[Picture]) -> Iterator[Picture]:
        for larger in nearest(pictures):
            sleep(0.02)
            told[0] = True
            yield larger

    began, before = monotonic(), active_count()
    stopping = Bench(programs=bench.programs, scratch=bench.scratch, stop=lambda: told[0])
    with pytest.raises(Stopped):
        made(hands, stopping, 2000, slow)
    assert monotonic() - began < 20
    assert active_count() == before


def test_whoever_is_quicker_waits(hands: Hands, bench: Bench) -> None:
    """Never more than a few pictures are between the decoder and the encoder."""
    read, given = [0], [0]
    between = []

    def counted(pictures: Iterable[Picture]) -> Iterator[Picture]:
        for number, larger in enumerate(nearest(pictures)):
            sleep(0.005)
            read[0] = number
            between.append(read[0] - given[0])
            yield larger
            given[0] = number

    made(hands, bench, 60, counted)
    assert max(between) <= 1


def test_memory_stays_flat_however_long_a_chunk_is(hands: Hands, bench: Bench) -> None:
    peaks = []
    for frames in (40, 400):
        tracemalloc.start()
        made(hands, bench, frames, nearest)
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    assert peaks[1] < 1.3 * peaks[0]


def test_minutes_of_video_leave_no_more_in_memory_than_the_first_chunk(hands: Hands, bench: Bench) -> None:
    """What the system says of this process, not what Python knows of."""
    after = []
    for _ in range(6):
        made(hands, bench, 120, nearest)
        after.append(resident(getpid()))
    assert after[-1] - after[1] < 12, f"MiB after each chunk: {after}"


def test_a_held_picture_is_computed_once(hands: Hands, clips: Clips) -> None:
    held = ("-f", "lavfi", "-i", "testsrc2=size=320x180:rate=25:duration=0.04,loop=29:1:0")
    clip = clips.made("held.mkv", *held, "-frames:v", "30", "-c:v", "ffv1")
    engine = Nearest()

    made = upscaled(hands, stretch_of(hands.asset(clip), 30), (640, 360), engine)

    assert (made.repeated, len(engine.seen)) == (29, 1)
    assert len(set(hashes_of(path_of(made)))) == 1


def test_slides_that_come_again_are_computed_once(hands: Hands, clips: Clips) -> None:
    one, other = (f"color={colour}:size=64x36:rate=25:duration=0.4" for colour in ("red", "blue"))
    slides = f"{one}[a];{other}[b];[a][b]concat,loop=2:20:0"
    clip = clips.made("slides.mkv", "-f", "lavfi", "-i", slides, "-c:v", "ffv1")
    engine = Nearest()

    made = upscaled(hands, stretch_of(hands.asset(clip), 60), (128, 72), engine)

    assert (made.repeated, len(engine.seen)) == (58, 2)
    assert [len(set(part)) for part in _tens(hashes_of(path_of(made)))] == [1] * 6


def _tens(hashes: list[str]) -> list[list[str]]:
    return [hashes[first : first + 10] for first in range(0, len(hashes), 10)]


def test_a_clip_that_moves_repeats_nothing(hands: Hands, clips: Clips) -> None:
    clip: Path = clips.made("moving.mp4", *picture(), *X264, "-bf", "2", "-g", "30")
    assert upscaled(hands, stretch_of(hands.asset(clip), 20), (640, 360)).repeated == 0
