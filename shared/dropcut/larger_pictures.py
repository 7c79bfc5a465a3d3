"""What recipes ask for where pictures are made larger, and the recipe of `dropcut upscale`, which does nothing else."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import Final, NamedTuple

from dropcut.domain.assets import Asset, Upload
from dropcut.domain.blobs import Many
from dropcut.domain.footage import Picture
from dropcut.domain.jobs import Refusal
from dropcut.domain.programme import Encoder, EncoderWish, Format
from dropcut.domain.provenance import Ingredient, Signing, can_be_signed
from dropcut.domain.rendering import Rendered, Segment
from dropcut.domain.settings import Archive, Enlarging, Preset, Settings
from dropcut.domain.tasks import Failure
from dropcut.domain.upscaling import (
    AUTO,
    Chunk,
    Chunking,
    Conforming,
    Depth,
    Enlarged,
    FinishPlan,
    SharpenerWish,
    Sharpening,
    Stretch,
    Whole,
)
from dropcut.domain.values import Sha256
from dropcut.domain.wording import count_of
from dropcut.editing.programme.chunks import chunk_length, chunks_of
from dropcut.media.fitting import fitted
from dropcut.ports.recipe import CannotGoOn, Do, Drop
from dropcut.steps.choose_encoder import choose_encoder
from dropcut.steps.choose_sharpener import choose_sharpener
from dropcut.steps.compare import compare
from dropcut.steps.conform import conform
from dropcut.steps.deliver import Deliverables, Delivered, deliver
from dropcut.steps.finish import finish
from dropcut.steps.ingest import ingest
from dropcut.steps.plan_chunks import plan_chunks
from dropcut.steps.plan_finish import ToFinish, plan_finish
from dropcut.steps.remux import remux
from dropcut.steps.sign import sign
from dropcut.steps.upscale import upscale

COMPARED: Final = "compare.jpg"
COMPARED_CLIP: Final = "compare.mp4"
NOTES: Final = "notes.txt"

SOFTWARE: Final = "libx264"
DEEP: Final = "libx265"
"""What encodes ten bits for players."""
_THREADS: Final = 4
"""Of one encoder: the bytes may depend on it, so it is the same everywhere."""
_HARDWARE_MOST: Final = 4096
"""Pixels of a side that every video hardware encodes."""
_MOST: Final = 16_384
"""Pixels of a side that anything here encodes."""
_EIGHT: Final = 8
_NOT_IN_MP4: Final = ("pcm_", "adpcm_", "wma", "amr_", "speex", "cook")
_ALPHA: Final = ("yuva", "rgba", "bgra", "argb", "abgr", "gbrap", "ya8", "ya16", "ayuv")


class Larger(NamedTuple):
    """The programme's picture, and what a person should know about it."""

    video: Many[Rendered]
    notes: tuple[str, ...]
    network: str = ""
    """What invented detail in it; empty where nothing did."""


def upscaled(do: Do, segments: tuple[Segment, ...], wish: SharpenerWish) -> Larger:
    """Conform, upscale, finish. What an edit does not touch is found done, chunk by chunk."""
    chosen = do(choose_sharpener, wish)
    conformed = do.map(conform, [_conforming(segment) for segment in segments])
    encoder = segments[0].look.encoder
    chunking = Chunking(
        sizes=tuple(map(_size_shown, segments)),
        scale=wish.scale,
        sharpening=chosen.sharpening,
        encoder=_kept_between(encoder.build, _depth_of(encoder)),
    )
    larger = do.map(upscale, do(plan_chunks, conformed, chunking))
    plan = do(plan_finish, ToFinish(segments=segments, chunking=chunking), conformed, larger)
    network = network_of(chosen.sharpening) if plan.frames else ""
    return Larger(do.map(finish, plan.finishing), (chosen.why, *_told(plan), *_alphas(segments)), network)


def network_of(sharpening: Sharpening) -> str:
    """A network and what ran it, as a manifest says it."""
    return f"{sharpening.model} {sharpening.scale}x by {sharpening.engine.name} {sharpening.engine.version}"


def _signing(signer: str, whole: Whole, made: Enlarged, sharpening: Sharpening) -> Signing:
    """What the manifest of a clip says."""
    clip = whole.asset
    return Signing(
        name=whole.name,
        blob=made.blob,
        title=whole.name,
        signer=Sha256(signer),
        ingredients=(Ingredient(name=clip.spoken(), sha256=clip.sha256, size=clip.size),),
        enlarged_by=network_of(sharpening),
        edited=False,
    )


def encoder_wish(settings: Settings, shape: Format, build: str) -> EncoderWish:
    """What encodes a programme. Video hardware stops at a size that only upscaled ones pass."""
    engine = SOFTWARE if settings.upscale and max(shape.width, shape.height) > _HARDWARE_MOST else AUTO
    return EncoderWish(preset=settings.preset, archive=settings.archive, build=build, engine=engine)


def upscale_clip(drop: Drop, do: Do) -> Delivered:
    """From one clip to the same clip, larger."""
    asked = drop.options.enlarging
    assets = do.each(ingest, [Upload(drop=drop.id, file=file) for file in drop.files])
    drop.wait_until_settled()
    if asked is None or not drop.files:
        drop.wait_for("a clip: name it, as in dropcut upscale CLIP")
    if assets.refused:
        raise CannotGoOn(assets.refused)
    (asset,) = assets.all()
    picture = _picture(asset)
    size = _enlarged(asset, picture, asked)
    _refuse_sound_that_is_not_held(asset, asked.name)
    wish = SharpenerWish(
        scale=asked.scale, engine=asked.engine, model=asked.model, denoise=asked.denoise, revision=drop.revision
    )
    chosen = do(choose_sharpener, wish)
    encoder = do(choose_encoder, _delivery(drop.build, picture, size))
    encoder = encoder.model_copy(update={"threads": _THREADS})
    stretches = tuple(_stretches(asset, picture, chunk_length(chosen.sharpening, *picture.display_size)))
    larger = do.map(upscale, [_chunk(stretch, size, chosen.sharpening, encoder) for stretch in stretches])
    notes = (chosen.why, *_notes(asset, picture))
    whole = Whole(asset=asset, encoder=encoder, rate=picture.rate, start=picture.start, name=asked.name, notes=notes)
    made = do(remux, whole, larger)
    clip = made.blob
    if drop.signer and can_be_signed(whole.name):
        clip = do(sign, _signing(drop.signer, whole, made, chosen.sharpening)).blob
    files = {asked.name: clip, NOTES: made.told}
    middle = len(stretches) // 2
    if asked.compare:
        files[COMPARED] = do(compare, stretches[middle], middle, "still", larger)
    if asked.compare_clip:
        files[COMPARED_CLIP] = do(compare, stretches[middle], middle, "clip", larger)
    return do(deliver, Deliverables(drop=drop.id, revision=drop.revision, files=files))


def _conforming(segment: Segment) -> Conforming:
    picture = _first_picture(segment.asset)
    look = segment.look
    stretch = Stretch(
        asset=segment.asset if picture else None,
        start=look.format.starts(segment.first) if picture else Fraction(0),
        frames=segment.frames,
        rate=look.format.rate,
        depth=_depth_of(look.encoder),
    )
    return Conforming(stretch=stretch, build=look.encoder.build)


def _size_shown(segment: Segment) -> tuple[int, int]:
    """In the programme, before any punch-in: that comes and goes with the cut, and changes no chunk."""
    picture = _first_picture(segment.asset)
    if picture is None:
        return segment.look.format.width, segment.look.format.height
    return fitted(picture.display_size, segment.look.format, segment.look.fit, closer=False).scaled


def _first_picture(asset: Asset | None) -> Picture | None:
    return asset.footage.pictures[0] if asset and asset.footage and asset.footage.pictures else None


def _depth_of(encoder: Encoder) -> Depth:
    return 10 if encoder.preset is Preset.ARCHIVE else 8


def _kept_between(build: str, depth: Depth) -> Encoder:
    """Lossless: what is delivered was compressed once."""
    preset = Preset.ARCHIVE if depth > _EIGHT else Preset.WEB
    why = "nothing may be lost between two steps"
    return Encoder(name="ffv1", preset=preset, archive=Archive.FFV1, build=build, threads=_THREADS, why=why)


def _told(plan: FinishPlan) -> Iterator[str]:
    if plan.repeated:
        yield f"{count_of(plan.frames, 'frame')} upscaled, {plan.repeated} of them without computing: they repeat others."
    elif plan.frames:
        yield f"{count_of(plan.frames, 'frame')} upscaled."
    else:
        yield "Nothing was upscaled: every clip is as large as the programme."


def _alphas(segments: Sequence[Segment]) -> Iterator[str]:
    assets = dict.fromkeys(segment.asset for segment in segments if segment.asset)
    return (note for asset in assets for note in _transparent(asset))


def _transparent(asset: Asset) -> Iterator[str]:
    picture = _first_picture(asset)
    if picture is not None and picture.pixel_format.startswith(_ALPHA):
        yield f"{asset.spoken()} is transparent in places: that was ignored."


def _picture(asset: Asset) -> Picture:
    picture = _first_picture(asset)
    if picture is None:
        raise _unfit(asset, f"{asset.spoken()} shows no moving picture, and only clips are upscaled.", "Name a clip.")
    return picture


def _unfit(asset: Asset, message: str, hint: str) -> CannotGoOn:
    """The clip is to blame, as if reading it had told so already."""
    failure = Failure(kind="permanent", message=message, hint=hint)
    return CannotGoOn((Refusal(step=ingest.__name__, about=asset.spoken(), failure=failure),))


def _enlarged(asset: Asset, picture: Picture, asked: Enlarging) -> tuple[int, int]:
    width, height = (asked.scale * side for side in picture.display_size)
    if max(width, height) > _MOST:
        said = f"{asset.spoken()} would become {width} x {height} pixels, and nothing here encodes more than {_MOST} a side."
        less = 2 * max(picture.display_size) <= _MOST
        raise _unfit(asset, said, "Upscale it by 2." if less else "It is large enough as it is.")
    return width, height


def _refuse_sound_that_is_not_held(asset: Asset, name: str) -> None:
    """Before hours of work, not after them. What this does not foresee, the last step says, and keeps what was made."""
    codecs = [sound.codec for sound in asset.footage.sounds] if asset.footage else []
    held = [codec for codec in codecs if not (name.endswith(".mp4") and codec.startswith(_NOT_IN_MP4))]
    if len(held) < len(codecs):
        said = f"{asset.spoken()} has sound that an MP4 file cannot hold, and sound is copied as it is."
        raise _unfit(asset, said, "Name the result with -o NAME.mkv: Matroska holds nearly everything.")


def _delivery(build: str, picture: Picture, size: tuple[int, int]) -> EncoderWish:
    engine = DEEP if _depth(picture) > _EIGHT else SOFTWARE if max(size) > _HARDWARE_MOST else AUTO
    return EncoderWish(preset=Preset.WEB, build=build, engine=engine)


def _depth(picture: Picture) -> Depth:
    """HDR is tone-mapped, and then eight bits hold all that is left."""
    return 10 if picture.bit_depth > _EIGHT and picture.colour.hdr == "no" else 8


def _stretches(asset: Asset, picture: Picture, length: int) -> Iterator[Stretch]:
    rate = picture.rate
    for first, frames in chunks_of(max(1, _frames(picture)), length):
        yield Stretch(asset=asset, start=picture.start + first / rate, frames=frames, rate=rate, depth=_depth(picture))


def _chunk(stretch: Stretch, size: tuple[int, int], sharpening: Sharpening, encoder: Encoder) -> Chunk:
    return Chunk(source=stretch, width=size[0], height=size[1], sharpening=sharpening, encoder=encoder)


def _frames(picture: Picture) -> int:
    """At the rate that is constant from now on; as they are, where it was constant all along."""
    if picture.constant and picture.counted != "samples":
        return picture.frames
    return round(picture.duration * picture.rate)


def _notes(asset: Asset, picture: Picture) -> Iterator[str]:
    yield from _transparent(asset)
    if not picture.constant:
        yield f"The frames of {asset.spoken()} came at changing times: now there are {float(picture.rate):.4g} a second."
    if picture.colour.hdr != "no":
        yield f"{asset.spoken()} is HDR: it was tone-mapped for ordinary screens."
