"""Premiere's XML (xmeml): whole frames, each file declared once and referred to afterwards."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count
from math import ceil
from typing import Final, NamedTuple
from xml.etree.ElementTree import Element

from dropcut.domain.time import Rate, Timecode, is_drop_frame
from dropcut.editing.timelines.frames import CHANNELS, beyond_two_channels, off_frame, source_frames, usual_losses
from dropcut.editing.timelines.plan import Lane, Plan, Shot, Written
from dropcut.editing.timelines.xmeml_files import Files, rate_of, sample
from dropcut.editing.timelines.xml_text import child, document

_NTSC: Final = 1001


class _Item(NamedTuple):
    """A clip item and where it lies: kind, track and place, the last two from 1."""

    element: Element
    kind: str
    track: int
    place: int


class _Track:
    """One track that is being filled."""

    def __init__(self, home: Element, kind: str, *, enabled: bool) -> None:
        self.kind = kind
        self.number = len(home.findall("track")) + 1
        self.enabled = enabled
        self.element = child(home, "track")

    def add(self, identity: str) -> _Item:
        place = len(self.element.findall("clipitem")) + 1
        return _Item(child(self.element, "clipitem", id=identity), self.kind, self.number, place)

    def close(self) -> None:
        child(self.element, "enabled", "TRUE" if self.enabled else "FALSE")
        child(self.element, "locked", "FALSE")


class _Clips:
    """All clip items of a document."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.files = Files(plan)
        self.numbers = count(1)

    def seen(self, track: _Track, shot: Shot) -> _Item:
        return self._item(track, shot)

    def heard(self, track: _Track, shot: Shot, channel: int) -> _Item:
        item = self._item(track, shot)
        source = child(item.element, "sourcetrack")
        child(source, "mediatype", "audio")
        child(source, "trackindex", channel)
        return item

    def _item(self, track: _Track, shot: Shot) -> _Item:
        media, rate = self.plan.media[shot.media], self.plan.format.rate
        item, begin = track.add(f"clipitem-{next(self.numbers)}"), source_frames(shot, rate)
        child(item.element, "name", shot.name)
        child(item.element, "enabled", "TRUE")
        child(item.element, "duration", max(ceil(media.duration * rate), begin + shot.frames))
        rate_of(item.element, rate)
        if media.still:
            child(item.element, "stillframe", "TRUE")
        for tag, frame in (("start", shot.at), ("end", shot.end), ("in", begin), ("out", begin + shot.frames)):
            child(item.element, tag, frame)
        self.files.refer(item.element, shot.media)
        if shot.closer:
            child(child(item.element, "comments"), "mastercomment1", "Punched in, to hide the jump before it.")
        return item


def as_xmeml(plan: Plan) -> Written:
    """`.xml`, version 5."""
    root = Element("xmeml", version="5")
    sequence = child(root, "sequence", id="sequence-1")
    child(sequence, "name", plan.title)
    child(sequence, "duration", plan.frames)
    rate_of(sequence, plan.format.rate)
    _zero(sequence, plan.format.rate)
    media = child(sequence, "media")
    video, audio = _video(media, plan), child(media, "audio")
    child(audio, "numOutputChannels", CHANNELS)
    clips = _Clips(plan)
    _lane(plan, plan.programme, clips, video, audio)
    if plan.over.pictures:
        _over(plan, clips, video)
    for lane in plan.alternates:
        _lane(plan, lane, clips, video, audio)
    _markers(sequence, plan)
    return Written(data=document(root, "xmeml"), left_out=tuple(_lost(plan)))


def _zero(sequence: Element, rate: Rate) -> None:
    drop = is_drop_frame(rate)
    timecode = child(sequence, "timecode")
    rate_of(timecode, rate)
    child(timecode, "string", Timecode.of(0, rate, drop=drop).text)
    child(timecode, "frame", 0)
    child(timecode, "displayformat", "DF" if drop else "NDF")


def _video(media: Element, plan: Plan) -> Element:
    video = child(media, "video")
    sample(child(video, "format"), plan.format.width, plan.format.height, plan.format.rate)
    return video


def _lane(plan: Plan, lane: Lane, clips: _Clips, video: Element, audio: Element) -> None:
    """One track of pictures and, as Premiere wants it, one of sound for each channel."""
    enabled = lane is plan.programme
    seen = _Track(video, "video", enabled=enabled)
    heard = [_Track(audio, "audio", enabled=enabled) for _ in range(CHANNELS)]
    partners = {id(plan.companion(lane, shot)): clips.seen(seen, shot) for shot in lane.pictures}
    for shot in lane.sounds:
        sound = plan.media[shot.media].sound
        channels = min(CHANNELS, sound.channels) if sound else 0
        items = [clips.heard(heard[channel], shot, channel + 1) for channel in range(channels)]
        _link(([partners[id(shot)]] if id(shot) in partners else []) + items)
    for track in (seen, *heard):
        track.close()


def _over(plan: Plan, clips: _Clips, video: Element) -> None:
    """A second track of pictures, which hides what is below it."""
    track = _Track(video, "video", enabled=True)
    for shot in plan.over.pictures:
        clips.seen(track, shot)
    track.close()


def _link(items: list[_Item]) -> None:
    """So that moving one moves all."""
    for item in items if len(items) > 1 else []:
        for other in items:
            link = child(item.element, "link")
            child(link, "linkclipref", other.element.get("id"))
            child(link, "mediatype", other.kind)
            child(link, "trackindex", other.track)
            child(link, "clipindex", other.place)


def _markers(sequence: Element, plan: Plan) -> None:
    for mark in plan.marks:
        marker = child(sequence, "marker")
        child(marker, "name", mark.name)
        child(marker, "comment", mark.text)
        child(marker, "in", mark.at)
        child(marker, "out", -1)


def _lost(plan: Plan) -> Iterator[str]:
    yield from usual_losses(plan)
    for lane in (plan.programme, *plan.alternates):
        yield from off_frame(plan, lane, plan.format.rate)
    rate = plan.format.rate
    if rate.denominator not in {1, _NTSC}:
        yield f"The format knows whole frame rates and their NTSC forms only: {rate} is written as {round(rate)}."
    yield from beyond_two_channels(plan)
