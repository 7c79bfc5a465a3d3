"""Reads a Containerfile as far as ours go: its instructions, and what the image runs."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

ROOT = Path(__file__).parents[2]
IMAGES: dict[str, dict[str, str | list[str]]] = json.loads((ROOT / "terraform" / "images.json").read_text())


@dataclass(frozen=True)
class Containerfile:
    """One of them."""

    path: Path

    @cached_property
    def instructions(self) -> tuple[tuple[str, str], ...]:
        """Words in capitals and what follows them, lines put together, without comments."""
        text = "\n".join(line for line in self.path.read_text().splitlines() if not line.lstrip().startswith("#"))
        joined = re.sub(r"\\\n\s*", " ", text)
        return tuple((line.split(None, 1)[0], line.split(None, 1)[1]) for line in joined.splitlines() if line.strip())

    @cached_property
    def last_stage(self) -> tuple[tuple[str, str], ...]:
        """What makes the image that is run."""
        begins = max(index for index, (word, _) in enumerate(self.instructions) if word == "FROM")
        return self.instructions[begins:]

    def of(self, word: str) -> list[str]:
        """What follows this word in the last stage, each time."""
        return [rest for found, rest in self.last_stage if found == word]

    @property
    def command(self) -> list[str]:
        """What the image runs. Fails when a shell would stand before it."""
        (command,) = self.of("CMD")
        parsed = json.loads(command)
        assert all(isinstance(word, str) for word in parsed)
        return list(parsed)

    @property
    def environment(self) -> dict[str, str]:
        """What the image tells its process."""
        return dict(pair.split("=", 1) for line in self.of("ENV") for pair in line.split())

    def copied(self, job: str) -> Iterator[tuple[str, str]]:
        """What of the repository lies where in the image."""
        for line in self.of("COPY"):
            if not line.startswith("--from"):
                source, target = line.split()
                yield source.replace("${JOB}", job), target


def locks_of(image: str) -> list[str]:
    """The locks that an image is filled from."""
    return list(IMAGES[image]["locks"])


def serves(image: str) -> list[str]:
    """The entry points that run in an image."""
    return list(IMAGES[image]["serves"])


def containerfile_of(image: str) -> Containerfile:
    """The file that an image is made by."""
    return Containerfile(ROOT / str(IMAGES[image]["file"]))
