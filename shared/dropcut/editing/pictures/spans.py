"""When a part of a line is said: from its letters to the frames of what stands for it in the cut."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate

from dropcut.domain.cut import CutLine
from dropcut.domain.programme import Format
from dropcut.domain.time import nearest_frame
from dropcut.editing.pictures.cues import Wish


@dataclass(frozen=True)
class Clock:
    """Tells the frame, counted from a line's own first one, at which each of its words begins."""

    line: CutLine
    spoken: str
    """As the script has it."""
    format: Format

    @cached_property
    def frames(self) -> int:
        """How long the line is."""
        return sum(piece.frames for piece in self.line.pieces)

    def span(self, wish: Wish) -> tuple[int, int]:
        """The first frame of what a wish is about, and the one after the last; both the same where there is no time."""
        first, end = self.at(wish.start), self.at(wish.end)
        part, parts = wish.share
        length = max(0, end - first)
        return first + length * part // parts, first + length * (part + 1) // parts

    def at(self, letter: int) -> int:
        """The frame at which the first word from that letter on begins."""
        before = len(self.spoken[:letter].split())
        total = len(self.spoken.split())
        if not before:
            return 0
        if before >= total or not self.line.words:
            return self.frames
        word = self.line.words[self._word(before, total)]
        begin = sum(piece.frames for piece in self.line.pieces[: word.piece])
        return min(self.frames, max(0, begin + nearest_frame(word.start, self.format.rate)))

    def _word(self, before: int, total: int) -> int:
        """Which word comes after so many written ones; in other words than the script's, about as far into them."""
        reach = self._reach
        wanted = before if reach[-1] == total else before * reach[-1] // total
        return min(len(reach) - 1, next((at for at, until in enumerate(reach) if until > wanted), len(reach) - 1))

    @cached_property
    def _reach(self) -> Sequence[int]:
        """How many written words there are up to and with each one: marks that stand alone belong to a neighbour."""
        return list(accumulate(len(word.text.split()) for word in self.line.words))
