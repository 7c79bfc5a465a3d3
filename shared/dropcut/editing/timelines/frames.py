"""Source time in a file's own frames, and what of it frames cannot say."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from dropcut.domain.time import Rate
from dropcut.domain.wording import count_of
from dropcut.editing.timelines.plan import Lane, Media, Plan, Shot

CHANNELS = 2
HARD_JOINTS = "Joints are cut hard: the cross-fades of the sound, the loudness and the captions are in the master only."


def own_rate(media: Media, programme: Rate) -> Rate:
    """In which frames a file is counted: its picture's, or the programme's where it has none."""
    return media.picture.rate if media.picture else programme


def usual_losses(plan: Plan, *, alternates: bool = True) -> Iterator[str]:
    """What no timeline carries."""
    yield HARD_JOINTS
    closer = sum(shot.closer for shot in plan.programme.pictures)
    if closer:
        yield f"Not drawn, but noted beside {'its clip' if closer == 1 else 'their clips'}: {count_of(closer, 'punch-in')}."
    if plan.titles:
        yield f"Not drawn, but marked: {count_of(plan.titles, 'title')}."
    used = (plan.media[number] for number in plan.used)
    uneven = [media for media in used if media.picture and not media.picture.constant]
    if uneven:
        yield f"Without a constant frame rate, so that editors may count other frames: {_named(uneven)}."
    if not alternates and plan.alternates:
        yield f"Left out, as there is one track only: {count_of(_alternates(plan.alternates), 'alternate')}."


def off_frame(plan: Plan, lane: Lane, rate: Rate) -> Iterator[str]:
    """Sound that begins between two frames."""
    moved = [shot for shot in lane.sounds if (shot.source * rate).denominator != 1]
    if moved:
        worst = max(abs(shot.source * rate - round(shot.source * rate)) / rate for shot in moved)
        yield (
            f"Moved to the nearest frame, by at most {round(worst * 1000)} ms: {count_of(len(moved), 'sound clip')} "
            f"of {_named(plan.media[shot.media] for shot in moved)}."
        )


def beyond_two_channels(plan: Plan) -> Iterator[str]:
    """Sound of which only a part is laid out."""
    used = (plan.media[number] for number in plan.used)
    many = [media for media in used if media.sound and media.sound.channels > CHANNELS]
    if many:
        yield f"Laid out with the first two channels only: the sound of {_named(many)}."


def source_frames(shot: Shot, rate: Rate) -> int:
    """The frame that a shot begins with, in frames of `rate` from the file's own beginning."""
    return round(shot.source * rate)


def _named(media: Iterable[Media]) -> str:
    names = sorted({each.name for each in media})
    return names[0] if len(names) == 1 else f"{names[0]} and {len(names) - 1} more"


def _alternates(lanes: Sequence[Lane]) -> int:
    return sum(len({shot.line for shot in lane.pictures + lane.sounds}) for lane in lanes)
