"""The ways that are timed side by side."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from benchmarks.upscaling.reference import Reference
from dropcut.ports.sharpening import Picture
from dropcut.upscaling.cuda_runner import CudaRunner
from dropcut.upscaling.ncnn_runner import NcnnRunner
from dropcut.upscaling.networks import Network
from dropcut.upscaling.running import Run, Runner
from dropcut.upscaling.shipped import shipped_weights
from dropcut.upscaling.torch_runner import HalvedRunner, TorchRunner

Way = Callable[[Sequence[Picture]], int]
"""Makes some pictures larger and tells how many."""
TILES = 400
"""Of the reference way with tiles: what its makers' pages recommend for cards that are short of memory."""


class Named(NamedTuple):
    """A way and what it is called."""

    name: str
    way: Way


def on_processor(network: Network, threads: int) -> list[Named]:
    """Our engines, and the reference way whole and in tiles."""
    weights, scale = shipped_weights(network)[0], network.architecture.scale
    return [
        Named("reference, whole pictures", _reference(Reference.of(network, weights, 0, "cpu"))),
        Named("reference, tiles of 200", _reference(Reference.of(network, weights, 200, "cpu"))),
        Named("dropcut, ncnn", _ours(NcnnRunner(network, scale, threads))),
        Named("dropcut, torch", _ours(TorchRunner(network, scale, threads, lambda: weights))),
        Named("dropcut, torch, 16 bits inside", _ours(HalvedRunner(network, scale, threads, lambda: weights))),
    ]


def on_card(network: Network) -> list[Named]:
    """Ours with and without kernels of torch.compile's, and the reference way whole and in tiles."""
    weights, scale = shipped_weights(network)[0], network.architecture.scale
    return [
        Named("reference, whole pictures", _reference(Reference.of(network, weights, 0, "cuda"))),
        Named(f"reference, tiles of {TILES}", _reference(Reference.of(network, weights, TILES, "cuda"))),
        Named("dropcut, CUDA graph", _ours(CudaRunner(network, scale, lambda: weights))),
        Named("dropcut, CUDA graph of compiled kernels", _ours(CudaRunner(network, scale, lambda: weights, compiled=True))),
    ]


def _reference(reference: Reference) -> Way:
    return lambda pictures: sum(1 for picture in pictures if reference.enhanced(picture).size)


def _ours(runner: Runner) -> Way:
    return lambda pictures: sum(1 for _ in Run(runner, lambda: None).through(pictures))
