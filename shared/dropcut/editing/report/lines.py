"""What became of each line."""

from __future__ import annotations

from dropcut.domain.cut import Alternate, Cut, CutLine, Piece, Placed
from dropcut.domain.report import LineReport, OtherTake, Source, TimedWord, Used


def line_reports(cut: Cut) -> tuple[LineReport, ...]:
    """Every line, by its number; each piece and word at its place in the programme."""
    telling = _Telling(cut)
    placed = cut.placed()
    reports = [telling.line(line, tuple(next(placed) for _ in line.pieces)) for line in cut.lines]
    return tuple(sorted(reports, key=lambda report: report.number))


class _Telling:
    """Tells of the lines of one cut."""

    def __init__(self, cut: Cut) -> None:
        self._cut = cut
        self._format = cut.format

    def line(self, line: CutLine, placed: tuple[Placed, ...]) -> LineReport:
        return LineReport(
            number=line.number,
            text=line.text,
            section=line.section,
            status=line.status,
            score=line.score,
            reason=line.reason,
            pieces=tuple(self._used(place) for place in placed),
            alternates=tuple(self._other(alternate) for alternate in line.alternates),
            words=self._words(line, placed),
            caption=line.caption,
        )

    def _used(self, place: Placed) -> Used:
        piece = place.piece
        return Used(
            clip=self._name(piece.clip),
            start=piece.start(self._format),
            end=piece.end(self._format),
            program_start=self._format.starts(place.first),
            program_end=self._format.starts(place.first + piece.frames),
            sound=self._name(piece.sound),
            sound_start=piece.sound_start,
            closer=piece.closer,
        )

    def _words(self, line: CutLine, placed: tuple[Placed, ...]) -> tuple[TimedWord, ...]:
        starts = [self._format.starts(place.first) for place in placed]
        return tuple(
            TimedWord(text=word.text, start=starts[word.piece] + word.start, end=starts[word.piece] + word.end)
            for word in line.words
        )

    def _other(self, take: Alternate) -> OtherTake:
        return OtherTake(score=take.score, reason=take.reason, pieces=tuple(self._source(piece) for piece in take.pieces))

    def _source(self, piece: Piece) -> Source:
        return Source(clip=self._name(piece.clip), start=piece.start(self._format), end=piece.end(self._format))

    def _name(self, clip: int) -> str:
        return self._cut.clips[clip].name
