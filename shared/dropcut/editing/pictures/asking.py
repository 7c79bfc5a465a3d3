"""What is asked to be seen in a whole cut, and where: by the cues of its script, and by the lines at which nobody is seen."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from dropcut.domain.cut import Cut, CutLine
from dropcut.domain.overlays import Ask, Overlay
from dropcut.domain.script import Cue, Line, Script
from dropcut.editing.pictures.cues import complaints, wishes_of
from dropcut.editing.pictures.spans import Clock


@dataclass(frozen=True)
class Asked:
    """One picture that is wanted: which frames of its line it is for."""

    line: CutLine
    ask: Ask
    words: str
    """As the script writes them; empty where the line's own words are meant."""
    occurrence: int
    first: int
    end: int

    @property
    def query(self) -> str:
        """What is to be seen."""
        return self.words or self.line.text

    @property
    def frames(self) -> int:
        """For how long."""
        return self.end - self.first


def asked_by_script(cut: Cut, script: Script | None, can_be: Callable[[Cue], bool]) -> tuple[Asked, ...]:
    """Every cue, in the programme's order; those of a line that is not in the cut have no frames."""
    written = {line.number: line for line in script.lines} if script else {}
    lines = (line for line in cut.lines if line.number in written)
    return tuple(asked for line in lines for asked in _of_line(cut, line, written[line.number], can_be))


def asked_by_silence(cut: Cut, overlays: Sequence[Overlay]) -> tuple[Asked, ...]:
    """Every stretch of a line at which there is nothing to be seen yet."""
    return tuple(
        Asked(line, Ask.UNSEEN, "", number, first, end)
        for line in cut.lines
        for number, (first, end) in enumerate(_unseen(cut, line, overlays))
    )


def queries_of(cut: Cut, script: Script | None) -> tuple[str, ...]:
    """Every text that pictures may be looked for with, each once."""
    wishes = [wish for line in script.lines for wish in wishes_of(line)] if script else []
    asked = [wish.words or wish.line.spoken for wish in wishes if wish.ask is Ask.B_ROLL]
    unseen = [line.text for line in cut.lines if any(not is_seen(cut, piece.clip) for piece in line.pieces)]
    return tuple(dict.fromkeys(text for text in (*asked, *unseen) if text))


def files_asked_for(script: Script | None) -> tuple[str, ...]:
    """The names that the script's cues SHOW, each once."""
    wishes = (wish for line in script.lines for wish in wishes_of(line)) if script else ()
    return tuple(dict.fromkeys(wish.words for wish in wishes if wish.ask is Ask.SHOW))


def wants_pictures(cut: Cut, script: Script | None) -> bool:
    """Whether anything but the takes is to be seen, or a cue must be told that it is not."""
    if any(map(wishes_of, script.lines if script else ())) or any(complaints(script.lines if script else ())):
        return True
    unseen = any(not is_seen(cut, piece.clip) for line in cut.lines for piece in line.pieces)
    return unseen and any(is_seen(cut, clip) for clip in range(len(cut.clips)))


def is_seen(cut: Cut, clip: int) -> bool:
    """Whether a clip has a picture."""
    footage = cut.clips[clip].asset.footage
    return bool(footage and footage.pictures)


def _of_line(cut: Cut, line: CutLine, written: Line, can_be: Callable[[Cue], bool]) -> Iterator[Asked]:
    clock = Clock(line, written.spoken, cut.format)
    for wish in wishes_of(written, can_be):
        first, end = clock.span(wish)
        yield Asked(line, wish.ask, wish.words, wish.occurrence, first, end)


def _unseen(cut: Cut, line: CutLine, overlays: Sequence[Overlay]) -> Iterator[tuple[int, int]]:
    """From frame to frame of the line."""
    covered = sorted((each.first, each.first + each.seen) for each in overlays if each.line == line.number and each.views)
    begin, open_from = 0, None
    for piece in line.pieces:
        if is_seen(cut, piece.clip):
            if open_from is not None:
                yield from _without(open_from, begin, covered)
            open_from = None
        elif open_from is None:
            open_from = begin
        begin += piece.frames
    if open_from is not None:
        yield from _without(open_from, begin, covered)


def _without(first: int, end: int, covered: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    for begin, until in covered:
        if begin > first and begin < end:
            yield first, begin
        if until > first and begin < end:
            first = max(first, until)
    if first < end:
        yield first, end
