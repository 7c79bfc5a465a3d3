"""What the recipe asks for where other pictures than the takes are to be seen."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from dropcut.domain.assets import Clip, Kind
from dropcut.domain.blobs import Many
from dropcut.domain.cut import Cut
from dropcut.domain.decisions import Decision
from dropcut.domain.images import Image, ImageFile, StillFile
from dropcut.domain.material import Performance, Transcript
from dropcut.domain.meaning import Understanding, Understood
from dropcut.domain.pictures import Candidate, Describing, Looked, Looking, MatchingWish, Picturing
from dropcut.domain.scenes import Scenes
from dropcut.domain.script import Script
from dropcut.domain.speech import Engine
from dropcut.domain.values import Sha256
from dropcut.editing.pictures.asking import files_asked_for, queries_of, wants_pictures
from dropcut.editing.pictures.candidates import candidates_of
from dropcut.editing.pictures.showing import file_shown
from dropcut.editing.programme.sorting import Sorted
from dropcut.ports.recipe import Do
from dropcut.steps.choose_matching import choose_matching
from dropcut.steps.choose_pictures import choose_pictures, texts_of
from dropcut.steps.describe import describe
from dropcut.steps.look import look
from dropcut.steps.read_image import read_image
from dropcut.steps.understand import understand

_QUERY: Final = "the script"
NOTHING_UNDERSTOOD: Final = Many[Understood].of(())
NOTHING_LOOKED_AT: Final = Many[Looked].of(())


class Known(NamedTuple):
    """What is known of a drop when its takes are chosen."""

    files: Sorted
    names: tuple[str, ...]
    """Of all its files."""
    script: Script | None
    language: str
    transcripts: tuple[Transcript, ...] = ()
    performances: tuple[Performance, ...] = ()
    scenes: tuple[Scenes, ...] = ()
    decisions: tuple[Decision, ...] = ()
    revision: int = 0


class Shown(NamedTuple):
    """A cut with all that lies over its lines, and what a person should know about that."""

    cut: Cut
    notes: tuple[str, ...]


def with_pictures(do: Do, cut: Cut, known: Known) -> Shown:
    """The cut as it is, where nothing else is to be seen: then nothing is asked for."""
    if not wants_pictures(cut, known.script):
        return Shown(cut, ())
    stills = do.each(read_image, list(_stills(known)))
    images = _images(known, {still.source: still.image for still in stills.all()})
    picturing = Picturing(
        cut=cut, script=known.script, candidates=(), scenes=known.scenes, images=images, names=known.names,
        faults=tuple(refusal.failure.message for refusal in stills.refused), language=known.language,
        decisions=known.decisions,
    )  # fmt: skip
    if not queries_of(cut, known.script):
        return _with(do, picturing)
    matching = do(choose_matching, MatchingWish(language=known.language, revision=known.revision))
    candidates = _candidates(do, cut, known)
    by_words = "" if matching.engine else matching.why
    picturing = picturing.model_copy(update={"candidates": candidates, "by_words": by_words})
    looked = _looked(do, picturing, matching.looks)
    if matching.engine is None or not candidates:
        return _with(do, picturing, looked=looked)
    texts = [
        Understanding(engine=matching.engine, language=known.language, lines=(text,), about=_QUERY)
        for text in texts_of(picturing)
    ]
    return _with(do, picturing, do.map(understand, texts), looked, (matching.why,))


def _looked(do: Do, picturing: Picturing, engine: Engine | None) -> Many[Looked]:
    """How every candidate's scenes look, and every query would, where something here tells."""
    scenes = {each.asset.sha256: each for each in picturing.scenes}
    clips = [picturing.cut.clips[one.clip].asset.sha256 for one in picturing.candidates]
    seen = [scenes[digest] for digest in clips if digest in scenes]
    if engine is None or not seen:
        return NOTHING_LOOKED_AT
    queries = queries_of(picturing.cut, picturing.script)
    asked = [Looking(engine=engine, scenes=one) for one in seen]
    return do.map(look, [*asked, *(Looking(engine=engine, text=text) for text in queries)])


def _with(
    do: Do,
    picturing: Picturing,
    understood: Many[Understood] = NOTHING_UNDERSTOOD,
    looked: Many[Looked] = NOTHING_LOOKED_AT,
    notes: tuple[str, ...] = (),
) -> Shown:
    pictured = do(choose_pictures, picturing, understood, looked)
    cut = picturing.cut
    changed = {
        "images": picturing.images,
        "overlays": pictured.overlays,
        "orphans": (*cut.orphans, *pictured.orphans),
        "notes": (*cut.notes, *pictured.notes),
    }
    return Shown(cut.model_copy(update=changed), notes)


def _stills(known: Known) -> Iterator[StillFile]:
    for clip in _named(known):
        if clip.asset.kind is not Kind.MEDIA:
            yield StillFile(clip=clip)


def _images(known: Known, read: Mapping[Sha256, Image]) -> tuple[ImageFile, ...]:
    return tuple(
        ImageFile(name=clip.name, asset=clip.asset, image=read[clip.asset.sha256])
        for clip in _named(known)
        if clip.asset.sha256 in read
    )


def _named(known: Known) -> Sequence[Clip]:
    """The files that the script's cues SHOW, as far as they are there."""
    shown = {file_shown(words, known.names) for words in files_asked_for(known.script)}
    return [clip for clip in known.files.every if clip.name in shown]


def _candidates(do: Do, cut: Cut, known: Known) -> tuple[Candidate, ...]:
    numbers = candidates_of(cut, known.performances)
    heard = {transcript.asset.sha256: transcript for transcript in known.transcripts if transcript.speaks}
    asked = []
    for number in numbers:
        clip = cut.clips[number]
        transcript = heard.get(clip.asset.sha256)
        asked.append(Describing(clip=clip, note=known.files.note_of(clip), heard=transcript.heard if transcript else None))
    described = {each.asset.sha256: each.told for each in do.each(describe, asked).all()}
    return tuple(
        Candidate(clip=number, told=described[cut.clips[number].asset.sha256])
        for number in numbers
        if cut.clips[number].asset.sha256 in described
    )
