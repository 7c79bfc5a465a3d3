"""What a cut used, against what was truly said: takes, words, edges, and what should not be in it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, fields
from difflib import SequenceMatcher
from typing import Final

from benchmarks.cutting.acting import Attempt, What
from benchmarks.cutting.drops import Clip
from benchmarks.cutting.reports import Line, Piece, Report
from tests.unit.speech.voices import TrueWord

_TOLERANCE_S: Final = 0.04
"""So much of a word may lie outside: a frame, and what is not known about where a word begins."""
_TOUCHED_S: Final = 0.1
_VERBATIM: Final = (What.WHOLE, What.FILLED)


@dataclass(frozen=True)
class Verdict:
    """Counts of lines (of words where it says so), which add up over drops."""

    said: int = 0
    """Lines that were said as written."""
    right: int = 0
    """Of them: those whose every piece shows one of the best tries."""
    last: int = 0
    """Of those: the last of the best tries."""
    paraphrased: int = 0
    paraphrased_found: int = 0
    unsaid: int = 0
    missing: int = 0
    """Of the unsaid: those reported missing."""
    starts: int = 0
    """Lines for which a false start was used."""
    clipped: int = 0
    """Words of which a part is outside."""
    lost: int = 0
    """Words of the try that are not there at all."""
    words: int = 0
    fillers: int = 0
    fillers_left: int = 0
    aside_words_left: int = 0
    leads: tuple[float, ...] = field(default=())
    """Seconds from where a right line begins to its first word."""
    tails: tuple[float, ...] = field(default=())
    apart: tuple[float, ...] = field(default=())
    """Seconds that sound is early, where it is another recorder's than the picture."""

    def __add__(self, other: Verdict) -> Verdict:
        return Verdict(*(getattr(self, one.name) + getattr(other, one.name) for one in fields(self)))


@dataclass(frozen=True)
class _Used:
    """A try and the piece that shows some of it."""

    clip: Clip
    attempt: Attempt
    piece: Piece


def judged(clips: Sequence[Clip], report: Report) -> Verdict:
    """One cut. Raises KeyError for a clip that the drop does not have."""
    verdict = sum((_judged_line(line, clips) for line in report.lines), Verdict())
    fillers = [(clip, word) for clip in clips for word in clip.fillers]
    return verdict + Verdict(
        fillers=len(fillers),
        fillers_left=sum(_shown(clip, word, report.pieces()) for clip, word in fillers),
        aside_words_left=sum(_shown(clip, word, report.pieces()) for clip in clips for word in clip.asides),
        apart=tuple(_apart(piece, clips) for piece in report.pieces() if piece.sound != piece.clip),
    )


def false_finds(report: Report) -> int:
    """In footage of another script: lines that were found all the same."""
    return sum(line.found for line in report.lines)


def _judged_line(line: Line, clips: Sequence[Clip]) -> Verdict:
    tries = [(clip, one) for clip in clips for one in clip.attempts if one.line == line.number]
    best = min((one.what for _, one in tries), key=list(What).index, default=What.PART)
    used = [use for piece in line.pieces for use in _uses(piece, tries, clips)]
    if best is What.PART:
        return Verdict(unsaid=1, missing=line.status == "missing", starts=bool(used))
    starts = Verdict(starts=any(use.attempt.what is What.PART for use in used))
    if best not in _VERBATIM:
        return starts + Verdict(paraphrased=1, paraphrased_found=any(use.attempt.what is best for use in used))
    right = bool(used) and all(use.attempt.what is best for use in used) and _shows_nothing_else(line, used)
    return starts + _words(used) + Verdict(said=1, right=right) + (_edges(used, tries) if right else Verdict())


def _uses(piece: Piece, tries: Iterable[tuple[Clip, Attempt]], clips: Sequence[Clip]) -> Iterator[_Used]:
    if piece.sound not in {clip.name for clip in clips}:
        raise KeyError(piece.sound)
    for clip, one in tries:
        if clip.name == piece.sound and min(one.end, piece.sound_end) - max(one.start, piece.sound_start) > _TOUCHED_S:
            yield _Used(clip, one, piece)


def _shows_nothing_else(line: Line, used: Sequence[_Used]) -> bool:
    """Whether every piece of the line shows a try at it."""
    return {use.piece for use in used} == set(line.pieces)


def _words(used: Sequence[_Used]) -> Verdict:
    """By the words of the try that is used first: those of a stitched line are the same."""
    if not used:
        return Verdict()
    heard = [word for use in used for word in use.attempt.words if _inside(word, use.piece)]
    wanted = [word.text for word in used[0].attempt.words]
    there = SequenceMatcher(a=wanted, b=[word.text for word in heard], autojunk=False).get_matching_blocks()
    clipped = sum(_is_clipped(word, [use.piece for use in used if use.clip is clip]) for clip, word in _distinct(used))
    return Verdict(clipped=clipped, lost=len(wanted) - sum(block.size for block in there), words=len(wanted))


def _distinct(used: Sequence[_Used]) -> list[tuple[Clip, TrueWord]]:
    by_place = {(use.clip.name, word.start): (use.clip, word) for use in used for word in use.attempt.words}
    return list(by_place.values())


def _inside(word: TrueWord, piece: Piece) -> bool:
    return piece.says((word.start + word.end) / 2)


def _is_clipped(word: TrueWord, pieces: Sequence[Piece]) -> bool:
    """Whether some of it can be heard, and some cannot."""
    heard = sum(max(0.0, min(word.end, piece.sound_end) - max(word.start, piece.sound_start)) for piece in pieces)
    return _TOLERANCE_S < heard < word.end - word.start - _TOLERANCE_S


def _shown(clip: Clip, word: TrueWord, pieces: Iterable[Piece]) -> bool:
    return any(piece.sound == clip.name and _inside(word, piece) for piece in pieces)


def _edges(used: Sequence[_Used], tries: Sequence[tuple[Clip, Attempt]]) -> Verdict:
    first, last = used[0], used[-1]
    best = [(clip.turn, _place(clip, one)) for clip, one in tries if one.what is last.attempt.what]
    return Verdict(
        last=(last.clip.turn, _place(last.clip, last.attempt)) == max(best),
        leads=(first.attempt.start - first.piece.sound_start,),
        tails=(last.piece.sound_end - last.attempt.end,),
    )


def _apart(piece: Piece, clips: Sequence[Clip]) -> float:
    begun = {clip.name: clip.begun for clip in clips}
    return (piece.sound_start + begun[piece.sound]) - (piece.start + begun[piece.clip])


def _place(clip: Clip, one: Attempt) -> int:
    """Which of its clip's tries it is: the same for two cameras."""
    return clip.attempts.index(one)
