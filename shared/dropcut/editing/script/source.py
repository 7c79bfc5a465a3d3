"""Where in which file something is wrong, said in one sentence."""

from __future__ import annotations

from dataclasses import dataclass

from dropcut.domain import wording
from dropcut.domain.errors import Permanent


@dataclass(frozen=True)
class Source:
    """A script file as people know it: its name, and what its places are called."""

    name: str
    place: str = "row"

    def spoken(self) -> str:
        """Its name, fit to print."""
        return wording.spoken(self.name)

    def refusal(self, problem: str, hint: str) -> Permanent:
        """What is wrong with the file as a whole: `script.md is empty.`, for one."""
        return Permanent(f"{self.spoken()} {problem}.", hint)

    def refusal_at(self, row: int, problem: str, hint: str) -> Permanent:
        """What is wrong at a place of it: `script.md, row 12, is nested too deeply.`, for one."""
        return Permanent(f"{self.spoken()}, {self.place} {row}, {problem}.", hint)
