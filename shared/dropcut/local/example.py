"""The example that comes with Dropcut: a small drop with its script, ready to be cut."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Final

from dropcut.domain.errors import Permanent

_PACKAGED: Final = Path(__file__).parent / "first-cut"
_IN_THE_REPOSITORY: Final = Path(__file__).parents[3] / "examples" / "first-cut"
_FOOTAGE: Final = {".mp4", ".mov", ".wav", ".md", ".yaml"}
_ABOUT_IT: Final = "README.md"


def lay_out(folder: Path) -> None:
    """Copy the example's footage and script into `folder`; files that are there already stay as they are."""
    source = next((place for place in (_PACKAGED, _IN_THE_REPOSITORY) if place.is_dir()), None)
    if source is None:
        raise Permanent("The example did not come with this installation.", "Clone the repository, and run make demo there.")
    folder.mkdir(parents=True, exist_ok=True)
    for file in sorted(source.iterdir()):
        target = folder / file.name
        if file.suffix in _FOOTAGE and file.name != _ABOUT_IT and not target.exists():
            shutil.copyfile(file, target)
