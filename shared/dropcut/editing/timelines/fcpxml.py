"""Final Cut Pro XML 1.9: every time a fraction, media by representation, alternates as disabled clips above."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Final, NamedTuple
from xml.etree.ElementTree import Element

from dropcut.domain.time import Seconds, is_drop_frame
from dropcut.editing.timelines.fcpxml_resources import resources
from dropcut.editing.timelines.frames import usual_losses
from dropcut.editing.timelines.plan import Lane, Mark, Plan, Shot, Written
from dropcut.editing.timelines.rational import rational
from dropcut.editing.timelines.xml_text import child, document

VERSION: Final = "1.9"
_CONFORMED: Final = {
    Fraction(24000, 1001): "23.98", Fraction(24): "24", Fraction(25): "25", Fraction(30000, 1001): "29.97",
    Fraction(30): "30", Fraction(48): "48", Fraction(50): "50", Fraction(60000, 1001): "59.94", Fraction(60): "60",
}  # fmt: skip


class _Stretch(NamedTuple):
    """One element of the primary storyline, and where its own time begins."""

    element: Element
    at: int
    end: int
    start: Seconds


def as_fcpxml(plan: Plan) -> Written:
    """`.fcpxml`."""
    root = Element("fcpxml", version=VERSION)
    known = resources(root, plan)
    spine = child(_sequence(root, plan), "spine")
    stretches = [_stretch(spine, plan, known, span) for span in _spans(plan)]
    _connect(plan, known, stretches)
    _mark(plan, stretches)
    return Written(data=document(root, "fcpxml"), left_out=(*usual_losses(plan), *_lost(plan, stretches)))


def _sequence(root: Element, plan: Plan) -> Element:
    event = child(child(root, "library"), "event", name=plan.title)
    return child(
        child(event, "project", name=plan.title),
        "sequence",
        format="r1",
        duration=rational(plan.format.starts(max(plan.frames, _last(plan)))),
        tcStart="0s",
        tcFormat=_tc_format(is_drop_frame(plan.format.rate)),
        audioLayout="stereo",
        audioRate="48k",
    )


def _spans(plan: Plan) -> Iterator[tuple[int, int, Shot | None]]:
    """The whole programme, each frame once, by what is seen; None where nothing is."""
    at = 0
    for shot in plan.programme.pictures:
        if shot.at > at:
            yield at, shot.at, None
        yield shot.at, shot.end, shot
        at = shot.end
    if _last(plan) > at:
        yield at, _last(plan), None


def _last(plan: Plan) -> int:
    """A line that is not in the programme may have alternates after its end."""
    late = [lane.end for lane in plan.alternates if any(shot.at >= plan.frames for shot in lane.pictures + lane.sounds)]
    return max([plan.frames, *late])


def _stretch(spine: Element, plan: Plan, known: Mapping[int, str], span: tuple[int, int, Shot | None]) -> _Stretch:
    at, end, shot = span
    offset = rational(plan.format.starts(at))
    if shot is None:
        length = rational(plan.format.starts(end - at))
        return _Stretch(child(spine, "gap", name="Gap", offset=offset, start="0s", duration=length), at, end, Fraction(0))
    element = _clip(spine, plan, known, shot, offset)
    both = plan.companion(plan.programme, shot)
    if both is None and plan.media[shot.media].sound:
        element.set("srcEnable", "video")
    return _Stretch(element, at, end, plan.media[shot.media].start + shot.source)


def _clip(parent: Element, plan: Plan, known: Mapping[int, str], shot: Shot, offset: str) -> Element:
    media = plan.media[shot.media]
    if media.still:
        return child(
            parent, "video", ref=known[shot.media], name=shot.name, offset=offset, start="0s",
            duration=rational(plan.format.starts(shot.frames)),
        )  # fmt: skip
    rate = media.picture.rate if media.picture else plan.format.rate
    element = child(
        parent,
        "asset-clip",
        ref=known[shot.media],
        name=shot.name,
        offset=offset,
        start=rational(media.start + shot.source),
        duration=rational(plan.format.starts(shot.frames)),
        tcFormat=_tc_format(media.timecode.drop if media.timecode else False),
    )
    if shot.closer:
        child(element, "note", "Punched in, to hide the jump before it.")
    if rate != plan.format.rate and rate in _CONFORMED:
        child(element, "conform-rate", scaleEnabled="0", srcFrameRate=_CONFORMED[rate])
    return element


def _tc_format(drop: bool) -> str:  # noqa: FBT001 - a fact of the file, not a mode
    return "DF" if drop else "NDF"


def _connect(plan: Plan, known: Mapping[int, str], stretches: list[_Stretch]) -> None:
    for sound in plan.programme.sounds:
        if not any(plan.companion(plan.programme, shot) is sound for shot in plan.programme.pictures if shot.at == sound.at):
            _connected(plan, known, stretches, sound, -1).set("srcEnable", "audio")
    for shot in plan.over.pictures:
        over = _connected(plan, known, stretches, shot, 1)
        if plan.media[shot.media].sound:
            over.set("srcEnable", "video")
    for number, lane in enumerate(plan.alternates, 2 if plan.over.pictures else 1):
        for shot, source in _of_lane(plan, lane):
            element = _connected(plan, known, stretches, shot, number)
            element.set("enabled", "0")
            if source:
                element.set("srcEnable", source)


def _of_lane(plan: Plan, lane: Lane) -> Iterator[tuple[Shot, str]]:
    together = {id(plan.companion(lane, shot)) for shot in lane.pictures}
    for shot in lane.pictures:
        yield shot, "" if plan.companion(lane, shot) or not plan.media[shot.media].sound else "video"
    for sound in lane.sounds:
        if id(sound) not in together:
            yield sound, "audio"


def _connected(plan: Plan, known: Mapping[int, str], stretches: list[_Stretch], shot: Shot, lane: int) -> Element:
    parent = _holding(stretches, shot.at)
    offset = rational(parent.start + plan.format.starts(shot.at - parent.at))
    element = _clip(parent.element, plan, known, shot, offset)
    element.set("lane", str(lane))
    return element


def _holding(stretches: list[_Stretch], at: int) -> _Stretch:
    return next(stretch for stretch in reversed(stretches) if stretch.at <= at)


def _mark(plan: Plan, stretches: list[_Stretch]) -> None:
    for mark in plan.marks if stretches else ():
        parent = _holding(stretches, min(mark.at, stretches[-1].end - 1))
        _marker(parent, mark, plan)


def _marker(parent: _Stretch, mark: Mark, plan: Plan) -> None:
    at = min(mark.at, parent.end - 1)
    child(
        parent.element,
        "marker",
        start=rational(parent.start + plan.format.starts(at - parent.at)),
        duration=rational(plan.format.starts(1)),
        value=mark.name,
        note=mark.text,
        completed="0",
    )


def _lost(plan: Plan, stretches: list[_Stretch]) -> Iterator[str]:
    if plan.marks and not stretches:
        yield "The markers of missing lines have no clip to stand on."
