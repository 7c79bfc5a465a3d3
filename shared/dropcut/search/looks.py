"""Pictures and words as vectors of one model (CLIP), so that a clip is found by how it looks.

Optional: it needs sentence-transformers with torch, and one of the models below in the cache of their publisher's site, with
its weights as safetensors. Nothing is fetched, and nothing is unpickled.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from hashlib import file_digest, sha256
from importlib import import_module
from importlib.metadata import version
from importlib.util import find_spec
from io import BytesIO
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from dropcut.domain.errors import Permanent
from dropcut.domain.speech import Engine

NAME: Final = "clip"
MODELS: Final = ("clip-ViT-L-14", "clip-ViT-B-16", "clip-ViT-B-32")
"""The best first, as `sentence-transformers/NAME` is published."""
_PACKAGES: Final = ("sentence_transformers", "torch", "PIL", "huggingface_hub")
_RULES: Final = 1
_AT_ONCE: Final = 16
_SHOWN: Final = 16
_LONGEST: Final = 256
"""Letters of a query: the model reads no more than 77 pieces of words."""
_MOST_PIXELS: Final = 1024 * 1024

Floats = NDArray[np.float32]


@dataclass(frozen=True)
class Looks:
    """A model in a folder. It is read when it is first asked."""

    folder: Path
    name: str

    @cached_property
    def engine(self) -> Engine:
        """Which engine this is: name and version of all that shapes its answers."""
        parts = f"sentence-transformers {version('sentence-transformers')}, torch {version('torch')}"
        return Engine(name=NAME, version=f"{_RULES}: {parts}, {self.name} {_digest(self.folder)}")

    def of_texts(self, texts: Sequence[str], pulse: Callable[[], None]) -> Floats:
        """What is to be seen: a row of length 1 for each text."""
        return self._rows([text[:_LONGEST] for text in texts], pulse)

    def of_pictures(self, pictures: Sequence[bytes], pulse: Callable[[], None]) -> Floats:
        """What is seen: a row of length 1 for each JPEG of ours."""
        return self._rows(list(_opened(pictures)), pulse)

    def _rows(self, given: Sequence[Any], pulse: Callable[[], None]) -> Floats:
        rows = []
        for first in range(0, len(given), _AT_ONCE):
            pulse()
            rows.append(self._model.encode(given[first : first + _AT_ONCE], normalize_embeddings=True, show_progress_bar=False))
        return np.concatenate(rows).astype(np.float32) if rows else np.zeros((0, 0), np.float32)

    @cached_property
    def _model(self) -> Any:  # noqa: ANN401 - the package may not be here, and then has no types
        package = import_module("sentence_transformers")
        safely = {"use_safetensors": True}
        return package.SentenceTransformer(str(self.folder), device="cpu", local_files_only=True, model_kwargs=safely)


def found_looks() -> Looks | None:
    """The best model of this machine; None where there is none. Only what is there: this asks nobody."""
    if any(find_spec(name) is None for name in _PACKAGES):
        return None
    hub = import_module("huggingface_hub")
    for name in MODELS:
        kept = hub.try_to_load_from_cache(f"sentence-transformers/{name}", "modules.json")
        if isinstance(kept, str) and is_whole(Path(kept).parent):
            return Looks(Path(kept).parent, name)
    return None


def is_whole(folder: Path) -> bool:
    """Whether a model lies there whose weights can be read without running what is in them."""
    return (folder / "modules.json").is_file() and any(folder.rglob("*.safetensors"))


@cache
def looks_of(wanted: Engine) -> Looks:
    """`wanted`, read once a process. Raises Permanent when this machine has it not, or in another version."""
    found = found_looks()
    if found is None or found.engine != wanted:
        raise Permanent(
            f"This job looks at pictures with {wanted.name} {wanted.version}, which is not on this machine.",
            "Start the job again, so that what this machine has is chosen.",
        )
    return found


def _opened(pictures: Sequence[bytes]) -> Iterator[Any]:
    image = import_module("PIL.Image")
    for picture in pictures:
        with image.open(BytesIO(picture), formats=("JPEG",)) as opened:
            if opened.width * opened.height > _MOST_PIXELS:
                raise Permanent("A kept still is larger than any of ours.", "Start the job again.")
            yield opened.convert("RGB")


@cache
def _digest(folder: Path) -> str:
    whole = sha256()
    for path in sorted(each for each in folder.rglob("*") if each.is_file()):
        with path.open("rb") as file:
            whole.update(f"{path.relative_to(folder)} {file_digest(file, 'sha256').hexdigest()}\n".encode())
    return whole.hexdigest()[:_SHOWN]
