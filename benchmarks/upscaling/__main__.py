"""Time our engines beside the way of Real-ESRGAN's script, in turn in every round, and print tables.

Run: python -m benchmarks.upscaling [--rounds 3] [--frames 4] [--size 320x180]
     python -m benchmarks.upscaling --gpu      animevideov3 and x4plus at 480p, 720p and 1080p, on a CUDA GPU
"""

from __future__ import annotations

import os
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator, Sequence
from importlib import import_module
from statistics import median
from time import perf_counter, process_time
from typing import Any, NamedTuple

import numpy as np

from benchmarks.tables import middle, table
from benchmarks.upscaling.limits import Limits, measured
from benchmarks.upscaling.ways import Named, on_card, on_processor
from dropcut.ports.sharpening import Picture
from dropcut.upscaling.cuda_runner import card
from dropcut.upscaling.networks import Network, network_named

SIZES = {"480p": (480, 854), "720p": (720, 1280), "1080p": (1080, 1920)}
ON_CARD = ("animevideov3", "x4plus")
_HEAD = ("way", "frames/s", "times the reference", "share of the limit", "CPU s a frame", "times less CPU")


class Took(NamedTuple):
    """One round of one way."""

    rate: float
    """Frames a second, by the clock."""
    cpu: float
    """Seconds of all cores for a frame: what a busy machine changes least."""


def main() -> None:
    """Print the table of this machine, and which rows it cannot tell."""
    told = _told()
    if told.gpu:
        _on_card(told)
        return
    wide, high = (int(side) for side in told.size.split("x"))
    threads = told.threads or os.cpu_count() or 1
    import_module("torch").set_num_threads(threads)
    limits = measured("cpu")
    print(f"{threads} cores, {told.frames} frames of {wide}x{high}, {told.rounds} rounds of every way in turn; medians.")
    print(f"Measured here: {limits.flops / 1e9:.0f} GFLOP/s of matrix products in 32 bits, {limits.bytes / 1e9:.1f} GB/s.\n")
    network = network_named(told.model)
    _print(network, (high, wide), on_processor(network, threads), limits, told)
    print("\nNot measured in this run: every row of a GPU (python -m benchmarks.upscaling --gpu).")


def _told() -> Namespace:
    parser = ArgumentParser(prog="benchmarks.upscaling")
    parser.add_argument("--gpu", action="store_true")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--frames", type=int, default=4)
    parser.add_argument("--threads", type=int, default=0)
    parser.add_argument("--size", default="320x180")
    parser.add_argument("--model", default="animevideov3")
    return parser.parse_args()


def _on_card(told: Namespace) -> None:
    name = card()
    if name is None:
        print("There is no CUDA GPU here: no row was measured.")
        return
    torch: Any = import_module("torch")
    limits = measured("cuda")
    print(f"{name}, torch {torch.__version__}; {told.rounds} rounds of every way in turn; medians.")
    print(f"Measured here: {limits.flops / 1e12:.0f} TFLOP/s of matrix products in 16 bits, {limits.bytes / 1e9:.0f} GB/s.")
    for model in ON_CARD:
        network = network_named(model)
        for size in SIZES.values():
            print()
            _print(network, size, on_card(network), limits, told)


def _print(network: Network, size: tuple[int, int], ways: Sequence[Named], limits: Limits, told: Namespace) -> None:
    pictures = list(_pictures(told.frames, *size))
    for named in ways:
        named.way(pictures[:1])  # what is read, compiled or recorded once is not what is timed
    rounds = [{named.name: _timed(named, pictures) for named in ways} for _ in range(told.rounds)]
    bounds = limits.frames(network.architecture, *size, number=2 if told.gpu else 4)
    most, what = bounds.least
    told_limits = f"{bounds.arithmetic:.2f} frames/s by arithmetic and {bounds.memory:.2f} by memory"
    print(f"{network.name} at {size[1]}x{size[0]}; at most {told_limits}: {what} binds.\n")
    first = ways[0].name
    rows = [_row(named.name, first, rounds, most) for named in ways]
    print(table(_HEAD, rows))


def _row(name: str, first: str, rounds: Sequence[dict[str, Took]], most: float) -> tuple[str, ...]:
    rates = [each[name].rate for each in rounds]
    times = median(each[name].rate / each[first].rate for each in rounds)
    work = median(each[first].cpu / each[name].cpu for each in rounds)
    cpu = middle([each[name].cpu for each in rounds], 2)
    return name, middle(rates, 2), f"{times:.2f}", f"{median(rates) / most:.0%}", cpu, f"{work:.2f}"


def _timed(named: Named, pictures: Sequence[Picture]) -> Took:
    begin, worked = perf_counter(), process_time()
    count = named.way(pictures)
    return Took(count / (perf_counter() - begin), (process_time() - worked) / count)


def _pictures(count: int, high: int, wide: int) -> Iterator[Picture]:
    """Edges, shades and noise: what they show changes no figure."""
    rng = np.random.default_rng(5)
    coarse = rng.integers(0, 256, (high // 8 + 1, wide // 8 + 1, 3)).repeat(8, 0).repeat(8, 1)[:high, :wide]
    for _ in range(count):
        yield np.clip(coarse + rng.integers(-8, 9, coarse.shape), 0, 255).astype(np.uint8)


if __name__ == "__main__":
    main()
