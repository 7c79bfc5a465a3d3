"""ncnn's files are read as they are written, and damaged ones refused in a sentence."""

from __future__ import annotations

import numpy as np
import pytest

from dropcut.domain.errors import Permanent
from dropcut.upscaling.architectures import Compact
from dropcut.upscaling.ncnn_files import weights_of
from dropcut.upscaling.networks import NETWORKS
from dropcut.upscaling.shipped import shipped_weights
from tests.unit.upscaling.invented import numbers
from tests.unit.upscaling.machine import need_ncnn

KIND = Compact(convs=1, features=5)
"""An odd number of features, so that weights of 16 bits need padding."""
TELLS = {"half": (0x01306B47, "<f2"), "whole": (0, "<f4")}


def written(kind: Compact, tag: str) -> tuple[str, bytes]:
    graph, row = ["7767517", "9 9", "Input in 0 1 data"], b""
    weights = numbers(kind)
    for name, tensor in weights.items():
        if tensor.ndim == 4:
            out, size = tensor.shape[0], tensor.size
            graph.append(f"Convolution {name} 1 1 a b 0={out} 1=3 4=1 5=1 6={size}")
            mark, form = TELLS[tag]
            piece = tensor.astype(form).tobytes()
            row += mark.to_bytes(4, "little") + piece + bytes(-len(piece) % 4)
            row += weights[name.replace("weight", "bias")].astype("<f4").tobytes()
        elif name.endswith("weight"):
            graph.append(f"PReLU {name} 1 1 a b 0={tensor.size}")
            row += tensor.astype("<f4").tobytes()
    return "\n".join(graph), row


@pytest.mark.parametrize("tag", TELLS)
def test_weights_are_read_as_they_were_written(tag: str) -> None:
    graph, row = written(KIND, tag)
    read = weights_of(graph, row, KIND, "net")
    for name, tensor in numbers(KIND).items():
        as_kept = tensor.astype(np.float16).astype(np.float32) if tag == "half" and tensor.ndim == 4 else tensor
        assert np.array_equal(read[name], as_kept)


@pytest.mark.parametrize(
    ("spoil", "wrong"),
    [
        (lambda graph, row: (graph, row[:-1]), "ends too early"),
        (lambda graph, _: (graph, b""), "cannot be read|ends too early"),
        (lambda graph, row: (graph, row + b"\0" * 4), "is not this network's"),
        (lambda graph, row: (graph, b"\1" + row[1:]), "of a kind that cannot be read"),
        (lambda _, row: ("", row), "no graph"),
        (lambda _, row: ("7767517", row), "is not this network's"),
        (lambda graph, row: (graph.replace("0=5", "0=-5"), row), "no graph"),
        (lambda graph, row: (graph.replace("6=", "6=9"), row), "ends too early"),
        (lambda graph, row: (graph.replace(" 6=", " 7="), row), "no graph"),
        (lambda graph, row: (graph.replace("PReLU", "Sigmoid"), row), "cannot be read|is not|ends"),
    ],
)
def test_what_is_damaged_is_refused_in_a_sentence(spoil, wrong: str) -> None:  # type: ignore[no-untyped-def] # noqa: ANN001
    graph, row = spoil(*written(KIND, "half"))
    with pytest.raises(Permanent, match=f"^net .*({wrong})"):
        weights_of(graph, row, KIND, "net")


def test_every_network_that_is_shipped_can_be_read() -> None:
    need_ncnn()
    for network in NETWORKS:
        if network.shipped:
            weights, digest = shipped_weights(network)
            assert list(weights) == list(network.architecture.shapes)
            assert len(digest) == 64
