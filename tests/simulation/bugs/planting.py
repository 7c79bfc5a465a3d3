"""How a mistake is planted: small textual patches to a copy of the shipped package."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from shutil import copytree, ignore_patterns

import dropcut


@dataclass(frozen=True)
class Patch:
    """What stands in a file of the package, exactly once, and what shall stand there instead."""

    file: str
    old: str
    new: str


@dataclass(frozen=True)
class Bug:
    """A mistake somebody might make."""

    name: str
    patches: tuple[Patch, ...]


def bug(name: str, file: str, old: str, new: str) -> Bug:
    """A mistake in one place."""
    return Bug(name, (Patch(file, old, new),))


def planted(mistake: Bug, folder: Path) -> Path:
    """A copy of the package with the mistake in it, in a folder to be put first on the path.

    Raises ValueError when the text to be changed is not there exactly once: then the mistake must be written anew.
    """
    source = Path(dropcut.__file__).parent
    copytree(source, folder / "dropcut", ignore=ignore_patterns("__pycache__"))
    for patch in mistake.patches:
        target = folder / "dropcut" / patch.file
        text = target.read_text()
        if text.count(patch.old) != 1:
            raise ValueError(f"{mistake.name}: {patch.file} holds {patch.old!r} {text.count(patch.old)} times, not once")
        target.write_text(text.replace(patch.old, patch.new))
    return folder
