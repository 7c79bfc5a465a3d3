"""What makes two sentences mean different things, however alike they are: a model that sees likeness does not see these."""

from __future__ import annotations

from collections.abc import Callable
from difflib import SequenceMatcher
from typing import Final

from dropcut.editing.meaning.sentences import Sentence, bare_stem, stem
from dropcut.editing.meaning.vocabulary import HINGES, ONE_OF_A_KIND, OPPOSITES, PLACES, SMALL_WORDS

_APART: Final = 2
_FRAME: Final = 3
_OWN_WORDS: Final = 0.85
_OPPOSITES: Final = tuple((one | set(map(bare_stem, one)), other | set(map(bare_stem, other))) for one, other in OPPOSITES)


def contradiction(line: Sentence, said: Sentence) -> str | None:
    """What speaks against it that `said` is the line in other words; None for nothing that these rules know."""
    return next((what for what, speaks in _RULES if speaks(line, said)), None)


def _other_numbers(line: Sentence, said: Sentence) -> bool:
    return line.numbers != said.numbers


def _other_negation(line: Sentence, said: Sentence) -> bool:
    return line.negations != said.negations


def _name_missing(line: Sentence, said: Sentence) -> bool:
    return not line.names <= said.known


def _other_of_a_kind(line: Sentence, said: Sentence) -> bool:
    return any(_differ(kind.intersection(line.words), kind.intersection(said.words)) for kind in ONE_OF_A_KIND)


def _differ(one: frozenset[str], other: frozenset[str]) -> bool:
    return bool(one and other) and {stem(word) for word in one} != {stem(word) for word in other}


def _other_place(line: Sentence, said: Sentence) -> bool:
    return bool(PLACES.intersection(line.words) ^ PLACES.intersection(said.words))


def _opposite(line: Sentence, said: Sentence) -> bool:
    own, told = line.forms, said.forms
    return any(_parts(own, told, one, other) or _parts(told, own, one, other) for one, other in _OPPOSITES)


def _parts(own: frozenset[str], told: frozenset[str], one: frozenset[str], other: frozenset[str]) -> bool:
    return bool(own & one and told & other) and not (own & other or told & one)


def _turned_around(line: Sentence, said: Sentence) -> bool:
    """The same words about a hinge, on its other sides."""
    shared = HINGES.intersection(line.words).intersection(said.words)
    for hinge in sorted(shared):
        here, there = line.after(hinge), said.after(hinge)
        if here and there and not here & there and here & said.known and there & line.known:
            return True
    return False


def _parts_swapped(line: Sentence, said: Sentence) -> bool:
    """Who acts and who is acted upon have changed places, and no turn of grammar tells why."""
    own, told = line.once, said.once
    if sorted(line.subjects) != sorted(said.subjects) or not own or _may_turn(line, said):
        return False
    return own.index(told[0]) >= _APART


def _may_turn(line: Sentence, said: Sentence) -> bool:
    return line.is_turned or said.is_turned or line.is_passive != said.is_passive


def _persons_swapped(line: Sentence, said: Sentence) -> bool:
    """`You call us` is not `we call you`, nor `they ask us` what `we ask them` is."""
    own, told = line.persons, said.persons
    if len(set(own)) > 1 and len(set(told)) > 1 and own[0] != told[0]:
        return True
    both = set(own) & set(told)
    return line.is_passive == said.is_passive and any((one in line.acting) != (one in said.acting) for one in both)


def _hardly_reworded(line: Sentence, said: Sentence) -> bool:
    """The line's own words but for one: the search for words has judged that, and what differs was mostly meant to."""
    same = SequenceMatcher(None, line.words, said.words, autojunk=False).get_matching_blocks()
    return sum(block.size for block in same) >= _OWN_WORDS * len(line.words)


def _word_replaced(line: Sentence, said: Sentence) -> bool:
    """A word that tells something stands where another stood, and all around it is the same: that is meant as another."""
    own, told = list(map(stem, line.words)), list(map(stem, said.words))
    changes = SequenceMatcher(None, own, told, autojunk=False).get_opcodes()
    return any(
        _tells(line.words[first:end], said) and _tells(said.words[begin:until], line)
        for what, first, end, begin, until in changes
        if what == "replace" and end - first <= _FRAME and until - begin <= _FRAME
    )


def _tells(words: tuple[str, ...], other: Sentence) -> bool:
    return any(word not in SMALL_WORDS and stem(word) not in other.known for word in words)


_RULES: Final[tuple[tuple[str, Callable[[Sentence, Sentence], bool]], ...]] = (
    ("other numbers", _other_numbers),
    ("a negation", _other_negation),
    ("a name is missing", _name_missing),
    ("another of a kind", _other_of_a_kind),
    ("another place", _other_place),
    ("an opposite", _opposite),
    ("turned around", _turned_around),
    ("parts swapped", _parts_swapped),
    ("persons swapped", _persons_swapped),
    ("a word replaced", _word_replaced),
    ("hardly reworded", _hardly_reworded),
)
