"""Which pictures are shown. Cues of the script come first, then the lines at which nobody is seen; each in their order."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Final

from dropcut.domain.decisions import PictureDecision
from dropcut.domain.overlays import Ask, OtherView, Overlay, Picked, View
from dropcut.domain.pictures import Pictured, Picturing
from dropcut.editing.captions.titles import title_rows
from dropcut.editing.pictures.asking import Asked, asked_by_script, asked_by_silence, is_seen
from dropcut.editing.pictures.cues import complaints
from dropcut.editing.pictures.likeness import Described, Floats, Gallery, Nearness
from dropcut.editing.pictures.reasons import nothing_known, nothing_near, nothing_to_see, why, why_missing
from dropcut.editing.pictures.settling import Settled, pinned_views
from dropcut.editing.pictures.still import can_be_shown, shown_file
from dropcut.editing.pictures.supply import Supply
from dropcut.editing.script.tidy import shortened

_ALTERNATES: Final = 4
_NO_TIME: Final = "there is no time for it between the words"
_AS_NEAR: Final = 0.06
"""Clips that are so little further away do as well, once the nearest is used up."""


@dataclass(frozen=True)
class Likely:
    """From which nearness on a clip is shown, and from which on without a word of doubt."""

    least: float
    surely: float
    clearly: float
    """How much nearer than the next one it must be for that."""


BY_MEANING: Final = Likely(least=0.12, surely=0.25, clearly=0.02)
BY_WORDS: Final = Likely(least=0.2, surely=0.5, clearly=0.1)


@dataclass(frozen=True)
class Looks:
    """How candidates look, and how what is looked for would."""

    clips: Sequence[Floats | None] = ()
    queries: Mapping[str, Floats] = field(default_factory=dict)

    def of(self, number: int) -> Floats | None:
        """How a candidate looks; None where nobody told."""
        return self.clips[number] if self.clips else None


NOBODY_LOOKED: Final = Looks()


def pictured(
    asked: Picturing, described: Sequence[Floats | None], queries: Mapping[str, Floats], looks: Looks = NOBODY_LOOKED
) -> Pictured:
    """What lies over the lines. Pure: the same material gives the same pictures.

    `described` has a row for each text of each candidate, None where nothing understands; `queries` the vector of each text
    that is looked for.
    """
    return _Choosing.of(asked, described, queries, looks).pictured()


@dataclass
class _Choosing:
    asked: Picturing
    gallery: Gallery
    queries: Mapping[str, Floats]
    looks: Looks
    supplies: Sequence[Supply]
    settled: Settled
    made: list[Overlay] = field(default_factory=list)

    @classmethod
    def of(cls, asked: Picturing, described: Sequence[Floats | None], queries: Mapping[str, Floats], looks: Looks) -> _Choosing:
        pairs = enumerate(zip(asked.candidates, described, strict=True))
        clips = [Described(one.told, rows, looks.of(number)) for number, (one, rows) in pairs]
        seen = {scenes.asset.sha256: scenes for scenes in asked.scenes}
        cut = asked.cut
        supplies = [
            Supply.of(one.clip, cut.clips[one.clip], seen.get(cut.clips[one.clip].asset.sha256), cut.format)
            for one in asked.candidates
        ]
        return cls(asked, Gallery(clips, asked.language, queries), queries, looks, supplies, Settled.of(cut, asked.decisions))

    def pictured(self) -> Pictured:
        asked = asked_by_script(self.asked.cut, self.asked.script, lambda cue: can_be_shown(cue, self.asked))
        self.made = [self._overlay(one) for one in asked]
        silent = asked_by_silence(self.asked.cut, self.made) if self.supplies else ()
        self.made += [self._overlay(one) for one in silent]
        order = {line.number: place for place, line in enumerate(self.asked.cut.lines)}
        overlays = sorted(self.made, key=lambda one: (order[one.line], one.first, one.ask is Ask.TITLE))
        return Pictured(overlays=tuple(overlays), orphans=tuple(self.settled.orphans()), notes=tuple(self._notes()))

    def _notes(self) -> Iterator[str]:
        yield from complaints(self.asked.script.lines if self.asked.script else ())
        if not self.supplies:
            empty = dict.fromkeys(one.line.number for one in asked_by_silence(self.asked.cut, self.made))
            yield from nothing_to_see(tuple(empty))
        if any(one.ask in {Ask.B_ROLL, Ask.UNSEEN} for one in self.made):
            yield from filter(None, (self.asked.by_words, self._unknown()))
        for one in self.made:
            if one.status is Picked.MISSING:
                yield f"{_cue(one)} of line {one.line} is not shown: {one.reason}."
            elif one.ask is Ask.TITLE and not title_rows(one.words, self.asked.cut.format).whole:
                yield f"{_cue(one)} of line {one.line} is too long for the picture, so its end is not shown: write fewer words."

    def _unknown(self) -> str:
        """Who can be found by nothing here: no text tells of them, and no model looked at them."""
        clips = [self.asked.cut.clips[one.clip].name for one in self.asked.candidates if not one.told]
        return nothing_known(clips) if clips and not self.looks.clips else ""

    def _overlay(self, one: Asked) -> Overlay:
        settled = self.settled.about(one)
        if settled and settled.dropped:
            return _told(one, Picked.DROPPED, "a person dropped it")
        if not one.line.pieces:
            return _told(one, Picked.MISSING, "its line is not in the cut")
        if one.ask is Ask.SHOW:
            return self._shown(one)
        if one.frames < 1:
            return _told(one, Picked.MISSING, _NO_TIME)
        return _told(one, Picked.CHOSEN, "the script's words", 1) if one.ask is Ask.TITLE else self._found(one, settled)

    def _shown(self, one: Asked) -> Overlay:
        found = shown_file(one, self.asked)
        if found.view is None or one.frames < 1:
            return _told(one, Picked.MISSING, _NO_TIME if found.view else found.reason)
        return _told(one, Picked.CHOSEN, found.reason, 1, (found.view,))

    def _found(self, one: Asked, settled: PictureDecision | None) -> Overlay:
        if settled and settled.pin:
            views = pinned_views(self.asked.cut, settled.pin, one.frames)
            if views:
                others = self._others(one, self._ranked(one), views)
                return _told(one, Picked.CHOSEN, "a person chose it", 1, views, others)
            self.settled.gone(one)
        if not self.supplies:
            return _told(one, Picked.MISSING, "every clip that has a picture holds lines of the script")
        ranked = self._ranked(one)
        best, likely = ranked[0][1], self._likely
        must = not any(is_seen(self.asked.cut, piece.clip) for piece in one.line.pieces)
        if best.score < likely.least and not must:
            return _told(one, Picked.MISSING, why_missing(one), 0, (), self._others(one, ranked, ()))
        views, again = self._views(one, ranked, must=must)
        if not views:
            return _told(one, Picked.MISSING, "no part of a clip is long enough")
        status, doubt = self._verdict(one, ranked)
        reason = why(self.asked, views, {self.supplies[at].clip: near for at, near in ranked}, doubt, again=again)
        return _told(one, status, reason, best.score, views, self._others(one, ranked, views))

    @property
    def _likely(self) -> Likely:
        return BY_WORDS if self.asked.by_words else BY_MEANING

    def _ranked(self, one: Asked) -> Sequence[tuple[int, Nearness]]:
        """Candidates, the nearest first."""
        near = self.gallery.nearness(one.query, self.queries.get(one.query), self.looks.queries.get(one.query))
        return sorted(enumerate(near), key=lambda pair: (-pair[1].score, pair[0]))

    def _verdict(self, one: Asked, ranked: Sequence[tuple[int, Nearness]]) -> tuple[Picked, str]:
        best, likely = ranked[0][1].score, self._likely
        if best < likely.least:
            return Picked.AMBIGUOUS, nothing_near(one)
        if best < likely.surely:
            return Picked.AMBIGUOUS, "only faintly near"
        if len(ranked) > 1 and best - ranked[1][1].score < likely.clearly:
            return Picked.AMBIGUOUS, "another clip is as near"
        return Picked.CHOSEN, ""

    def _views(self, one: Asked, ranked: Sequence[tuple[int, Nearness]], *, must: bool) -> tuple[tuple[View, ...], bool]:
        """One after the other until the time is filled, and whether anything of it was shown before."""
        reach = ranked[0][1].score - _AS_NEAR
        near = [self.supplies[at] for at, nearness in ranked if one.ask is Ask.UNSEEN or nearness.score >= reach]
        views = list(self._fill(near, one.frames))
        again, missing = False, one.frames - sum(view.frames for view in views)
        while missing > 0 and (must or not views):
            near[0].renew()
            more = list(self._fill(near, missing, shortest=1))
            again = True
            views += more
            missing -= sum(view.frames for view in more)
            if not more:
                break
        return tuple(views), again

    def _fill(self, supplies: Sequence[Supply], frames: int, shortest: int | None = None) -> Iterator[View]:
        second = max(1, round(self.asked.cut.format.rate))
        for supply in supplies:
            while frames > 0 and (view := supply.take(frames, min(frames, shortest or second))):
                yield view
                frames -= view.frames

    def _others(self, one: Asked, ranked: Sequence[tuple[int, Nearness]], used: Sequence[View]) -> tuple[OtherView, ...]:
        shown = {view.clip for view in used}
        return tuple(self._other(one, at, near) for at, near in ranked if self.supplies[at].clip not in shown)[:_ALTERNATES]

    def _other(self, one: Asked, at: int, near: Nearness) -> OtherView:
        supply = self.supplies[at]
        fresh = Supply(supply.clip, supply.parts, list(supply.parts))
        view = fresh.take(one.frames or 1, 1)
        views = (view,) if view else ()
        reason = why(self.asked, views, {supply.clip: near}, "", again=False)
        return OtherView(score=_share(near.score), reason=reason, views=views)


def _cue(one: Overlay) -> str:
    return f"[{one.ask.value}: {shortened(one.words)}]" if one.words else f"[{one.ask.value}]"


def _share(score: float) -> Fraction:
    return Fraction(round(min(1.0, max(0.0, score)) * 1000), 1000)


def _told(  # noqa: PLR0913, PLR0917 - an overlay has so many parts
    one: Asked,
    status: Picked,
    reason: str,
    score: float = 0,
    views: tuple[View, ...] = (),
    alternates: tuple[OtherView, ...] = (),
) -> Overlay:
    return Overlay(
        line=one.line.number,
        ask=one.ask,
        words=one.words,
        occurrence=one.occurrence,
        first=one.first,
        frames=max(0, one.frames),
        status=status,
        score=_share(score),
        reason=reason,
        views=views,
        alternates=alternates,
    )
