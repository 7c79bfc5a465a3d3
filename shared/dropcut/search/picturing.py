"""Which engine matches pictures with what is asked for: the best of those that this machine has."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from dropcut.domain.pictures import ChosenMatching, MatchingWish
from dropcut.domain.wording import printable
from dropcut.editing.meaning.vocabulary import LANGUAGE
from dropcut.search.choosing import BEST_FIRST, Way
from dropcut.search.engines import INSTALL
from dropcut.search.looks import Looks, found_looks
from dropcut.search.weights import Weights, found_weights

_BY_WORDS: Final = "Pictures were matched with what is asked for by words alone"


def chosen(
    wish: MatchingWish,
    ways: Sequence[Way] = BEST_FIRST,
    weights: Callable[[], Weights | None] = found_weights,
    looks: Callable[[], Looks | None] = found_looks,
) -> ChosenMatching:
    """One engine for the whole job, and why; or none, and what to do. How clips look counts too, where a model sees."""
    told, seen = _by_words(wish, ways, weights), looks()
    if seen is None:
        return told
    why = f"{told.why} How clips look was compared too, by {seen.engine.name} ({seen.name})."
    return told.model_copy(update={"why": why, "looks": seen.engine})


def _by_words(wish: MatchingWish, ways: Sequence[Way], weights: Callable[[], Weights | None]) -> ChosenMatching:
    if wish.language != LANGUAGE:
        said = f"meaning is understood in English only, not in the language {printable(wish.language)!r}."
        return ChosenMatching(engine=None, why=f"{_BY_WORDS}: {said}")
    way = next((way for way in ways if way.is_installed()), None)
    found = weights() if way else None
    if way is None or found is None:
        return ChosenMatching(engine=None, why=f"{_BY_WORDS}: nothing on this machine understands other words. {INSTALL}")
    engine = way.engine_with(found)
    return ChosenMatching(
        engine=engine, why=f"Pictures were matched with what is asked for by {engine.name} ({found.name}): {way.why}."
    )
