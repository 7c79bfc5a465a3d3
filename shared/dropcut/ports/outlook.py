"""What can be foreseen of a recipe's steps: contract of whoever knows them."""

from __future__ import annotations

from enum import StrEnum
from typing import Protocol

from dropcut.domain.habits import Habits, Programme
from dropcut.domain.measures import Work
from dropcut.domain.values import Value


class Side(StrEnum):
    """On which side of what is likely something is guessed."""

    SHORT = "short"
    LIKELY = "likely"
    LONG = "long"


class Outlook(Protocol):
    """Pure: it reads no file and asks nobody. The same inputs give the same answers."""

    def work(self, step: str, inputs: Value) -> Work:
        """How much a task has to do. Of a step that is not known: nothing that could be measured."""

    def supposed(self, step: str, inputs: Value, key: str, side: Side) -> object | None:
        """What a task will about give, as its kind of value; its blobs are nobody's. None where nothing can be supposed."""

    def is_planning(self, step: str) -> bool:
        """Whether the step only reckons with its inputs: then it is run at once, on what is supposed too."""

    def is_probing(self, step: str) -> bool:
        """Whether the step is cheap, and what it tells of the user's files or of this machine cannot be supposed."""

    def rests_on(self, step: str, inputs: Value) -> str:
        """The sentence that tells how what is supposed of this task was guessed; empty where it does not depend on the side."""

    def going_by(self, habits: Habits) -> Outlook:
        """The same, supposing that programmes become as they did in a home."""

    def tells(self, step: str) -> bool:
        """Whether what a task of this step gave tells how long a programme became."""

    def programme(self, step: str, inputs: Value, given: object) -> Programme | None:
        """What it tells; None where it says nothing of that."""


class NoOutlook:
    """Of recipes whose steps nobody knows: each step takes as long one time as another, and nothing can be foreseen."""

    def work(self, _step: str, _inputs: Value) -> Work:
        """None that could be measured."""
        return Work()

    def supposed(self, _step: str, _inputs: Value, _key: str, _side: Side) -> object | None:
        """Nothing."""
        return None

    def is_planning(self, _step: str) -> bool:
        """No."""
        return False

    def is_probing(self, _step: str) -> bool:
        """No."""
        return False

    def rests_on(self, _step: str, _inputs: Value) -> str:
        """Nothing."""
        return ""

    def going_by(self, _habits: Habits) -> Outlook:
        """Nothing depends on them."""
        return self

    def tells(self, _step: str) -> bool:
        """No."""
        return False

    def programme(self, _step: str, _inputs: Value, _given: object) -> Programme | None:
        """Nothing."""
        return None
