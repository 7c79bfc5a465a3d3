"""The two kinds of network as modules of torch, their tensors named as their makers named them.

torch is imported when a network is built, and its classes are made then: importing dropcut loads none.
"""

from __future__ import annotations

from functools import cache
from importlib import import_module
from typing import Any, TypeAlias

from dropcut.upscaling.architectures import Architecture, Compact, Rrdb
from dropcut.upscaling.weights import Weights

Module: TypeAlias = Any
Tensor: TypeAlias = Any

_SLOPE = 0.2
_RESIDUE = 0.2
_ENDS = frozenset(("conv_first", "conv_last"))


def network_with(weights: Weights, architecture: Architecture, scale: int) -> Module:
    """The network with its numbers, ready to answer; where `scale` is not its own, its answer is brought to that."""
    torch: Any = import_module("torch")
    network = _compact()(architecture) if isinstance(architecture, Compact) else _rrdb()(architecture)
    network.load_state_dict({name: torch.from_numpy(tensor) for name, tensor in weights.items()}, strict=True)
    whole = network if scale == architecture.scale else _resized()(network, scale / architecture.scale)
    return whole.eval().requires_grad_(requires_grad=False)


def halved(network: Module) -> Module:
    """The same, with numbers of 16 bits (bf16) inside. Convolutions that meet a picture keep their 32, and its fine levels."""
    torch: Any = import_module("torch")
    for name, layer in network.named_modules():
        if isinstance(layer, torch.nn.Conv2d) and name.rpartition(".")[2] not in _ENDS:
            layer.to(torch.bfloat16)
    return network


@cache
def _compact() -> Module:
    nn: Any = import_module("torch.nn")
    functional = nn.functional

    class CompactNetwork(nn.Module):  # type: ignore[misc] # Any, as torch may not be here
        """Each pixel's answer is its own colour, everywhere, and what the row of convolutions adds to that."""

        def __init__(self, kind: Compact) -> None:
            super().__init__()
            self.scale = kind.scale
            layers = [_conv(3, kind.features), nn.PReLU(kind.features)]
            for _ in range(kind.convs):
                layers += [_conv(kind.features, kind.features), nn.PReLU(kind.features)]
            self.body = nn.Sequential(*layers, _conv(kind.features, 3 * kind.scale**2))

        def forward(self, picture: Tensor) -> Tensor:
            detail = functional.pixel_shuffle(self.body(picture), self.scale)
            return detail + functional.interpolate(picture, scale_factor=self.scale, mode="nearest")

    return CompactNetwork


@cache
def _dense() -> Module:
    torch: Any = import_module("torch")

    class DenseBlock(torch.nn.Module):  # type: ignore[misc]
        """Each convolution sees what all before it made."""

        def __init__(self, kind: Rrdb) -> None:
            super().__init__()
            wide = [kind.features + at * kind.growth for at in range(5)]
            self.conv1, self.conv2, self.conv3, self.conv4 = (_conv(inward, kind.growth) for inward in wide[:4])
            self.conv5 = _conv(wide[4], kind.features)

        def forward(self, features: Tensor) -> Tensor:
            seen = features
            for layer in (self.conv1, self.conv2, self.conv3, self.conv4):
                seen = torch.cat((seen, _leaky(layer(seen))), 1)
            return torch.add(features, self.conv5(seen), alpha=_RESIDUE)

    return DenseBlock


@cache
def _block() -> Module:
    torch: Any = import_module("torch")

    class Block(torch.nn.Module):  # type: ignore[misc]
        """Three dense blocks, of which a little is added."""

        def __init__(self, kind: Rrdb) -> None:
            super().__init__()
            self.rdb1, self.rdb2, self.rdb3 = (_dense()(kind) for _ in range(3))

        def forward(self, features: Tensor) -> Tensor:
            return torch.add(features, self.rdb3(self.rdb2(self.rdb1(features))), alpha=_RESIDUE)

    return Block


@cache
def _rrdb() -> Module:
    nn: Any = import_module("torch.nn")

    class RrdbNetwork(nn.Module):  # type: ignore[misc]
        """All the work at the picture's own size or half of it, then two doublings."""

        def __init__(self, kind: Rrdb) -> None:
            super().__init__()
            self.fold = kind.multiple
            self.conv_first = _conv(3 * kind.multiple**2, kind.features)
            self.body = nn.Sequential(*(_block()(kind) for _ in range(kind.blocks)))
            self.conv_body = _conv(kind.features, kind.features)
            self.conv_up1, self.conv_up2 = _conv(kind.features, kind.features), _conv(kind.features, kind.features)
            self.conv_hr, self.conv_last = _conv(kind.features, kind.features), _conv(kind.features, 3)

        def forward(self, picture: Tensor) -> Tensor:
            first = self.conv_first(nn.functional.pixel_unshuffle(picture, self.fold) if self.fold > 1 else picture)
            first = first.to(self.conv_body.weight.dtype)  # nothing is done where all numbers are alike
            features = first + self.conv_body(self.body(first))
            for doubling in (self.conv_up1, self.conv_up2):
                features = _leaky(doubling(nn.functional.interpolate(features, scale_factor=2, mode="nearest")))
            return self.conv_last(_leaky(self.conv_hr(features)).to(self.conv_last.weight.dtype))

    return RrdbNetwork


@cache
def _resized() -> Module:
    nn: Any = import_module("torch.nn")

    class Resized(nn.Module):  # type: ignore[misc]
        """As the makers' own graphs do it for a scale that is not the network's."""

        def __init__(self, network: Module, factor: float) -> None:
            super().__init__()
            self.network, self.factor = network, factor

        def forward(self, picture: Tensor) -> Tensor:
            return nn.functional.interpolate(self.network(picture), scale_factor=self.factor, mode="bicubic")

    return Resized


def _conv(inward: int, outward: int) -> Module:
    nn: Any = import_module("torch.nn")
    return nn.Conv2d(inward, outward, 3, 1, 1)


def _leaky(features: Tensor) -> Tensor:
    functional: Any = import_module("torch.nn.functional")
    return functional.leaky_relu(features, _SLOPE, inplace=True)
