"""The ways in which a network can run on this machine: which engine each is, and how it is made ready."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from functools import partial
from typing import Final

from dropcut.domain.errors import Permanent
from dropcut.domain.models import KeptModel
from dropcut.domain.speech import Engine
from dropcut.domain.values import Sha256
from dropcut.upscaling import cuda_runner, ncnn_runner, shipped, torch_runner
from dropcut.upscaling.architectures import Rrdb
from dropcut.upscaling.cuda_runner import CudaRunner
from dropcut.upscaling.ncnn_runner import NcnnRunner
from dropcut.upscaling.networks import Network
from dropcut.upscaling.running import Runner
from dropcut.upscaling.sharpeners import engine_of
from dropcut.upscaling.torch_runner import HalvedRunner, TorchRunner
from dropcut.upscaling.torch_weights import source_of
from dropcut.upscaling.weights import Weights


@dataclass(frozen=True)
class Asked:
    """A network, and what shapes its answers beside it."""

    network: Network
    scale: int
    denoise: Fraction | None
    kept: tuple[KeptModel, ...]


@dataclass(frozen=True)
class Ready:
    """What a way gives."""

    engine: Engine
    weights: Sha256
    runner: Callable[[int], Runner]
    """With that many threads."""


@dataclass(frozen=True)
class Way:
    """One way. `ready` raises Permanent, saying what to install, where this machine lacks something."""

    kind: str
    where: Callable[[], str | None]
    """What it runs on, for people; None where it cannot."""
    ready: Callable[[Asked], Ready]
    suits: Callable[[Network], bool] = lambda _: True
    """Whether the network gains by it."""


def _ncnn(asked: Asked) -> Ready:
    if not ncnn_runner.is_installed():
        raise Permanent("The engine ncnn is not on this machine.", ncnn_runner.INSTALL)
    if asked.scale not in asked.network.shipped:
        fetch = f"pip install 'dropcut[upscale-torch]', then dropcut models pull {asked.network.name}."
        raise Permanent(f"The engine ncnn has no network {asked.network.name}: only torch runs it.", f"Install it: {fetch}")
    files = shipped.files_of(asked.network, asked.scale)
    engine = engine_of("ncnn", f"ncnn {ncnn_runner.version_of_ncnn()}", asked.network, asked.scale, files.digest)
    return Ready(engine, files.digest, lambda threads: NcnnRunner(asked.network, asked.scale, threads))


def _cuda(asked: Asked) -> Ready:
    return _of_torch(asked, "on CUDA in 16 bits", lambda _threads, weights: CudaRunner(asked.network, asked.scale, weights))


def _processor(asked: Asked) -> Ready:
    if not torch_runner.is_installed():
        raise Permanent("The engine torch is not on this machine.", torch_runner.INSTALL)
    return _of_torch(asked, "in 32 bits", partial(TorchRunner, asked.network, asked.scale))


def _halved(asked: Asked) -> Ready:
    return _of_torch(asked, "with 16 bits inside", partial(HalvedRunner, asked.network, asked.scale))


def _of_torch(asked: Asked, how: str, runner: Callable[[int, Callable[[], Weights]], Runner]) -> Ready:
    source = source_of(asked.network, asked.denoise, asked.kept)
    parts = f"torch {torch_runner.version_of_torch()} {how}"
    engine = engine_of("torch", parts, asked.network, asked.scale, source.digest)
    return Ready(engine, source.digest, lambda threads: runner(threads, source.read))


def _large(network: Network) -> bool:
    return isinstance(network.architecture, Rrdb)


CUDA: Final = Way("torch", cuda_runner.card, _cuda)
NCNN: Final = Way("ncnn", lambda: "the processor" if ncnn_runner.is_installed() else None, _ncnn)
PROCESSOR: Final = Way("torch", lambda: "the processor" if torch_runner.is_installed() else None, _processor)
HALVED: Final = Way("torch", lambda: "the processor" if torch_runner.counts_in_16_bits() else None, _halved, _large)
BEST_FIRST: Final = (CUDA, HALVED, NCNN, PROCESSOR)
