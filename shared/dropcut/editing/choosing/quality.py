"""How good a take is, from 0 to 1, and what is wrong with it in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from dropcut.domain.speech import Role
from dropcut.domain.wording import count_of
from dropcut.editing.choosing.evidence import Evidence
from dropcut.editing.choosing.habits import Habit, level_of, pace_of
from dropcut.editing.choosing.takes import Take
from dropcut.editing.trimming.seams import Seams
from dropcut.editing.trimming.uttered import Uttered

_LOST: Final = 0.5
_STRANGE: Final = 0.06
_FILLER_CUT: Final = 0.02
_FILLER_LEFT: Final = 0.06
_REPEAT_CUT: Final = 0.05
_REPEAT_LEFT: Final = 0.15
_UNHEARD: Final = 0.15
_DOUBTFUL: Final = 0.75
_PACE: Final = (0.65, 1.5)
_QUIET_DB: Final = 7.0
_CLIPPING_DB: Final = -3.0
_CLIPPED: Final = 0.05
_HARD_TO_HEAR: Final = 0.3
_GUESSED: Final = 0.04
_TOLD: Final = 0.45
_SMALL_WORD: Final = 3
_NOISY_DB: Final = 12.0
_SLOW_WORD_S: Final = 1.2
_NAMED: Final = 3
Fault = tuple[float, str, bool]
"""What it costs, what it is, and whether a person should look at it."""


@dataclass(frozen=True)
class Quality:
    """What a take is worth."""

    worth: float
    flaws: tuple[str, ...]
    """What a person should look at."""
    blemishes: tuple[str, ...]
    """What is less than perfect, and no reason to look."""


def quality_of(evidence: Evidence, take: Take, seams: Seams, habit: Habit) -> Quality:
    """Judge a take by what was said and by how it sounds."""
    faults = [*_said_faults(take), *_seam_faults(seams), *_sound_faults(evidence, take, habit)]
    worth = 1.0 - sum(cost for cost, _, _ in faults)
    return Quality(
        max(0.0, min(1.0, worth)),
        tuple(text for _, text, is_flaw in faults if is_flaw),
        tuple(text for _, text, is_flaw in faults if not is_flaw),
    )


def _said_faults(take: Take) -> Sequence[Fault]:
    tried = take.tried
    faults: list[Fault] = []
    if tried.misses:
        share = 1 - float(tried.coverage)
        faults.append((_LOST * share + _STRANGE, f"{_words(len(tried.misses))} of the line not heard", True))
    if float(tried.confidence) < _DOUBTFUL:
        faults.append(((_DOUBTFUL - float(tried.confidence)) * 0.4, "hard to hear", float(tried.confidence) < _DOUBTFUL - 0.15))
    last = next(word for word in reversed(take.words) if word.role is not Role.FILLER)
    if last.confidence < _HARD_TO_HEAR:
        faults.append((0.05, "its last word is hard to hear", True))
    if guessed := [word.text for word in take.words if _is_guessed(word) and word is not last]:
        named = ", ".join(f'"{text}"' for text in guessed[:_NAMED])
        faults.append(
            (_GUESSED * min(len(guessed), _NAMED), f"{named} {'is' if len(guessed) == 1 else 'are'} hard to hear", True)
        )
    if any(float(word.end - word.start) > _SLOW_WORD_S for word in take.words):
        faults.append((0.05, "a word takes very long, perhaps it was said twice", True))
    return faults


def _is_guessed(word: Uttered) -> bool:
    """Long enough to be told, and still not surely heard."""
    return word.role is Role.SAID and len(word.text) > _SMALL_WORD and word.confidence < _TOLD


def _words(count: int) -> str:
    return f"{count_of(count, 'word')}"


def _seam_faults(seams: Seams) -> Sequence[Fault]:
    faults: list[Fault] = []
    if fillers := seams.cut[Role.FILLER]:
        faults.append((_FILLER_CUT * min(fillers, 3), f"{count_of(fillers, 'filler')} cut out", False))
    if fillers := seams.left[Role.FILLER]:
        text = f"{count_of(fillers, 'filler')} in it that cannot be cut out without clipping a word"
        faults.append((_FILLER_LEFT * min(fillers, 3), text, True))
    if others := seams.cut[Role.INSERTED]:
        faults.append((_REPEAT_CUT * min(others, 3), f"{count_of(others, 'other word')} cut out", False))
    if others := seams.left[Role.INSERTED]:
        faults.append((_STRANGE * min(others, 5), f"{count_of(others, 'other word')} in it", True))
    if seams.cut[Role.REPEATED]:
        faults.append((_REPEAT_CUT, "what was said twice is cut out", False))
    if seams.left[Role.REPEATED]:
        faults.append((_REPEAT_LEFT, "the speaker goes back in it, and no pause to cut at", True))
    if seams.unheard:
        faults.append((_UNHEARD, "speech without a known word in it", True))
    return faults


def _sound_faults(evidence: Evidence, take: Take, habit: Habit) -> Sequence[Fault]:
    listened = evidence.by_clip[take.clip]
    levels = listened.heard.levels
    faults: list[Fault] = []
    pace = pace_of(take) / max(habit.pace, 0.1)
    if not _PACE[0] <= pace <= _PACE[1]:
        faults.append((0.05, "said much faster than usual" if pace > 1 else "said much slower than usual", False))
    if level_of(evidence, take) < habit.level - _QUIET_DB:
        faults.append((0.06, "much quieter than usual", False))
    start, end = take.words[0].start, take.words[-1].end
    if levels.clipped and listened.sounding.loud(start, end, _CLIPPING_DB) > _CLIPPED:
        faults.append((0.08, "too loud for the recorder", False))
    if levels.speech is not None and float(levels.speech - levels.noise) < _NOISY_DB:
        faults.append((0.04, "noisy", False))
    return faults
