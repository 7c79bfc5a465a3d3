"""The outlook of the product's own recipes, as `engine.pipeline` names it."""

from __future__ import annotations

from typing import Final

from dropcut.domain.cut import Cut
from dropcut.domain.habits import Habits, Programme
from dropcut.domain.material import Material
from dropcut.domain.measures import Work
from dropcut.domain.values import Value
from dropcut.outlook.amounts import MEASURED, fits, work_of
from dropcut.outlook.cuts import told_by
from dropcut.outlook.guessing import guess, rests_on_footage, rests_on_words
from dropcut.outlook.supposing import supposed
from dropcut.ports.outlook import Outlook, Side

_PLANNING: Final = frozenset({"plan_chunks", "plan_finish"})
_PROBING: Final = frozenset(
    {
        "ingest",
        "read_settings",
        "read_script",
        "choose_hearing",
        "choose_meaning",
        "choose_seeing",
        "choose_matching",
        "choose_encoder",
        "choose_sharpener",
    }
)


class _Foreseen:
    """See `ports.outlook.Outlook`."""

    def __init__(self, habits: Habits) -> None:
        self._habits = habits
        self._guesses = {side: guess(habits, side) for side in Side}

    def work(self, step: str, inputs: Value) -> Work:
        """How much a task has to do."""
        return work_of(step, inputs)

    def supposed(self, step: str, inputs: Value, key: str, side: Side) -> object | None:
        """What it will about give."""
        if step in MEASURED and not fits(step, inputs):
            return None
        return supposed(step, inputs, key, self._guesses[side])

    def is_planning(self, step: str) -> bool:
        """Whether it only reckons."""
        return step in _PLANNING

    def is_probing(self, step: str) -> bool:
        """Whether it only looks."""
        return step in _PROBING

    def rests_on(self, step: str, inputs: Value) -> str:
        """How long the programme becomes is all that depends on the side."""
        material = getattr(inputs, "material", None)
        if not self.tells(step) or not isinstance(material, Material):
            return ""
        return rests_on_words(self._habits) if material.script else rests_on_footage(self._habits)

    def going_by(self, habits: Habits) -> Outlook:
        """Another one, which supposes cuts by these."""
        return _Foreseen(habits)

    def tells(self, step: str) -> bool:
        """A cut is as long as its programme."""
        return step == "align"

    def programme(self, step: str, inputs: Value, given: object) -> Programme | None:
        """What a cut tells, and what it was made of."""
        material = getattr(inputs, "material", None)
        if not self.tells(step) or not isinstance(material, Material) or not isinstance(given, Cut):
            return None
        return told_by(material, given)


OUTLOOK: Final[Outlook] = _Foreseen(Habits())
