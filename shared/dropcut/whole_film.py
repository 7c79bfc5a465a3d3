"""What the recipe asks for once it is settled what is shown: picture and sound of the programme, and the master of both."""

from __future__ import annotations

from typing import NamedTuple

from dropcut.domain.cut import Cut
from dropcut.domain.programme import Encoder, Format, Look
from dropcut.domain.rendering import Assembly, Chapter, Master, Mixed, Mixing, Segment
from dropcut.domain.settings import Scale, Settings
from dropcut.domain.upscaling import SharpenerWish
from dropcut.editing.captions.burned import drawn_over
from dropcut.editing.programme.plan import chapters_of, segments_of, sound_of
from dropcut.larger_pictures import Larger, encoder_wish, upscaled
from dropcut.ports.recipe import Do, Drop
from dropcut.steps.assemble import assemble
from dropcut.steps.choose_encoder import choose_encoder
from dropcut.steps.mix import mix
from dropcut.steps.render import render


class Film(NamedTuple):
    """A programme that was made."""

    master: Master
    encoder: Encoder
    sound: Mixed
    picture: Larger


def film_of(drop: Drop, do: Do, cut: Cut, shape: Format, settings: Settings) -> Film:
    """Every segment of the picture, the whole sound, and both joined: nothing is encoded again for that."""
    encoder = do(choose_encoder, encoder_wish(settings, shape, drop.build))
    sound = do(mix, Mixing(format=shape, preset=settings.preset, pieces=sound_of(cut), build=encoder.build))
    segments = _segments(cut, Look(format=shape, fit=settings.fit, encoder=encoder), settings)
    picture = _picture(do, segments, settings, drop.revision)
    joined = Assembly(
        format=shape, encoder=encoder, rendered=picture.video, sound=sound, title=title_of(drop, settings),
        chapters=_chapters(cut), poster_frame=next(cut.placed()).piece.frames // 2,
    )  # fmt: skip
    return Film(do(assemble, joined), encoder, sound, picture)


def title_of(drop: Drop, settings: Settings) -> str:
    """What it is called, to people."""
    return settings.title or drop.id.name


def sharpener_wish(scale: Scale, revision: int) -> SharpenerWish:
    """What its picture is to be made larger with."""
    return SharpenerWish(scale=scale, revision=revision)


def _segments(cut: Cut, look: Look, settings: Settings) -> tuple[Segment, ...]:
    return segments_of(
        cut, look, lambda line, first, frames: drawn_over(
            line, first, frames, look.format, settings.captions, [each for each in cut.overlays_of(line) if each.is_title]
        )
    )  # fmt: skip


def _picture(do: Do, segments: tuple[Segment, ...], settings: Settings, revision: int) -> Larger:
    """The programme's picture, segment by segment."""
    if settings.upscale is None:
        return Larger(do.map(render, segments), ())
    return upscaled(do, segments, sharpener_wish(settings.upscale, revision))


def _chapters(cut: Cut) -> tuple[Chapter, ...]:
    return tuple(Chapter(title=title, frame=frame) for frame, title in chapters_of(cut))
