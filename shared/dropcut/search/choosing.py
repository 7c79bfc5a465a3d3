"""Which engine understands: the best of those that this machine has."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final, NamedTuple

from dropcut.domain.meaning import ChosenMeaning, MeaningWish
from dropcut.domain.settings import Speech
from dropcut.domain.speech import Engine
from dropcut.domain.wording import printable
from dropcut.editing.meaning.vocabulary import LANGUAGE
from dropcut.search import minilm, sentences
from dropcut.search.engines import INSTALL
from dropcut.search.weights import Weights, found_weights

_MISSING: Final = "Lines that nobody says word for word stay missing"


class Way(NamedTuple):
    """One engine."""

    is_installed: Callable[[], bool]
    engine_with: Callable[[Weights], Engine]
    why: str


BEST_FIRST: Final = (
    Way(sentences.KIND.is_installed, sentences.KIND.engine_with, "torch is on this machine"),
    Way(minilm.KIND.is_installed, minilm.KIND.engine_with, "it needs no torch"),
)


def chosen(
    wish: MeaningWish, ways: Sequence[Way] = BEST_FIRST, weights: Callable[[], Weights | None] = found_weights
) -> ChosenMeaning:
    """One engine for the whole job, and one sentence why; or none, and what to do."""
    if wish.language != LANGUAGE:
        return _none(f"meaning is understood in English only, not in the language {printable(wish.language)!r}.")
    if wish.hearing.name == Speech.GUIDED.value:
        return _none(
            "the guided engine tells no other words than the script's. With Whisper (--speech whisper) or a transcript beside "
            "every clip they are also looked for in other words."
        )
    way = next((way for way in ways if way.is_installed()), None)
    found = weights() if way else None
    if way is None or found is None:
        return _none(f"nothing on this machine understands other words. {INSTALL}")
    engine = way.engine_with(found)
    why = f"Lines that nobody says word for word were looked for in other words by {engine.name} ({found.name}): {way.why}."
    return ChosenMeaning(engine=engine, why=why)


def _none(why: str) -> ChosenMeaning:
    return ChosenMeaning(engine=None, why=f"{_MISSING}: {why}")
