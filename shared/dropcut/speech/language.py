"""The language that a recogniser expects: these lines, restarts and skips within them, fillers, and other speech.

Written as an ARPA trigram model with absolute discounting. Lines are likely word after word; going back to the start of a
line, or to anywhere, costs what backing off costs. Common words that no line has compete with those of the lines, so that
speech which is none of them is not bent into them.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import log10
from typing import Final, TypeAlias

Words: TypeAlias = tuple[str, ...]
_START: Final = "<s>"
_END: Final = "</s>"
_DISCOUNT: Final = 0.4
_NEVER: Final = -99.0
_ORDER: Final = 3
_START_AGAIN: Final = 2.0
"""How much likelier than any other word of a line its first one is, where a speaker goes somewhere else."""


@dataclass(frozen=True)
class Shares:
    """How much of what is said outside the order of the lines each kind of word gets; the lines' own words get the rest."""

    fillers: float = 0.06
    others: float = 0.7
    end: float = 0.05


def arpa(lines: Sequence[Words], fillers: Iterable[str], others: Mapping[str, float], shares: Shares) -> str:
    """The model as text. `others` are words of other speech with their weights; those that a line has are left out."""
    counts = _counts(lines)
    own = {word for line in lines for word in line}
    singles = _singles(lines, [word for word in fillers if word not in own], _without(others, own), shares)
    contexts = _followers(counts)
    sections = [_section(1, [(p, (w,)) for w, p in singles.items()], contexts)]
    for order in range(2, _ORDER + 1):
        grams = [(_probability(gram, counts, contexts, singles), gram) for gram in sorted(counts[order])]
        sections.append(_section(order, grams, contexts))
    sizes = (len(singles), *(len(counts[order]) for order in range(2, _ORDER + 1)))
    head = "\n".join(f"ngram {order}={size}" for order, size in enumerate(sizes, 1))
    return "\\data\\\n" + head + "\n\n" + "\n".join(sections) + "\\end\\\n"


_Counts: TypeAlias = dict[int, Counter[Words]]
_Contexts: TypeAlias = dict[Words, dict[str, int]]


def _counts(lines: Sequence[Words]) -> _Counts:
    """How often words follow each other, in each line and from one line into the next."""
    counts: _Counts = {order: Counter() for order in range(2, _ORDER + 1)}
    for line, following in zip(lines, (*lines[1:], ()), strict=True):
        _count_into(counts, (_START, *line, _END))
        _count_into(counts, (*line[-(_ORDER - 1) :], *following[: _ORDER - 1]))
    return counts


def _count_into(counts: _Counts, words: Words) -> None:
    for order, counted in counts.items():
        counted.update(words[at : at + order] for at in range(len(words) - order + 1))


def _followers(counts: _Counts) -> _Contexts:
    contexts: _Contexts = defaultdict(dict)
    for counted in counts.values():
        for gram, count in counted.items():
            contexts[gram[:-1]][gram[-1]] = count
    return contexts


def _without(others: Mapping[str, float], own: set[str]) -> dict[str, float]:
    return {word: weight for word, weight in others.items() if word not in own}


def _singles(lines: Sequence[Words], fillers: Sequence[str], others: Mapping[str, float], shares: Shares) -> dict[str, float]:
    own: Counter[str] = Counter()
    for line in lines:
        own.update(line)
        own[line[0]] += int(_START_AGAIN)
    rest = 1 - shares.fillers - shares.others - shares.end
    singles = {_START: 0.0, _END: shares.end}
    for weights, share in ((dict(own), rest), (dict.fromkeys(fillers, 1), shares.fillers), (others, shares.others)):
        total = sum(weights.values())
        singles.update({word: share * weight / total for word, weight in weights.items()})
    return singles


def _probability(gram: Words, counts: _Counts, contexts: _Contexts, singles: Mapping[str, float]) -> float:
    """How likely the last word is after the others: what was counted, less the discount, plus its share of what is left."""
    if len(gram) == 1:
        return singles[gram[0]]
    followers = contexts.get(gram[:-1])
    if not followers:
        return _probability(gram[1:], counts, contexts, singles)
    total = sum(followers.values())
    counted = max(followers.get(gram[-1], 0) - _DISCOUNT, 0) / total
    left = _DISCOUNT * len(followers) / total
    return counted + left * _probability(gram[1:], counts, contexts, singles)


def _section(order: int, grams: Sequence[tuple[float, Words]], contexts: _Contexts) -> str:
    rows = [f"\\{order}-grams:"]
    for probability, gram in grams:
        row = f"{_log(probability):.4f} {' '.join(gram)}"
        rows.append(f"{row} {_backoff(gram, contexts):.4f}" if order < _ORDER else row)
    return "\n".join(rows) + "\n"


def _backoff(context: Words, contexts: _Contexts) -> float:
    """Interpolated weights, so what is left to shorter contexts is what was discounted."""
    followers = contexts.get(context)
    return _log(_DISCOUNT * len(followers) / sum(followers.values())) if followers else 0.0


def _log(probability: float) -> float:
    return log10(probability) if probability > 0 else _NEVER
