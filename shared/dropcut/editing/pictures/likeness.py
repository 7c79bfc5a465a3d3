"""How near what is known of clips is to what is asked for: by meaning where a model tells it, and by words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from math import log
from typing import Final

import numpy as np
from numpy.typing import NDArray

from dropcut.domain.pictures import Source, Told
from dropcut.editing.meaning.sentences import bare_stem
from dropcut.editing.meaning.vocabulary import LANGUAGE, SMALL_WORDS
from dropcut.editing.words.tokens import line_tokens

_NEAREST: Final = 0.65
_ON_AVERAGE: Final = 0.2
_WORDS: Final = 0.15
"""What each counts: the nearest text of a clip, all its texts together, and the words that both have. See
`docs/decisions/0055-pictures-by-meaning.md`."""
_COMMON: Final = 0.3
"""So much of what all clips of the drop have in common is taken off: it tells none from another."""
_FEWEST_ASKED: Final = 2
_NEAREST_ASKED: Final = 4
_ANYWAY: Final = 0.5
"""So much of how near a clip is to the nearest few of all wishes, beyond what clips are on average, is taken off."""
_LOOKS: Final = 0.6
"""What it counts when a model that sees is sure: as much as a name that says it."""
_CERTAINTY: Final = 100.0
"""By which such models weigh likeness themselves."""
_SEEN: Final = 0.2
"""Below this, such a model sees nothing of it."""
_BY_LOOK: Final = Told(source=Source.LOOK, text="")
_BEGINNING: Final = 5
"""Words that begin with the same so many letters may be one word: `harbour` and `harbours` in any language."""
_MAYBE: Final = 0.7
_SHORTEST: Final = 3

Floats = NDArray[np.float32]


@dataclass(frozen=True)
class Described:
    """A clip, as it is compared."""

    told: Sequence[Told]
    vectors: Floats | None = None
    """One row for each text, of length 1; None where nothing understands."""
    looks: Floats | None = None
    """One row for each scene, of length 1; None where nothing tells how it looks."""


@dataclass(frozen=True)
class Nearness:
    """How near a clip is, from 0 to 1, and by which of its texts."""

    score: float
    by: Told | None

    def less(self, amount: float) -> Nearness:
        """By so much, from 0 to 1 still."""
        return Nearness(min(1.0, max(0.0, self.score - amount)), self.by)


@dataclass(frozen=True)
class Gallery:
    """All clips that can be chosen from, compared with one wish after another."""

    clips: Sequence[Described]
    language: str
    asked: Mapping[str, Floats] = field(default_factory=dict)
    """All that is wished for, and what it means; nothing where nothing understands."""

    def nearness(self, words: str, vector: Floats | None, look: Floats | None = None) -> list[Nearness]:
        """Of every clip, in their order; `look` is how that would look, to the model that told how the clips do."""
        told = self._told(words, vector)
        if vector is not None:
            told = [one.less(by) for one, by in zip(told, self._near_anyway, strict=True)]
        return told if look is None else [max(pair, key=_score) for pair in zip(told, self._seen(look), strict=True)]

    def _told(self, words: str, vector: Floats | None) -> list[Nearness]:
        wanted = self._telling(words)
        return [self._one(number, wanted, vector) for number in range(len(self.clips))]

    @cached_property
    def _near_anyway(self) -> Sequence[float]:
        """What is taken off each clip: who is near to whatever is asked for is told by that less than others are."""
        if len(self.asked) < _FEWEST_ASKED:
            return [0.0] * len(self.clips)
        scores = np.array([[one.score for one in self._told(words, vector)] for words, vector in self.asked.items()])
        nearest = np.sort(scores, axis=0)[-_NEAREST_ASKED:].mean(axis=0)
        return [float(_ANYWAY * (one - nearest.mean())) for one in nearest]

    def _seen(self, look: Floats) -> list[Nearness]:
        """How sure the model is of each clip among all of them, as such models are asked."""
        alike = np.array([float((clip.looks @ look).max()) if _is_seen(clip) else -1.0 for clip in self.clips])  # type: ignore[operator]
        chances = np.exp(_CERTAINTY * (alike - alike.max()))
        sure = chances / chances.sum()
        return [
            Nearness(_LOOKS * float(share) if likeness >= _SEEN else 0.0, _BY_LOOK)
            for share, likeness in zip(sure, alike, strict=True)
        ]

    def _one(self, number: int, wanted: Sequence[str], vector: Floats | None) -> Nearness:
        clip = self.clips[number]
        if not clip.told:
            return Nearness(0.0, None)
        shared = [self._shared(wanted, words) for words in self._words[number]]
        most = max(shared)
        if vector is None or clip.vectors is None:
            return Nearness(most, clip.told[shared.index(most)] if most else None)
        alike = clip.vectors @ (vector - _COMMON * self._common)
        mixed = [_NEAREST * float(one) + _WORDS * share for one, share in zip(alike, shared, strict=True)]
        nearest = int(np.argmax(mixed))
        score = mixed[nearest] + _ON_AVERAGE * float(np.mean(np.sort(alike)[-2:]))
        return Nearness(min(1.0, max(0.0, score)), clip.told[nearest])

    def _shared(self, wanted: Sequence[str], known: frozenset[str]) -> float:
        """How much of what is wanted is named: rare words count for more."""
        weights = [self._weight(word) for word in wanted]
        found = sum(weight * _match(word, known) for word, weight in zip(wanted, weights, strict=True))
        return found / sum(weights) if wanted else 0.0

    def _weight(self, word: str) -> float:
        return log(1 + len(self.clips) / (1 + self._known_by[word]))

    @cached_property
    def _common(self) -> Floats:
        means = [clip.vectors.mean(0) for clip in self.clips if clip.vectors is not None and len(clip.vectors)]
        return np.asarray(np.mean(means, 0), np.float32) if len(means) > 1 else np.zeros(1, np.float32)

    @cached_property
    def _words(self) -> Sequence[Sequence[frozenset[str]]]:
        return [[frozenset(self._telling(told.text)) for told in clip.told] for clip in self.clips]

    @cached_property
    def _known_by(self) -> Counter[str]:
        return Counter(word for texts in self._words for word in frozenset[str]().union(*texts))

    def _telling(self, text: str) -> Sequence[str]:
        return tuple(_telling(text, self.language))


def _score(near: Nearness) -> float:
    return near.score


def _is_seen(clip: Described) -> bool:
    return clip.looks is not None and len(clip.looks) > 0


def _telling(text: str, language: str) -> Iterator[str]:
    for token in line_tokens(text, language):
        if language == LANGUAGE:
            if token.text not in SMALL_WORDS:
                yield bare_stem(token.text)
        elif len(token.text) >= _SHORTEST or not token.text.isascii():
            yield token.text


def _match(word: str, known: frozenset[str]) -> float:
    if word in known:
        return 1.0
    begins = word[:_BEGINNING]
    return _MAYBE if len(begins) == _BEGINNING and any(other.startswith(begins) for other in known) else 0.0
