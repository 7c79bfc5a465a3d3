"""The outlook of the product's own recipes, as `engine.pipeline` names it."""

from __future__ import annotations

from typing import Final

from dropcut.domain.material import Material
from dropcut.domain.measures import Work
from dropcut.domain.values import Value
from dropcut.outlook import guessing
from dropcut.outlook.amounts import MEASURED, fits, work_of
from dropcut.outlook.supposing import supposed
from dropcut.ports.outlook import Outlook, Side

_GUESSES: Final = {Side.SHORT: guessing.SHORT, Side.LIKELY: guessing.LIKELY, Side.LONG: guessing.LONG}
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

    def work(self, step: str, inputs: Value) -> Work:
        """How much a task has to do."""
        return work_of(step, inputs)

    def supposed(self, step: str, inputs: Value, key: str, side: Side) -> object | None:
        """What it will about give."""
        if step in MEASURED and not fits(step, inputs):
            return None
        return supposed(step, inputs, key, _GUESSES[side])

    def is_planning(self, step: str) -> bool:
        """Whether it only reckons."""
        return step in _PLANNING

    def is_probing(self, step: str) -> bool:
        """Whether it only looks."""
        return step in _PROBING

    def rests_on(self, step: str, inputs: Value) -> str:
        """How long the programme becomes is all that depends on the side."""
        material = getattr(inputs, "material", None)
        if step != "align" or not isinstance(material, Material):
            return ""
        return guessing.RESTS_ON_WORDS if material.script else guessing.RESTS_ON_FOOTAGE


OUTLOOK: Final[Outlook] = _Foreseen()
