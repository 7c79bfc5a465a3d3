"""The commonest words of English, as the model that the recogniser carries counted them: what other speech is made of."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from heapq import nlargest
from pathlib import Path
from typing import Final

from dropcut.speech.lexicon import read_lexicon

HOW_MANY: Final = 500
"""Measured: with 100, off-script speech is bent into the lines; with 2000, nothing is gained and a tenth of the speed lost."""
_PLAIN: Final = re.compile(r"[a-z][a-z']*")


@cache
def common_words(model: Path) -> Mapping[str, float]:
    """Words with how likely each is."""
    from pocketsphinx import Config, LogMath, NGramModel  # type: ignore[import-untyped]

    scale = LogMath()
    counted = NGramModel(Config(), scale, str(model / "en-us.lm.bin"))
    lexicon = read_lexicon(dictionary_of(model))
    words = [word for word in lexicon.entries if _PLAIN.fullmatch(word)]
    ranked = nlargest(HOW_MANY, ((counted.prob([word]), word) for word in words))
    return {word: float(scale.exp(chance)) for chance, word in ranked}


def dictionary_of(model: Path) -> Path:
    """The pronouncing dictionary that lies beside the model."""
    return model / "cmudict-en-us.dict"
