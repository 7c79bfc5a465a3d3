"""`python -m benchmarks.pictures`: how often a cue finds the clip that was meant, by meaning and by words alone."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from time import process_time
from typing import NamedTuple

import numpy as np

from benchmarks.pictures.drops import LEARNT, UNSEEN, Clip, Drop
from benchmarks.pictures.later_drops import LATER
from benchmarks.tables import table
from dropcut.domain.pictures import MatchingWish, Told
from dropcut.domain.speech import Word
from dropcut.editing.pictures.likeness import Described, Floats, Gallery
from dropcut.editing.pictures.texts import told_by_name, told_by_note, told_by_speech
from dropcut.search.engines import meaning_of
from dropcut.search.picturing import chosen

_TOP: int = 3


class Score(NamedTuple):
    """Where the clips that were meant came out."""

    cues: int
    first: int
    among_three: int

    def and_of(self, other: Score) -> Score:
        """Of several drops."""
        return Score(self.cues + other.cues, self.first + other.first, self.among_three + other.among_three)


def main() -> None:
    """Print a row for each drop, and one for each set."""
    began = process_time()
    vectors = understood((*LEARNT, *UNSEEN, *LATER))
    sets = (("learnt", LEARNT), ("unseen", UNSEEN), ("later", LATER), ("every set", (*LEARNT, *UNSEEN, *LATER)))
    rows = [row for name, drops in sets for row in _rows(name, drops, vectors)]
    rows = [row for row in rows if row[0] != "every set" or row[1] == "all"]
    print(table(("set", "drop", "cues", "clips", "first", "among three", "words alone: first", "among three"), rows))
    print(f"\n{len(vectors)} texts understood; {process_time() - began:.1f} s of CPU.")


def _rows(name: str, drops: Sequence[Drop], vectors: Mapping[str, Floats]) -> Iterator[tuple[object, ...]]:
    meant, worded, clips = Score(0, 0, 0), Score(0, 0, 0), 0
    for drop in drops:
        by_meaning, by_words = scored(drop, vectors), scored(drop, {})
        meant, worded, clips = meant.and_of(by_meaning), worded.and_of(by_words), clips + len(drop.clips)
        yield _row(name, drop.title, len(drop.clips), by_meaning, by_words)
    yield _row(name, "all", clips, meant, worded)


def _row(name: str, title: str, clips: int, meant: Score, worded: Score) -> tuple[object, ...]:
    shares = [f"{100 * count / score.cues:.1f}%" for score in (meant, worded) for count in (score.first, score.among_three)]
    return (name, title, meant.cues, clips, *shares)


def scored(drop: Drop, vectors: Mapping[str, Floats]) -> Score:
    """How often the clip that was meant came first, or among the first three."""
    asked = {words: vectors[words] for words, _ in drop.cues} if vectors else {}
    gallery = Gallery([_described(clip, vectors) for clip in drop.clips], "en", asked)
    first = among = 0
    for words, wanted in drop.cues:
        near = gallery.nearness(words, vectors.get(words))
        order = sorted(range(len(near)), key=lambda at: (-near[at].score, at))
        place = [drop.clips[at].name for at in order].index(wanted)
        first, among = first + (place == 0), among + (place < _TOP)
    return Score(len(drop.cues), first, among)


def _described(clip: Clip, vectors: Mapping[str, Floats]) -> Described:
    told = known_of(clip)
    return Described(told, np.stack([vectors[one.text] for one in told]) if told and vectors else None)


def known_of(clip: Clip) -> tuple[Told, ...]:
    """As the step `describe` tells it."""
    said = [
        Word(start=Fraction(at), end=Fraction(at + 1), text=word, confidence=Fraction(1))
        for at, word in enumerate(clip.speech.split())
    ]
    return (*told_by_name(clip.name), *told_by_note(clip.note), *told_by_speech(said))


def understood(drops: Sequence[Drop]) -> Mapping[str, Floats]:
    """Every text once. Fails where no model is here: by words alone there is nothing to measure."""
    texts = [one.text for drop in drops for clip in drop.clips for one in known_of(clip)]
    texts = list(dict.fromkeys((*texts, *(words for drop in drops for words, _ in drop.cues))))
    choice = chosen(MatchingWish(language="en"))
    if choice.engine is None:
        raise SystemExit(choice.why)
    return dict(zip(texts, meaning_of(choice.engine).vectors(texts, lambda: None), strict=True))


if __name__ == "__main__":
    main()
