"""A whole programme from stretches of clips, by the steps themselves."""

from __future__ import annotations

from collections.abc import Sequence

from dropcut.domain.assets import Asset
from dropcut.domain.blobs import Many
from dropcut.domain.programme import Look
from dropcut.domain.rendering import Assembly, HeardPiece, Master, Mixed, Mixing, Rendered, Segment
from dropcut.domain.values import Value
from dropcut.steps.assemble import assemble
from dropcut.steps.mix import mix
from dropcut.steps.render import render
from tests.media.render.hands import Hands


class Stretch(Value):
    """So many frames of a clip, picture and sound."""

    asset: Asset
    first: int
    frames: int


def rendered(hands: Hands, look: Look, stretches: Sequence[Stretch]) -> tuple[Rendered, ...]:
    """The same stretch is drawn once."""
    made = {
        stretch: hands.doing(render, Segment(asset=stretch.asset, first=stretch.first, frames=stretch.frames, look=look))
        for stretch in set(stretches)
    }
    return tuple(made[stretch] for stretch in stretches)


def mixed(hands: Hands, look: Look, stretches: Sequence[Stretch]) -> Mixed:
    pieces = tuple(
        HeardPiece(asset=stretch.asset, start=look.format.starts(stretch.first), frames=stretch.frames) for stretch in stretches
    )
    return hands.doing(mix, Mixing(format=look.format, preset=look.encoder.preset, pieces=pieces, build=look.encoder.build))


def made(hands: Hands, look: Look, stretches: Sequence[Stretch], **more: object) -> tuple[Master, Mixed]:
    sound = mixed(hands, look, stretches)
    pictures = Many.of(rendered(hands, look, stretches))
    assembly = Assembly(format=look.format, encoder=look.encoder, rendered=pictures, sound=sound)
    return hands.doing(assemble, assembly.model_copy(update=more)), sound
