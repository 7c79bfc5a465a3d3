"""From a cut to the plan that all timelines are written from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from math import ceil

from dropcut.domain.assets import Clip
from dropcut.domain.cut import Cut, CutLine, Piece, Status
from dropcut.domain.footage import Footage
from dropcut.domain.images import ImageFile
from dropcut.domain.overlays import Picked
from dropcut.domain.programme import Format
from dropcut.editing.timelines.plan import Lane, Mark, Media, PictureFacts, Plan, Shot, SoundFacts
from dropcut.editing.timelines.wording import file_name, one_row, relative_url

_LABEL = 60


def planned(cut: Cut, title: str, prefix: str) -> Plan:
    """`prefix` is the way from the timeline's folder to the drop's, such as `..`."""
    media = (*(_media(clip, prefix) for clip in cut.clips), *(_image(image, cut.format, prefix) for image in cut.images))
    placed = list(_starts(cut))
    programme = _lane("Programme", media, cut.format, ((line, line.pieces, frame) for line, frame in placed))
    return Plan(
        title=one_row(title) or "cut",
        format=cut.format,
        frames=cut.frames,
        media=media,
        programme=programme,
        over=Lane(name="Pictures", pictures=tuple(_over(cut, placed)), sounds=()),
        titles=sum(overlay.is_title for overlay in cut.overlays),
        alternates=tuple(_alternates(cut.format, media, placed)),
        marks=tuple(sorted((*_marks(placed), *_marks_over(cut, placed)), key=lambda mark: mark.at)),
    )


def _starts(cut: Cut) -> Iterator[tuple[CutLine, int]]:
    frame = 0
    for line in cut.lines:
        yield line, frame
        frame += sum(piece.frames for piece in line.pieces)


def _media(clip: Clip, prefix: str) -> Media:
    footage = clip.asset.footage
    timecode = footage.timecode if footage else None
    return Media(
        name=file_name(clip.name),
        url=relative_url(prefix, clip.name),
        identity=clip.asset.sha256,
        picture=_picture(footage) if footage else None,
        sound=_sound(footage) if footage else None,
        start=timecode.frame / timecode.rate if timecode else Fraction(0),
        timecode=timecode,
        duration=footage.duration if footage else Fraction(0),
        reel=footage.reel if footage else "",
    )


def _image(image: ImageFile, format: Format, prefix: str) -> Media:  # noqa: A002 - the design's word
    facts = PictureFacts(width=image.image.width, height=image.image.height, rate=format.rate, constant=True)
    return Media(
        name=file_name(image.name),
        url=relative_url(prefix, image.name),
        identity=image.asset.sha256,
        picture=facts,
        sound=None,
        start=Fraction(0),
        timecode=None,
        duration=Fraction(0),
        still=True,
    )


def _over(cut: Cut, placed: Iterable[tuple[CutLine, int]]) -> Iterator[Shot]:
    for line, begin in placed:
        for overlay in cut.overlays_of(line):
            at = begin + overlay.first
            for view in overlay.views:
                media = len(cut.clips) + view.image if view.image is not None else view.clip or 0
                source = cut.format.starts(view.first)
                name = one_row(overlay.words or line.text, _LABEL)
                yield Shot(media=media, source=source, at=at, frames=view.frames, name=name, line=line.number)
                at += view.frames


def _marks_over(cut: Cut, placed: Iterable[tuple[CutLine, int]]) -> Iterator[Mark]:
    for line, begin in placed:
        for overlay in cut.overlays_of(line):
            at = begin + overlay.first
            if overlay.is_title:
                yield Mark(at=at, name="Title", text=one_row(overlay.words), status=Status.CHOSEN)
            elif overlay.status is Picked.AMBIGUOUS:
                text = one_row(f"{overlay.words or line.text} - {overlay.reason}")
                yield Mark(at=at, name=f"Look at the picture of line {line.number}", text=text, status=Status.AMBIGUOUS)


def _picture(footage: Footage) -> PictureFacts | None:
    if not footage.pictures:
        return None
    picture = footage.pictures[0]
    width, height = picture.display_size
    return PictureFacts(width=width, height=height, rate=picture.rate, constant=picture.constant)


def _sound(footage: Footage) -> SoundFacts | None:
    return SoundFacts(channels=footage.sounds[0].channels, rate=footage.sounds[0].rate) if footage.sounds else None


Run = tuple[CutLine, Sequence[Piece], int]
"""Pieces one after the other, from a frame of the programme on."""


def _lane(name: str, media: Sequence[Media], format: Format, runs: Iterable[Run]) -> Lane:  # noqa: A002 - the design's word
    pictures: list[Shot] = []
    sounds: list[Shot] = []
    for line, pieces, begin in runs:
        at = begin
        for piece in pieces:
            if media[piece.clip].picture:
                pictures.append(_seen(line, piece, at, format))
            if media[piece.sound].sound:
                sounds += _heard(line, piece, at, format, media[piece.sound])
            at += piece.frames
    return Lane(name=name, pictures=tuple(pictures), sounds=tuple(sounds))


def _seen(line: CutLine, piece: Piece, at: int, format: Format) -> Shot:  # noqa: A002 - the design's word
    start = piece.start(format)
    return Shot(
        media=piece.clip, source=start, at=at, frames=piece.frames, name=_name(line), line=line.number, closer=piece.closer
    )


def _heard(line: CutLine, piece: Piece, at: int, format: Format, media: Media) -> Iterator[Shot]:  # noqa: A002 - the design's word
    """Only what the file has: before its beginning and after its end a piece is silent."""
    skipped = max(0, ceil(-piece.sound_start * format.rate))
    start = piece.sound_start + format.starts(skipped)
    there = ceil((media.duration - start) * format.rate) if media.duration else piece.frames
    frames = min(piece.frames - skipped, there)
    if frames > 0:
        yield Shot(media=piece.sound, source=start, at=at + skipped, frames=frames, name=_name(line), line=line.number)


def _name(line: CutLine) -> str:
    return one_row(f"{line.number}. {line.text}", _LABEL)


def _alternates(format: Format, media: Sequence[Media], placed: Sequence[tuple[CutLine, int]]) -> Iterator[Lane]:  # noqa: A002 - the design's word
    """As few lanes as hold all of them; an alternate that is longer than its line pushes nobody away."""
    lanes: list[list[Run]] = []
    ends: list[int] = []
    for line, begin in placed:
        for alternate in line.alternates:
            end = begin + sum(piece.frames for piece in alternate.pieces)
            free = next((number for number, taken in enumerate(ends) if taken <= begin), len(lanes))
            if free == len(lanes):
                lanes.append([])
                ends.append(0)
            lanes[free].append((line, alternate.pieces, begin))
            ends[free] = end
    for number, runs in enumerate(lanes, 1):
        yield _lane(f"Alternates {number}", media, format, runs)


def _marks(placed: Iterable[tuple[CutLine, int]]) -> Iterator[Mark]:
    for line, frame in placed:
        if line.status in {Status.AMBIGUOUS, Status.MISSING}:
            name = f"{'Look at' if line.status is Status.AMBIGUOUS else 'Missing:'} line {line.number}"
            yield Mark(at=frame, name=name, text=one_row(f"{line.text} - {line.reason}"), status=line.status)
