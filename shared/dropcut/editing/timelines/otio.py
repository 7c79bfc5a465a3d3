"""OpenTimelineIO: the master document. All that the other formats leave out stands in here."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Final

import opentimelineio as otio  # type: ignore[import-untyped]  # it carries no types

from dropcut.domain.cut import Status
from dropcut.domain.time import Rate, Seconds
from dropcut.editing.timelines.frames import own_rate, usual_losses
from dropcut.editing.timelines.plan import Lane, Mark, Media, Plan, Shot, Written

_COLOURS: Final = {Status.CHOSEN: "GREEN", Status.AMBIGUOUS: "YELLOW", Status.MISSING: "RED"}


def as_otio(plan: Plan) -> Written:
    """`.otio`: JSON of public schemas only."""
    timeline = otio.schema.Timeline(plan.title)
    timeline.metadata["dropcut"] = {"width": plan.format.width, "height": plan.format.height, "rate": str(plan.format.rate)}
    timeline.tracks.extend(_tracks(plan, plan.programme))
    if plan.over.pictures:
        timeline.tracks.append(_track(plan, plan.over.name, otio.schema.TrackKind.Video, plan.over.pictures))
    for lane in plan.alternates:
        timeline.tracks.extend(_tracks(plan, lane))
    timeline.tracks[0].markers.extend(_marker(mark, plan.format.rate) for mark in plan.marks)
    return Written(data=timeline.to_json_string(indent=2).encode(), left_out=tuple(usual_losses(plan)))


def _tracks(plan: Plan, lane: Lane) -> list[otio.schema.Track]:
    kinds = otio.schema.TrackKind
    shown = _track(plan, lane.name, kinds.Video, lane.pictures)
    heard = _track(plan, f"{lane.name}, sound", kinds.Audio, lane.sounds)
    for track in (shown, heard):
        track.enabled = lane is plan.programme
    return [shown, heard]


def _track(plan: Plan, name: str, kind: str, shots: Sequence[Shot]) -> otio.schema.Track:
    track, at = otio.schema.Track(name, kind=kind), 0
    for shot in shots:
        if shot.at > at:
            track.append(otio.schema.Gap(duration=_time(Fraction(shot.at - at), plan.format.rate)))
        track.append(_clip(shot, plan.media[shot.media], plan.format.rate))
        at = shot.end
    return track


def _clip(shot: Shot, media: Media, rate: Rate) -> otio.schema.Clip:
    told = {"line": shot.line} | ({"punched_in": True} if shot.closer else {})
    return otio.schema.Clip(
        name=shot.name,
        media_reference=_reference(media, rate),
        source_range=_range((media.start + shot.source) * rate, Fraction(shot.frames), rate),
        metadata={"dropcut": told},
    )


def _reference(media: Media, rate: Rate) -> otio.schema.ExternalReference:
    own = own_rate(media, rate)
    there = None if media.still else _range(media.start * own, Fraction(round(media.duration * own)), own)
    reference = otio.schema.ExternalReference(target_url=media.url, available_range=there)
    reference.name = media.name
    reference.metadata["dropcut"] = {"sha256": media.identity}
    return reference


def _marker(mark: Mark, rate: Rate) -> otio.schema.Marker:
    marker = otio.schema.Marker(
        name=mark.name,
        marked_range=_range(Fraction(mark.at), Fraction(1), rate),
        color=_COLOURS[mark.status],
        metadata={"dropcut": {"status": mark.status.value}},
    )
    marker.comment = mark.text
    return marker


def _range(start: Fraction, frames: Fraction, rate: Rate) -> otio.opentime.TimeRange:
    return otio.opentime.TimeRange(_time(start, rate), _time(frames, rate))


def _time(frames: Seconds, rate: Rate) -> otio.opentime.RationalTime:
    return otio.opentime.RationalTime(float(frames), float(rate))
