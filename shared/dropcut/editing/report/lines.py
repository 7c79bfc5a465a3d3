"""What became of each line."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from dropcut.domain.cut import Alternate, Cut, CutLine, Piece, Placed
from dropcut.domain.overlays import Overlay, View
from dropcut.domain.report import LineReport, OtherPicture, OtherTake, PictureReport, Showing, Source, TimedWord, Used


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
            pictures=tuple(self._picture(overlay, placed) for overlay in self._cut.overlays_of(line)),
        )

    def _picture(self, overlay: Overlay, placed: tuple[Placed, ...]) -> PictureReport:
        begin = placed[0].first + overlay.first if placed and overlay.frames else None
        return PictureReport(
            ask=overlay.ask,
            words=overlay.words,
            status=overlay.status,
            score=overlay.score,
            reason=overlay.reason,
            program_start=None if begin is None else self._format.starts(begin),
            program_end=None if begin is None else self._format.starts(begin + overlay.frames),
            views=tuple(self._showings(overlay, begin or 0)),
            alternates=tuple(
                OtherPicture(score=each.score, reason=each.reason, views=tuple(map(self._view, each.views)))
                for each in overlay.alternates
            ),
        )

    def _showings(self, overlay: Overlay, at: int) -> Iterator[Showing]:
        for view in overlay.views:
            source = self._view(view)
            end = at + view.frames
            yield Showing(
                clip=source.clip,
                start=source.start,
                end=source.end,
                program_start=self._format.starts(at),
                program_end=self._format.starts(end),
            )
            at = end

    def _view(self, view: View) -> Source:
        if view.image is not None:
            return Source(clip=self._cut.images[view.image].name, start=Fraction(0), end=Fraction(0))
        start, end = self._format.starts(view.first), self._format.starts(view.first + view.frames)
        return Source(clip=self._name(view.clip or 0), start=start, end=end)

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
