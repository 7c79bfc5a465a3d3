"""One engine and network for a job: what was asked for, or the best of what is here, and why in one sentence."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from dropcut.domain.errors import Permanent
from dropcut.domain.models import KeptModel, ModelKind
from dropcut.domain.upscaling import SharpenerWish
from dropcut.domain.values import Sha256
from dropcut.upscaling.choosing import chosen
from dropcut.upscaling.engines import sharpener_of
from dropcut.upscaling.networks import NETWORKS
from dropcut.upscaling.running import Runner
from dropcut.upscaling.sharpeners import engine_of
from dropcut.upscaling.ways import BEST_FIRST, HALVED, NCNN, PROCESSOR, Asked, Ready, Way
from tests.unit.upscaling.drawn import picture
from tests.unit.upscaling.machine import need_ncnn, need_torch

DIGEST = Sha256("ab" * 32)


def way(kind: str, where: str | None, has: Callable[[Asked], bool] = lambda _: True) -> Way:
    """A way on a machine that we think of; it has the weights of some networks."""

    def ready(asked: Asked) -> Ready:
        if not has(asked):
            raise Permanent(f"The weights of {asked.network.name} are not here.", "Fetch them.")
        return Ready(engine_of(kind, where or "", asked.network, asked.scale, DIGEST), DIGEST, no_runner)

    return Way(kind, lambda: where, ready)


def no_runner(_threads: int) -> Runner:
    raise AssertionError


def kept(*names: str) -> tuple[KeptModel, ...]:
    return tuple(KeptModel(kind=ModelKind.UPSCALING, name=name, folder=Path(name), digest=DIGEST) for name in names)


def shipped(asked: Asked) -> bool:
    return asked.scale in asked.network.shipped


CARD, NO_CARD = way("torch", "an L4"), way("torch", None)
NCNN_HERE, NO_NCNN = way("ncnn", "the processor", shipped), way("ncnn", None)
TORCH_HERE = way("torch", "the processor")


def test_with_a_gpu_it_is_torch() -> None:
    choice = chosen(SharpenerWish(scale=4), (), (CARD, NCNN_HERE, TORCH_HERE))
    assert choice.sharpening.kind == "torch"
    assert "torch on an L4" in choice.why


def test_without_a_gpu_it_is_ncnn_which_needs_no_download() -> None:
    choice = chosen(SharpenerWish(scale=2), (), (NO_CARD, NCNN_HERE, TORCH_HERE))
    assert (choice.sharpening.kind, choice.sharpening.model, choice.sharpening.scale) == ("ncnn", "animevideov3", 2)
    assert choice.why == (
        "Pictures are made larger by ncnn on the processor, as it needs no GPU and no download, "
        "with the network animevideov3, which is the quickest."
    )


def test_a_way_that_a_network_gains_nothing_by_is_not_taken() -> None:
    large = replace(TORCH_HERE, suits=lambda network: network.name == "x4plus")
    ways = (NO_CARD, large, NCNN_HERE)
    assert chosen(SharpenerWish(scale=4), (), ways).sharpening.kind == "ncnn"
    assert chosen(SharpenerWish(scale=4, model="x4plus"), (), ways).sharpening.kind == "torch"
    assert chosen(SharpenerWish(scale=4, model="x4plus", engine="ncnn"), (), ways).sharpening.kind == "ncnn"


def test_16_bits_come_before_32_for_the_large_networks_alone() -> None:
    assert BEST_FIRST.index(HALVED) < BEST_FIRST.index(NCNN) < BEST_FIRST.index(PROCESSOR)
    assert {network.name for network in NETWORKS if HALVED.suits(network)} == {"x4plus", "x2plus", "x4plus-anime"}


def test_what_was_chosen_with_16_bits_is_never_made_with_32() -> None:
    need_torch()
    kinds = (replace(HALVED, where=lambda: "the processor"),), (PROCESSOR,)
    wish = SharpenerWish(scale=4, engine="torch", model="x4plus-anime")
    quick, fine = (chosen(wish, (), ways).sharpening for ways in kinds)
    assert quick.engine != fine.engine
    assert sharpener_of(quick, (), 1, kinds[0]).engine == quick.engine
    with pytest.raises(Permanent, match=r"16 bits inside.*32 bits"):
        sharpener_of(quick, (), 1, kinds[1])


def test_a_network_that_only_torch_runs_makes_it_torch() -> None:
    choice = chosen(SharpenerWish(scale=4, model="general-x4v3"), (), (NO_CARD, NCNN_HERE, TORCH_HERE))
    assert choice.sharpening.kind == "torch"
    assert choice.sharpening.denoise is not None
    assert "which was asked for" in choice.why


def test_an_engine_that_was_asked_for_is_taken_or_the_reason_told() -> None:
    choice = chosen(SharpenerWish(scale=4, engine="torch"), (), (NO_CARD, NCNN_HERE, TORCH_HERE))
    assert "as torch was asked for" in choice.why
    with pytest.raises(Permanent, match=r"engine torch is not on this machine.*upscale-torch"):
        chosen(SharpenerWish(scale=4, engine="torch"), (), (NO_CARD, NCNN_HERE))
    with pytest.raises(Permanent, match=r"no engine called 'vulkan'.*auto, torch or ncnn"):
        chosen(SharpenerWish(scale=4, engine="vulkan"), (), (CARD, NCNN_HERE))


def test_where_there_is_nothing_it_says_what_to_install() -> None:
    with pytest.raises(Permanent, match=r"Nothing on this machine .*pip install 'dropcut\[upscale\]'"):
        chosen(SharpenerWish(scale=4), (), (NO_CARD, NO_NCNN))


def test_where_the_weights_are_missing_it_says_what_to_fetch() -> None:
    without = way("torch", "the processor", lambda _: False)
    with pytest.raises(Permanent, match=r"weights of x2plus are not here. Fetch them"):
        chosen(SharpenerWish(scale=2, model="x2plus"), (), (NO_CARD, NCNN_HERE, without))


def test_a_scale_that_a_network_cannot_reach_is_refused_and_a_larger_one_is_brought_down() -> None:
    with pytest.raises(Permanent, match=r"x2plus makes pictures at most 2 times as large, not 4"):
        chosen(SharpenerWish(scale=4, model="x2plus"), (), (CARD,))
    assert chosen(SharpenerWish(scale=2, model="x4plus"), (), (CARD,)).sharpening.scale == 4


def test_the_engine_names_all_that_shapes_its_answers() -> None:
    engines = {
        chosen(SharpenerWish(scale=scale, model=network.name), (), (CARD,)).sharpening.engine
        for network in NETWORKS
        for scale in (2, 4)
        if scale in network.scales
    }
    assert len(engines) == 6
    assert all(DIGEST[:16] in engine.version for engine in engines)


def test_what_was_chosen_is_made_ready_and_nothing_else() -> None:
    need_ncnn()
    choice = chosen(SharpenerWish(scale=2, engine="ncnn"), ()).sharpening
    sharpener = sharpener_of(choice, (), threads=1)
    assert sharpener.engine == choice.engine
    (made,) = sharpener.sharpened([picture(5, 7)], lambda: None)
    assert made.shape == (5 * sharpener.scale, 7 * sharpener.scale, 3)
    assert made.dtype == np.uint8
    older = choice.model_copy(update={"engine": choice.engine.model_copy(update={"version": "0: ncnn 1.0"})})
    with pytest.raises(Permanent, match=r"ncnn 0: ncnn 1.0, but this machine has 1: ncnn"):
        sharpener_of(older, (), threads=1, ways=(NCNN,))
