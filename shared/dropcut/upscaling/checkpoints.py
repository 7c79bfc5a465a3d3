"""Official weights from a file: a `.pth` of PyTorch's, or safetensors. Tensors only: nothing in a file is ever run.

A `.pth` is read once. What it held is kept beside it as safetensors, which need no torch and hold no code.
"""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import sha256
from importlib import import_module
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any, Final
from zipfile import BadZipFile, ZipFile

import numpy as np
import structlog
from numpy.typing import NDArray

from dropcut.domain.errors import Permanent
from dropcut.domain.values import Sha256
from dropcut.domain.wording import size, spoken
from dropcut.upscaling.architectures import Architecture
from dropcut.upscaling.weights import FETCH_AGAIN, Weights, checked

log = structlog.get_logger(__name__)

_MOST_BYTES: Final = 256 * 1024**2
"""Twice the largest official file, with room: what is larger is none of these."""
_KEYS: Final = ("params_ema", "params")
"""Under which their makers keep the tensors, the better ones first."""
_CONVERTED: Final = ".safetensors"
_SOURCE: Final = "converted-from-sha256"
_INSTALL: Final = "Install what reads it: pip install 'dropcut[upscale-torch]'."

Tensors = Mapping[str, NDArray[np.generic]]


def weights_in(path: Path, architecture: Architecture, pinned: Sha256 | None) -> Weights:
    """A network's numbers from a file that is a stranger's. Raises Permanent, saying what is wrong with it.

    With `pinned`, only the file of that digest is read: the official one.
    """
    told = spoken(path.name)
    data = _bytes(path, told)
    digest = Sha256(sha256(data).hexdigest())
    if pinned is not None and digest != pinned:
        raise Permanent(f"{told} is not the file that its makers publish.", FETCH_AGAIN)
    if path.suffix == _CONVERTED:
        return checked(_safetensors(data, told), architecture, told)
    if kept := _kept(path, digest, architecture):
        return kept
    weights = checked(_pickled(path, told), architecture, told)
    _keep(path, digest, weights)
    return weights


def _bytes(path: Path, told: str) -> bytes:
    try:
        if (length := path.stat().st_size) > _MOST_BYTES:
            raise Permanent(f"{told} holds {size(length)}: no network of ours is that large.", FETCH_AGAIN)
        return path.read_bytes()
    except OSError as error:
        raise Permanent(f"{told} cannot be read: {error.strerror}.", FETCH_AGAIN) from error


def _safetensors(data: bytes, told: str) -> Tensors:
    try:
        package: Any = import_module("safetensors.numpy")
    except ModuleNotFoundError as error:
        raise Permanent(f"{told} cannot be read: the package safetensors is not installed.", _INSTALL) from error
    try:
        loaded: Tensors = package.load(data)
    except Exception as error:
        raise Permanent(f"{told} holds no safetensors, or is damaged.", FETCH_AGAIN) from error
    return loaded


def _pickled(path: Path, told: str) -> Tensors:
    try:
        torch: Any = import_module("torch")
    except ModuleNotFoundError as error:
        raise Permanent(f"{told} cannot be read: torch is not installed.", _INSTALL) from error
    _refuse_packed(path, told)
    try:
        held = torch.load(path, map_location="cpu", weights_only=True)
    except Exception as error:  # its reader raises whatever a stranger's bytes lead to
        raise Permanent(f"{told} holds more than tensors, or is damaged: it was not opened.", FETCH_AGAIN) from error
    return _tensors(held, torch, told)


def _refuse_packed(path: Path, told: str) -> None:
    """PyTorch packs nothing: an archive that says otherwise may unpack to anything."""
    try:
        with ZipFile(path) as archive:
            packed = sum(entry.file_size for entry in archive.infolist())
    except BadZipFile:
        return  # written before PyTorch used archives, or damaged: its reader tells
    if packed > _MOST_BYTES:
        raise Permanent(f"{told} unpacks to {size(packed)}: no network of ours is that large.", FETCH_AGAIN)


def _tensors(held: object, torch: Any, told: str) -> Tensors:  # noqa: ANN401 - the package may not be here, and then has no types
    if isinstance(held, Mapping):
        held = next((held[key] for key in _KEYS if key in held), held)
    if not isinstance(held, Mapping) or not all(isinstance(tensor, torch.Tensor) for tensor in held.values()):
        raise Permanent(f"{told} holds no weights under params_ema or params.", FETCH_AGAIN)
    return {str(name): tensor.detach().to(torch.float32).numpy() for name, tensor in held.items() if not tensor.is_sparse}


def _kept(path: Path, digest: Sha256, architecture: Architecture) -> Weights | None:
    """What was converted from exactly this file, when it is whole."""
    kept = path.with_suffix(_CONVERTED)
    if not kept.exists():
        return None
    try:
        package: Any = import_module("safetensors")
        with package.safe_open(kept, "np") as file:
            if (file.metadata() or {}).get(_SOURCE) != digest:
                return None
        return checked(_safetensors(_bytes(kept, spoken(kept.name)), spoken(kept.name)), architecture, spoken(kept.name))
    except Exception:
        log.warning("upscaling.kept-weights-damaged", file=spoken(kept.name), exc_info=True)
        return None


def _keep(path: Path, digest: Sha256, weights: Weights) -> None:
    """Written whole or not at all; a folder that cannot be written costs the next start a second, no more."""
    kept = path.with_suffix(_CONVERTED)
    try:
        package: Any = import_module("safetensors.numpy")
        data = package.save(dict(weights), metadata={_SOURCE: digest})
        with NamedTemporaryFile(dir=kept.parent, prefix=f".{kept.name}", delete=False) as file:
            file.write(data)
        Path(file.name).replace(kept)
    except (ModuleNotFoundError, OSError) as error:
        log.info("upscaling.weights-not-kept", file=spoken(kept.name), why=str(error))
