"""What a reader left out as not spoken, said once for each kind, so that nothing goes silently."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from enum import Enum
from typing import Final

from dropcut.editing.script import limits
from dropcut.editing.script.tidy import shortened

_SHOWN: Final = 5


class Unspoken(Enum):
    """What is left out: its name, and how it would be spoken after all."""

    CODE = ("code block", "Code between fences is not spoken: write what is to be said as a paragraph.")
    TABLE = ("table", "Tables are not spoken: write what is to be said as paragraphs.")
    FOOTNOTE = ("footnote", "Footnotes are not spoken: write what is to be said as a paragraph.")
    LYRIC = ("lyric", "Lyrics are not spoken: take the ~ away.")
    ACTION = (
        "paragraph of action",
        "Only dialogue is spoken: write the speaker's name in capitals on the row above what is said.",
    )

    def __init__(self, named: str, hint: str) -> None:
        self.named = named
        self.hint = hint


class LostCue(Enum):
    """A cue that is left out whole: why, and what helps, to stand after the cue and its place."""

    OPEN = "is never closed, so it is neither obeyed nor spoken: write ] where it ends."
    LONG = (
        f"is left out: a cue may have {limits.CUE_CHARACTERS:,} characters in a line that is so long."
        " Write what it asks for in a few words."
    )


class LeftOut:
    """Collects places, kind by kind."""

    def __init__(self, place: str) -> None:
        self._place = place
        self._rows: defaultdict[Unspoken, list[int]] = defaultdict(list)
        self._cues: defaultdict[LostCue, list[str]] = defaultdict(list)
        self._more: Counter[LostCue] = Counter()

    def add(self, kind: Unspoken, row: int) -> None:
        """One more, at that row."""
        self._rows[kind].append(row)

    def lose(self, kind: LostCue, written: str, row: int) -> None:
        """A cue that nobody will obey, as the script writes it."""
        if len(self._cues[kind]) < _SHOWN:
            self._cues[kind].append(f"{shortened(written)} ({self._place} {row}) {kind.value}")
        else:
            self._more[kind] += 1

    def hint(self) -> str:
        """How what was left out would be spoken."""
        return " ".join([*(kind.hint for kind in self._rows), *self._lost()])

    def sentences(self) -> tuple[str, ...]:
        """Such as `2 tables are not spoken (rows 3 and 9).`, one for each kind."""
        return (*(self._sentence(kind, rows) for kind, rows in self._rows.items()), *self._lost())

    def _lost(self) -> Iterator[str]:
        for kind, sentences in self._cues.items():
            yield from sentences
            if self._more[kind]:
                yield f"{self._more[kind]:,} more of the same {'is' if self._more[kind] == 1 else 'are'} left out."

    def _sentence(self, kind: Unspoken, rows: list[int]) -> str:
        if len(rows) == 1:
            return f"1 {kind.named} is not spoken ({self._place} {rows[0]})."
        shown = [str(row) for row in rows[:_SHOWN]] if len(rows) > _SHOWN else [str(row) for row in rows[:-1]]
        last = "others" if len(rows) > _SHOWN else str(rows[-1])
        plural = kind.named.replace("paragraph", "paragraphs") if " of " in kind.named else f"{kind.named}s"
        return f"{len(rows):,} {plural} are not spoken ({self._place}s {', '.join(shown)} and {last})."
