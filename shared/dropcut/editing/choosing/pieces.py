"""From a candidate to the pieces that show it, and to the times of its words in them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from dropcut.domain.cut import Piece, Spoken
from dropcut.domain.decisions import Decision
from dropcut.domain.speech import Role
from dropcut.editing.choosing.candidates import Candidate, Part
from dropcut.editing.choosing.evidence import Evidence
from dropcut.editing.choosing.reels import Reel, eye_for
from dropcut.editing.choosing.takes import Neighbours
from dropcut.editing.trimming.framing import Frames, Stretch, frames_of, joined
from dropcut.editing.trimming.spelling import Heard, spelled
from dropcut.editing.trimming.trims import stretches_of
from dropcut.editing.trimming.uttered import Utterance


@dataclass(frozen=True)
class Shown:
    """How a candidate is shown."""

    pieces: tuple[Piece, ...]
    words: tuple[Spoken, ...]
    spans: tuple[tuple[int, Fraction, Fraction], ...]
    """What is heard, piece by piece: the reel, and the stretch in its time."""


@dataclass(frozen=True)
class _Shot:
    """One piece, and what of its part it shows."""

    part: Part
    piece: Piece
    lag: Fraction
    """What must be added to a moment of the clip that is heard for the same moment of the one that is seen."""


@dataclass(frozen=True)
class Editor:
    """Cuts candidates to the frame. The same candidate always gives the same pieces."""

    evidence: Evidence
    reels: Sequence[Reel]
    neighbours: Mapping[int, Neighbours]

    def shown(self, candidate: Candidate, text: str, settled: Decision | None = None) -> Shown:
        """A candidate as pieces; a person may want it to begin or end elsewhere."""
        shots = [shot for part in candidate.parts for shot in self._shots(candidate, part, settled)]
        if self.evidence.settings.punch_in:
            shots = [
                _Shot(shot.part, shot.piece.model_copy(update={"closer": at % 2 == 1}), shot.lag)
                for at, shot in enumerate(shots)
            ]
        return Shown(
            pieces=tuple(shot.piece for shot in shots),
            words=spelled(text, list(self._heard(shots)), self._lengths(shots)),
            spans=tuple(self._span(shot) for shot in shots),
        )

    def _shots(self, candidate: Candidate, part: Part, settled: Decision | None) -> Iterator[_Shot]:
        take, rate = part.take, self.evidence.format.rate
        before, after = self.neighbours[take.clip].around(take)
        sounding = self.evidence.by_clip[take.clip].sounding
        stretches = stretches_of(Utterance(take.words, before, after), part.runs, sounding, self.evidence.limits)
        stretches = _settled(stretches, candidate, part, settled)
        reel = self.reels[take.reel]
        eye = eye_for(self.evidence, reel, stretches[0].start - take.shift, stretches[-1].end - take.shift)
        seen = take.clip if eye is None else eye
        lag = reel.shift(seen) - take.shift
        lasts = self.evidence.lasts(seen)
        changes = self.evidence.changes(seen)
        for frames in joined([frames_of(_later(one, lag), rate, lasts, changes) for one in stretches]):
            yield _Shot(part, self._piece(frames, seen, take.clip, lag), lag)

    def _piece(self, frames: Frames, seen: int, heard: int, lag: Fraction) -> Piece:
        start = self.evidence.format.starts(frames.first) - lag
        return Piece(clip=seen, first=frames.first, frames=frames.end - frames.first, sound=heard, sound_start=start)

    def _lengths(self, shots: Sequence[_Shot]) -> Sequence[Fraction]:
        return [self.evidence.format.starts(shot.piece.frames) for shot in shots]

    def _heard(self, shots: Sequence[_Shot]) -> Iterator[Heard]:
        """The words of the line that are heard in some piece, with times from its beginning."""
        for number, shot in enumerate(shots):
            start = shot.piece.sound_start
            end = start + self.evidence.format.starts(shot.piece.frames)
            for run in shot.part.runs:
                for word in shot.part.take.words[run.first : run.last + 1]:
                    if word.role is Role.SAID and word.place is not None and start <= (word.start + word.end) / 2 < end:
                        yield Heard(word.place, number, max(word.start, start) - start, min(word.end, end) - start)

    def _span(self, shot: _Shot) -> tuple[int, Fraction, Fraction]:
        start = shot.piece.sound_start - shot.part.take.shift
        return shot.part.take.reel, start, start + self.evidence.format.starts(shot.piece.frames)


def _later(stretch: Stretch, lag: Fraction) -> Stretch:
    return replace(
        stretch,
        start=stretch.start + lag,
        end=stretch.end + lag,
        first_word=stretch.first_word + lag,
        last_word=stretch.last_word + lag,
        before=None if stretch.before is None else stretch.before + lag,
        after=None if stretch.after is None else stretch.after + lag,
    )


def _settled(stretches: Sequence[Stretch], candidate: Candidate, part: Part, settled: Decision | None) -> tuple[Stretch, ...]:
    """As a person wants it: then a word may well be cut."""
    changed = list(stretches)
    if settled and settled.earlier is not None and part is candidate.parts[0]:
        start = changed[0].start - settled.earlier
        first_word = max(start, changed[0].first_word)
        changed[0] = replace(changed[0], start=start, first_word=first_word, begins_as_wanted=True)
    if settled and settled.later is not None and part is candidate.parts[-1]:
        end = changed[-1].end + settled.later
        last_word = min(end, changed[-1].last_word)
        changed[-1] = replace(changed[-1], end=end, last_word=last_word, ends_as_wanted=True)
    return tuple(changed)
