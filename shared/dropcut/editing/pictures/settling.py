"""What a person settled about pictures, by what is asked for and in which line."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from dropcut.domain.cut import Cut
from dropcut.domain.decisions import Decision, PictureDecision, TakeRef
from dropcut.domain.overlays import Ask, View
from dropcut.domain.time import nearest_frame
from dropcut.domain.wording import printable
from dropcut.editing.pictures.asking import Asked, is_seen
from dropcut.editing.references import line_refs, normal_text

Key = tuple[int, Ask, str, int]


@dataclass
class Settled:
    """The decisions that are about something that is asked for."""

    decisions: Mapping[Key, PictureDecision]
    met: set[Key] = field(default_factory=set)
    lost: list[str] = field(default_factory=list)

    @classmethod
    def of(cls, cut: Cut, decisions: Sequence[Decision]) -> Settled:
        lines = sorted(cut.lines, key=lambda line: line.number)
        numbers = {ref: line.number for ref, line in zip(line_refs([line.text for line in lines]), lines, strict=True)}
        return cls(
            {
                (numbers[made.line], one.ask, one.words, one.occurrence): one
                for made in decisions
                if made.line in numbers
                for one in made.pictures
            }
        )

    def about(self, asked: Asked) -> PictureDecision | None:
        """What was settled about one picture."""
        key = (asked.line.number, asked.ask, normal_text(asked.words), asked.occurrence)
        self.met.add(key)
        return self.decisions.get(key)

    def gone(self, asked: Asked) -> None:
        """The picture that was pinned is no longer there."""
        self.lost.append(f"The picture that was pinned in line {asked.line.number} is no longer in the footage.")

    def orphans(self) -> Iterator[str]:
        """Decisions that apply to nothing."""
        yield from self.lost
        for number, ask, words, occurrence in self.decisions:
            if (number, ask, words, occurrence) not in self.met:
                what = f"[{ask.value}: {printable(words)}]" if words else "A picture"
                yield f"{what} of line {number} is asked for no more: what was settled about it is kept, unused."


def pinned_views(cut: Cut, pin: TakeRef, frames: int) -> tuple[View, ...]:
    """What was pinned, as long as it is wanted and the clip lasts; nothing where the clip is gone."""
    for number, clip in enumerate(cut.clips):
        footage = clip.asset.footage
        if clip.asset.sha256 == pin.asset and is_seen(cut, number) and footage:
            last = int((footage.pictures[0].start + footage.pictures[0].duration) * cut.format.rate)
            first = max(0, min(nearest_frame(pin.start, cut.format.rate), last - 1))
            return (View(clip=number, first=first, frames=max(1, min(frames, last - first))),)
    return ()
