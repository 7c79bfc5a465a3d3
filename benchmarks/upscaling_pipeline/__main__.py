"""How much of a network's own speed is left once pictures are decoded for it and encoded behind it, in turn in every round.

Run: python -m benchmarks.upscaling_pipeline [--size 320x180] [--frames 24] [--rounds 3] [--threads 2]
     python -m benchmarks.upscaling_pipeline --gpu      at 480p, 720p and 1080p, with the card's own encoder where it has one
"""

from __future__ import annotations

import os
from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Iterable, Iterator
from statistics import median
from time import perf_counter

from benchmarks.tables import middle, table
from benchmarks.upscaling_pipeline.chunks import Size, benched, chunk, drawn, encoder, made
from dropcut.domain.errors import Permanent
from dropcut.domain.programme import EncoderWish
from dropcut.domain.settings import Preset
from dropcut.media.bench import Bench
from dropcut.media.encoders import chosen
from dropcut.ports.sharpening import Picture
from dropcut.upscaling.cuda_runner import CudaRunner, card
from dropcut.upscaling.ncnn_runner import NcnnRunner
from dropcut.upscaling.networks import network_named
from dropcut.upscaling.running import Run, Runner
from dropcut.upscaling.shipped import shipped_weights

_SIZES: tuple[Size, ...] = ((854, 480), (1280, 720), (1920, 1080))
_CARDS_MOST = 4096
"""Pixels of a side that a card encodes."""
_HEAD = ("network", "from", "to", "encoder", "network alone, frames/s", "whole pipeline, frames/s", "share")


def main() -> None:
    """Print a row for each network and size."""
    told = _told()
    if told.gpu and card() is None:
        print("There is no CUDA GPU here: no row was measured.")
        return
    where = card() if told.gpu else f"{told.threads} cores"
    print(f"{where}; {told.frames} frames, {told.rounds} rounds of both in turn; medians of the rounds and of their ratios.\n")
    with benched() as bench:
        rows = _on_card(told, bench) if told.gpu else [_on_processor(told, bench)]
    print(table(_HEAD, rows))


def _told() -> Namespace:
    parser = ArgumentParser(prog="benchmarks.upscaling_pipeline")
    parser.add_argument("--gpu", action="store_true")
    parser.add_argument("--size", default="320x180")
    parser.add_argument("--frames", type=int, default=24)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--threads", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--model", default="animevideov3")
    return parser.parse_args()


def _on_processor(told: Namespace, bench: Bench) -> tuple[str, ...]:
    wide, high = (int(side) for side in told.size.split("x"))
    network = network_named(told.model)
    runner = NcnnRunner(network, network.architecture.scale, told.threads)
    return (network.name, *_row(told, runner, (wide, high), "libx264", bench))


def _on_card(told: Namespace, bench: Bench) -> list[tuple[str, ...]]:
    """Where the card does not encode, the processor does, and the row says so: that is another machine's figure."""
    rows = []
    for model in ("animevideov3", "x4plus"):
        network = network_named(model)
        weights = shipped_weights(network)[0]
        runner = CudaRunner(network, network.architecture.scale, lambda kept=weights: kept)  # type: ignore[misc]
        for size in _SIZES:
            for times in (2, 4):
                name = _encoder(bench) if times * size[0] <= _CARDS_MOST else "libx264"
                rows.append((network.name, *_row(told, runner, size, name, bench, times)))
    return rows


def _encoder(bench: Bench) -> str:
    try:
        return chosen(EncoderWish(preset=Preset.WEB, build=bench.programs.build, engine="h264_nvenc"), bench).name
    except Permanent:
        return "libx264"


def _row(  # noqa: PLR0913, PLR0917 - all that a row is of
    told: Namespace, runner: Runner, size: Size, name: str, bench: Bench, times: int = 0
) -> tuple[str, ...]:
    """Both ways see the same pictures; `times` is what the answer is brought to, the network's own scale unless said."""
    times = times or runner.scale
    work, shown = chunk(told.frames, size, times, encoder(name, Preset.WEB, bench)), drawn(size, told.frames)
    pictures: list[Picture] = []

    def kept(given: Iterable[Picture]) -> Iterator[Picture]:
        for picture in given:
            pictures.append(picture)
            yield picture.repeat(times, 0).repeat(times, 1)

    made(work, shown, kept, bench, _unheard)
    list(Run(runner, _quietly).through(pictures[:1]))  # what is read or recorded once is not what is timed
    rounds = [
        (
            _timed(lambda: sum(1 for _ in Run(runner, _quietly).through(pictures))),
            _timed(lambda: made(work, shown, Run(runner, _quietly).through, bench, _unheard)),
        )
        for _ in range(told.rounds)
    ]
    alone, whole = ([told.frames / took for took in way] for way in zip(*rounds, strict=True))
    share = median(before / after for before, after in rounds)
    sizes = (f"{size[0]}x{size[1]}", f"{times * size[0]}x{times * size[1]}")
    return (*sizes, name, middle(alone, 2), middle(whole, 2), f"{share:.0%}")


def _quietly() -> None: ...


def _unheard(_done: int) -> None: ...


def _timed(work: Callable[[], object]) -> float:
    begin = perf_counter()
    work()
    return perf_counter() - begin


if __name__ == "__main__":
    main()
