from __future__ import annotations

from pathlib import Path

import pytest

from dropcut.domain.errors import Permanent
from dropcut.domain.meaning import MeaningWish
from dropcut.domain.speech import Engine
from dropcut.search.choosing import Way, chosen
from dropcut.search.engines import meaning_of
from dropcut.search.weights import Weights

WHISPER = Engine(name="whisper", version="1")
WISH = MeaningWish(language="en", hearing=WHISPER)


def way(name: str, *, here: bool) -> Way:
    return Way(lambda: here, lambda weights: Engine(name=name, version=weights.digest), f"{name} is liked")


def weights() -> Weights:
    return Weights(Path("nowhere"))


def test_the_best_engine_of_this_machine_is_chosen_and_named_with_its_reason() -> None:
    ways = (way("best", here=False), way("light", here=True), way("last", here=True))
    told = chosen(WISH, ways, weights)
    assert told.engine == Engine(name="light", version=weights().digest)
    assert told.why == (
        "Lines that nobody says word for word were looked for in other words by light (all-MiniLM-L6-v2): light is liked."
    )


@pytest.mark.parametrize(("here", "found"), [(False, weights), (True, lambda: None)])
def test_what_is_not_installed_is_told_with_what_to_install(here: bool, found: type[Weights]) -> None:  # noqa: FBT001 - a case
    told = chosen(WISH, (way("light", here=here),), found)
    assert told.engine is None
    assert "Lines that nobody says word for word stay missing" in told.why
    assert "pip install 'dropcut[meaning]'" in told.why


def test_another_language_than_english_is_not_understood_and_that_is_said() -> None:
    told = chosen(WISH.model_copy(update={"language": "de"}), (way("light", here=True),), weights)
    assert (told.engine, "'de'" in told.why) == (None, True)


def test_what_the_guided_engine_hears_is_not_understood_and_that_is_said() -> None:
    guided = MeaningWish(language="en", hearing=Engine(name="guided", version="1"))
    told = chosen(guided, (way("light", here=True),), weights)
    assert told.engine is None
    assert "the guided engine" in told.why
    assert "--speech whisper" in told.why


def test_an_engine_of_another_machine_is_refused() -> None:
    with pytest.raises(Permanent) as caught:
        meaning_of(Engine(name="minilm", version="of another machine"))
    assert caught.value.hint
    with pytest.raises(Permanent):
        meaning_of(Engine(name="oracle", version="1"))
