"""What of a line is said, by whom, and what is only a direction."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

from dropcut.domain.script import Cue
from dropcut.editing.script.directions import Stretch, blanked, cue, directions, is_open, name_of
from dropcut.editing.script.flat import Flat
from dropcut.editing.script.speakers import label_of
from dropcut.editing.script.tidy import tidy

_FOLLOWS_CLOSELY: Final = frozenset(",.;:!?…)]}»”’%，。；：！？、")


@dataclass(frozen=True)
class Said:
    """The words to be said, none where the line was only directions or a name."""

    spoken: str = ""
    speaker: str = ""
    cues: tuple[Cue, ...] = ()
    open_cues: tuple[str, ...] = ()
    """What is not spoken, as it begins a cue that nothing closes."""


def speech(flat: Flat) -> Said:
    """The words without directions. No name is looked for."""
    return _without(flat, directions(flat.shape))


def attributed(flat: Flat) -> Said:
    """The words without directions and without the name that the line may begin with."""
    cuts = directions(flat.shape)
    label = label_of(blanked(flat.shape, cuts), flat.bold)
    if not label:
        return _without(flat, cuts)
    if label.is_direction:
        return Said(cues=(Cue(name=name_of(label.name), text=tidy(flat.text[label.end :])),))
    return _without(flat, cuts, speaker=label.name, name_at=(label.first, label.end))


def _without(flat: Flat, cuts: Iterable[Stretch], speaker: str = "", name_at: Stretch = (0, 0)) -> Said:
    joined, done = _Joined(), 0
    cues, open_cues = [], []
    for first, end in cuts:
        joined.add(_except(flat.text, done, first, name_at))
        if is_open(flat.shape[first:end]):
            open_cues.append(tidy(flat.text[first:end]))
        elif found := cue(flat.text[first:end], joined.length):
            cues.append(found)
        done = end
    joined.add(_except(flat.text, done, len(flat.text), name_at))
    return Said(spoken=joined.text(), speaker=speaker, cues=tuple(cues), open_cues=tuple(open_cues))


def _except(text: str, first: int, end: int, name_at: Stretch) -> str:
    """`text[first:end]` without the name, which no direction cuts: a direction in it is blank, and cut on its own."""
    name_first, name_end = max(first, name_at[0]), min(end, name_at[1])
    return text[first:end] if name_first >= name_end else text[first:name_first] + " " + text[name_end:end]


@dataclass
class _Joined:
    """Stretches of one line put together again where a direction was taken from between them."""

    parts: list[str] = field(default_factory=list)
    length: int = 0
    open: bool = False
    """Whether white space ended the last stretch."""

    def add(self, stretch: str) -> None:
        words = tidy(stretch)
        if words:
            self._append(self._between(stretch[0].isspace(), words[0]) + words)
        self.open = stretch[-1:].isspace() or (self.open and not words)

    def text(self) -> str:
        return "".join(self.parts)

    def _append(self, text: str) -> None:
        self.parts.append(text)
        self.length += len(text)

    def _between(self, spaced: bool, first: str) -> str:  # noqa: FBT001 - private, and it reads well where it is called
        if not self.parts or first in _FOLLOWS_CLOSELY:
            return ""
        would_run_together = self.parts[-1][-1].isalnum() and (first.isdigit() or first.lower() != first.upper())
        return " " if spaced or self.open or would_run_together else ""
