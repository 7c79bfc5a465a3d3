"""CMX3600: one video track, cuts only, reels of eight characters, everything by timecode."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, NamedTuple

from dropcut.domain.time import Rate, Timecode, is_drop_frame, nearest_frame
from dropcut.domain.wording import count_of
from dropcut.editing.timelines.edl_names import plain, reels
from dropcut.editing.timelines.frames import CHANNELS, beyond_two_channels, off_frame, usual_losses
from dropcut.editing.timelines.plan import Media, Plan, Shot, Written

_MOST_EVENTS: Final = 999
_FASTEST: Final = 30


class _Event(NamedTuple):
    shot: Shot
    channel: str


def as_edl(plan: Plan) -> Written:
    """`.edl`, its programme beginning at one hour."""
    rate = plan.format.rate
    drop = is_drop_frame(rate)
    record = Timecode.parse(f"01:00:00{';' if drop else ':'}00", rate)
    events = list(_events(plan))
    head = f"TITLE: {plain(plan.title)[:70]}\nFCM: {'DROP FRAME' if drop else 'NON-DROP FRAME'}\n"
    names = reels(plan.media)
    rows = (
        _event(number, event, plan, names, record) + _locators(number, events, plan, record)
        for number, event in enumerate(events, 1)
    )
    return Written(data=(head + "".join(rows)).encode("ascii"), left_out=tuple(_lost(plan, events)))


def _locators(number: int, events: list[_Event], plan: Plan, record: Timecode) -> str:
    """The marks that fall into an event, before the next one begins."""
    begin = events[number - 1].shot.at if number > 1 else 0
    end = events[number].shot.at if number < len(events) else plan.frames + 1
    marks = [mark for mark in plan.marks if begin <= mark.at < end]
    return "".join(f"* LOC: {record.plus(mark.at).text} {_COLOUR} {plain(f'{mark.name}: {mark.text}')}\n" for mark in marks)


_COLOUR: Final = "RED    "


def _events(plan: Plan) -> Iterator[_Event]:
    lane = plan.programme
    together = {id(sound): shot for shot in lane.pictures if (sound := plan.companion(lane, shot))}
    shown = [_Event(shot, _channels(plan, plan.companion(lane, shot), "V")) for shot in lane.pictures]
    heard = [_Event(shot, _channels(plan, shot)) for shot in lane.sounds if id(shot) not in together]
    yield from sorted(shown + heard, key=lambda event: (event.shot.at, "V" not in event.channel))


def _channels(plan: Plan, sound: Shot | None, picture: str = "") -> str:
    """`V`, `A` or `AA` for one or two channels of sound; `B` and `AA/V` for both."""
    facts = plan.media[sound.media].sound if sound else None
    heard = "A" * min(facts.channels, CHANNELS) if facts else ""
    both = {"A": "B", "AA": "AA/V", "": "V"}
    return both[heard] if picture else heard


def _event(number: int, event: _Event, plan: Plan, names: list[str], record: Timecode) -> str:
    shot, media = event.shot, plan.media[event.shot.media]
    source = _source(media, shot, plan.format.rate)
    times = (source, source.plus(shot.frames), record.plus(shot.at), record.plus(shot.end))
    row = f"{number:03}  {names[shot.media]:<8} {event.channel:<5} C        {' '.join(time.text for time in times)}\n"
    notes = f"* FROM CLIP NAME: {plain(media.name)}\n* SOURCE FILE: {media.url}\n* COMMENT: {plain(shot.name)}\n"
    return row + notes + ("* COMMENT: PUNCHED IN\n" if shot.closer else "")


def _source(media: Media, shot: Shot, rate: Rate) -> Timecode:
    """In the file's own labels where they run as the programme's do."""
    frame = nearest_frame(media.start + shot.source, rate)
    own = media.timecode
    return Timecode.of(frame, rate, drop=own.drop if own and own.rate == rate else is_drop_frame(rate))


def _lost(plan: Plan, events: list[_Event]) -> Iterator[str]:
    yield from usual_losses(plan, alternates=False)
    if plan.over.pictures:
        said = count_of(len(plan.over.pictures), "other picture")
        yield f"Left out, as there is one track only: {said} over the takes, which the other timelines have on a second track."
    yield from off_frame(plan, plan.programme, plan.format.rate)
    yield from beyond_two_channels(plan)
    other = {event.shot.media for event in events if _runs_otherwise(plan.media[event.shot.media], plan.format.rate)}
    if other:
        names = ", ".join(sorted({plan.media[number].name for number in other}))
        yield f"All timecode is counted at {plan.format.rate} frames a second, which {names} does not have."
    if len(events) > _MOST_EVENTS:
        yield f"{count_of(len(events), 'event')} are more than the {_MOST_EVENTS} that the format numbers."
    if plan.format.rate > _FASTEST:
        yield f"The format was made for at most {_FASTEST} frames a second, and this programme has {plan.format.rate}."
    if any(not text.isascii() for text in (plan.title, *(media.name for media in plan.media))):
        yield "Names are in plain Latin letters only; the addresses of the files beside them are whole."


def _runs_otherwise(media: Media, rate: Rate) -> bool:
    return bool(media.picture and media.picture.rate != rate)
