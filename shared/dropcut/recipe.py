"""The pipeline. Run again at every event, from the top; what is done is found done (see `ports.recipe`)."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from typing import Final, NamedTuple, NoReturn

from dropcut.domain.assets import Asset, Upload
from dropcut.domain.blobs import Many
from dropcut.domain.cut import Cut
from dropcut.domain.decisions import Decisions
from dropcut.domain.errors import Permanent
from dropcut.domain.jobs import Refusal
from dropcut.domain.material import ChosenHearing, HearingWish, Lexicon, Listen, Material, Search, Transcript
from dropcut.domain.meaning import SEARCHING, MeaningWish, Understanding, Understood
from dropcut.domain.pieces import is_long
from dropcut.domain.programme import Look
from dropcut.domain.provenance import Signing, can_be_signed, ingredients_of, not_signed
from dropcut.domain.rendering import Assembly, Chapter, Mixing, Segment
from dropcut.domain.report import Reporting
from dropcut.domain.scenes import SeeingWish
from dropcut.domain.searching import INDEX, Indexed, Indexing
from dropcut.domain.settings import Scale, Settings, Start
from dropcut.domain.sorting import is_go
from dropcut.domain.speech import Engine
from dropcut.domain.upscaling import SharpenerWish
from dropcut.domain.values import Sha256
from dropcut.editing.captions.burned import drawn_over
from dropcut.editing.choosing.wanting import wants_meaning
from dropcut.editing.groups import groups_of
from dropcut.editing.programme.plan import chapters_of, segments_of, sound_of
from dropcut.editing.programme.shape import format_for
from dropcut.editing.programme.sorting import Sorted, sorted_files
from dropcut.larger_pictures import Larger, encoder_wish, upscaled
from dropcut.other_pictures import Known, with_pictures
from dropcut.ports.recipe import CannotGoOn, Do, Drop
from dropcut.seen_footage import hold_for_marks, look_at
from dropcut.steps.align import align
from dropcut.steps.assemble import assemble
from dropcut.steps.choose_encoder import choose_encoder
from dropcut.steps.choose_hearing import choose_hearing
from dropcut.steps.choose_meaning import choose_meaning
from dropcut.steps.choose_seeing import choose_seeing
from dropcut.steps.choose_sharpener import choose_sharpener
from dropcut.steps.deliver import Deliverables, Delivered, deliver
from dropcut.steps.divide import divide
from dropcut.steps.find import find
from dropcut.steps.gather import gather
from dropcut.steps.hear import hear
from dropcut.steps.ingest import ingest
from dropcut.steps.mix import mix
from dropcut.steps.overhear import overhear
from dropcut.steps.read_script import ScriptFile, read_script
from dropcut.steps.read_settings import SettingsFile, read_settings
from dropcut.steps.render import render
from dropcut.steps.sign import sign
from dropcut.steps.synchronise import Sounds, synchronise
from dropcut.steps.transcribe import transcribe
from dropcut.steps.understand import understand
from dropcut.steps.write_captions import write_captions
from dropcut.steps.write_index import write_index
from dropcut.steps.write_report import write_report
from dropcut.steps.write_review import Reviewing, write_review
from dropcut.steps.write_timelines import Editable, write_timelines

_YOUR_WORD: Final = "your word, as dropcut.yaml says start: manual. Put a file called GO into the folder"


def make_video(drop: Drop, do: Do) -> Delivered:
    """From a drop to what is delivered of it."""
    files, unusable = _files_of(drop, do)
    settings = do(read_settings, _settings_file(files, drop))
    script = do(read_script, ScriptFile(clip=files.script)) if files.script else None
    lines = [line.spoken for line in script.lines] if script else []
    drop.spend_at_most(settings.budget)

    if settings.upscale:
        do(choose_sharpener, _sharpener_wish(settings.upscale, drop.revision))  # early: a home may start a machine for that

    hearing = do(choose_hearing, _hearing_wish(files, settings, drop.revision))
    searching = do(choose_meaning, MeaningWish(language=settings.language, hearing=SEARCHING, revision=drop.revision))
    looking = look_at(do, files, settings, do(choose_seeing, SeeingWish(revision=drop.revision)))
    heard = _heard(do, _to_be_heard(files, settings, hearing))
    _wait_for_a_word(drop, settings)
    transcripts = heard.transcripts if script else do.each(overhear, heard.transcripts).all()
    found = do.map(find, _searches(transcripts, lines, settings))
    together = do(synchronise, Sounds(transcripts=transcripts, clips=_numbers(files, transcripts)))
    title = settings.title or drop.id.name
    names = tuple(each.asset.upload.file.path for each in transcripts)
    findable = Indexing(
        title=title, script=script, transcripts=transcripts, names=names, found=found, earlier=drop.shown(INDEX, Indexed)
    )
    shape = drop.once(_shape_asked(settings), format_for(files.footage, settings))
    seen = looking.seen()
    material = Material(
        clips=files.footage, script=script, transcripts=transcripts, found=found, performances=together.performances,
        shot_changes=seen.changes(files.footage), format=shape, settings=settings, decisions=drop.decisions,
    )  # fmt: skip
    cut, meaning = _cut(do, material, MeaningWish(language=settings.language, hearing=hearing.engine, revision=drop.revision))
    if not cut.frames:
        drop.show(INDEX, do(write_index, findable, searching))
        _nothing_chosen(cut, (*unusable, *heard.refused))
    cut, shown = with_pictures(do, cut, Known(
        files=files, names=tuple(file.path for file in drop.files), script=script, language=settings.language,
        transcripts=transcripts, performances=together.performances, decisions=drop.decisions, revision=drop.revision,
        scenes=seen.scenes,
    ))  # fmt: skip

    encoder = do(choose_encoder, encoder_wish(settings, shape, drop.build))
    look = Look(format=shape, fit=settings.fit, encoder=encoder)
    sound = do(mix, Mixing(format=shape, preset=settings.preset, pieces=sound_of(cut), build=encoder.build))
    segments = segments_of(
        cut, look, lambda line, first, frames: drawn_over(
            line, first, frames, shape, settings.captions, [each for each in cut.overlays_of(line) if each.is_title]
        )
    )  # fmt: skip
    larger = _picture(do, segments, settings, drop.revision)
    joined = Assembly(
        format=shape, encoder=encoder, rendered=larger.video, sound=sound, title=title, chapters=_chapters(cut),
        poster_frame=next(cut.placed()).piece.frames // 2,
    )  # fmt: skip
    master = do(assemble, joined)

    captions = do(write_captions, cut)
    timelines = do(write_timelines, Editable(cut=cut, title=title))
    review = do(write_review, Reviewing(cut=cut, decisions=Decisions(made=drop.decisions)))
    made = {master.name: master.blob, "cut.srt": captions.srt, "cut.vtt": captions.vtt, "review.md": review}
    made |= {"cut.otio": timelines.otio, "cut.fcpxml": timelines.fcpxml, "cut.xml": timelines.xml, "cut.edl": timelines.edl}
    if master.poster:
        made["cut.jpg"] = master.poster
    told = Reporting(
        job=drop.id, revision=drop.revision, title=title, cut=cut, mixed=sound, master=master, encoder=encoder,
        speech_why=hearing.why, stages=tuple(do.stages), refused=(*unusable, *heard.refused),
        remarks=(
            *files.doubles, *captions.notes, *sound.notes, *(remark for each in transcripts for remark in each.remarks),
            *meaning, *seen.notes, *shown, *larger.notes, *not_signed(drop.signer, master.name),
        ),
        scenes=seen.scenes, marks=seen.marks,
        left_out=timelines.left_out, names=tuple(file.path for file in drop.files),
        files=(*made, "report.html", "report.json"), seconds=drop.elapsed, cost=drop.cost(do.stages),
    )  # fmt: skip
    report = do(write_report, told)
    made |= {"report.html": report.page, "report.json": report.data}
    drop.show(INDEX, do(write_index, findable.model_copy(update={"report": report.data}), searching))
    hold_for_marks(drop, settings, seen)
    if drop.signer and can_be_signed(master.name):
        made[master.name] = do(sign, Signing(
            name=master.name, blob=master.blob, title=title, signer=Sha256(drop.signer), ingredients=ingredients_of(cut),
            enlarged_by=larger.network,
        )).blob  # fmt: skip
    return do(deliver, Deliverables(drop=drop.id, revision=drop.revision, files=made))


def _files_of(drop: Drop, do: Do) -> tuple[Sorted, tuple[Refusal, ...]]:
    """What is there, once all is, and what of it cannot be used."""
    assets = do.each(ingest, [Upload(drop=drop.id, file=file) for file in drop.files if not is_go(file.path)])
    if not drop.settled:
        _begin_early(drop, do, assets.known)
    drop.wait_until_settled()
    files = sorted_files(assets.all())
    if not files.footage:
        _no_footage(drop, assets.refused)
    return files, assets.refused


def _wait_for_a_word(drop: Drop, settings: Settings) -> None:
    if settings.start is Start.MANUAL and not drop.may_begin:
        drop.wait_for(_YOUR_WORD)


def _begin_early(drop: Drop, do: Do, there: Sequence[Asset]) -> None:
    """Listen to and look at each clip that is there while others still come: that knows no script.

    Whatever is wrong may be mended by what comes: it is told once all is there. What is asked for here is asked for in
    the same words then, and found.
    """
    with suppress(Permanent, CannotGoOn):
        files = sorted_files(there)
        if not files.footage:
            return
        settings = do(read_settings, _settings_file(files, drop))
        drop.spend_at_most(settings.budget)
        hearing = do(choose_hearing, _hearing_wish(files, settings, drop.revision))
        look_at(do, files, settings, do(choose_seeing, SeeingWish(revision=drop.revision)))
        _heard(do, _to_be_heard(files, settings, hearing))


def _settings_file(files: Sorted, drop: Drop) -> SettingsFile:
    if files.settings is None:
        return SettingsFile(options=drop.options)
    return SettingsFile(name=files.settings.name, asset=files.settings.asset, options=drop.options)


def _hearing_wish(files: Sorted, settings: Settings, revision: int) -> HearingWish:
    return HearingWish(
        speech=settings.speech, language=settings.language, clips=files.sounding, sidecars=files.sidecars, revision=revision
    )


def _to_be_heard(files: Sorted, settings: Settings, hearing: ChosenHearing) -> tuple[Listen, ...]:
    return tuple(
        Listen(asset=clip.asset, engine=hearing.engine, language=settings.language, written=files.transcript_of(clip))
        for clip in files.sounding
    )


class _Heard(NamedTuple):
    transcripts: tuple[Transcript, ...]
    refused: tuple[Refusal, ...]


def _heard(do: Do, listens: tuple[Listen, ...]) -> _Heard:
    """Every clip heard: a long one in pieces, each of them a task of its own, a short one at once."""
    short = do.each(transcribe, [listen for listen in listens if not is_long(listen)])
    if not any(map(is_long, listens)):
        return _Heard(short.all(), short.refused)
    divided = do.each(divide, [listen for listen in listens if is_long(listen)])
    gathered = [do(gather, each, do.map(hear, each.pieces)) for each in divided.known]
    divided.all()[:0]
    whole, refused = _those_that_can_be_had(gathered)
    order = [listen.asset.sha256 for listen in listens]
    transcripts = sorted((*short.all(), *whole), key=lambda transcript: order.index(transcript.asset.sha256))
    return _Heard(tuple(transcripts), (*short.refused, *divided.refused, *refused))


def _those_that_can_be_had(gathered: list[Transcript]) -> tuple[list[Transcript], list[Refusal]]:
    """The transcripts, and why others will never be: a piece that cannot be heard costs its own clip."""
    there: list[Transcript] = []
    refused: list[Refusal] = []
    for transcript in gathered:
        try:
            there.append(transcript.model_copy())
        except CannotGoOn as never:
            refused += never.refusals
    return there, refused


def _searches(transcripts: tuple[Transcript, ...], lines: list[str], settings: Settings) -> tuple[Search, ...]:
    """Every group of lines in every clip. A group is known by what it says, so that an edit touches no other."""
    lexicon = Lexicon(language=settings.language, fillers=settings.fillers, pronunciations=settings.pronunciations)
    groups = [tuple(lines[number] for number in group) for group in groups_of(lines)]
    return tuple(Search(transcript=each, lines=group, lexicon=lexicon) for each in transcripts for group in groups)


def _cut(do: Do, material: Material, wish: MeaningWish) -> tuple[Cut, tuple[str, ...]]:
    """The cut, and what a person should know: what nobody says word for word is looked for in other words, and only then."""
    cut = do(align, material, Many[Understood].of(()))
    if not wants_meaning(cut):
        return cut, ()
    meaning = do(choose_meaning, wish)
    if meaning.engine is None:
        return cut, (meaning.why,)
    understood = do.map(understand, _sentences(material, meaning.engine))
    return do(align, material, understood), (meaning.why,)


def _sentences(material: Material, engine: Engine) -> tuple[Understanding, ...]:
    """What was said, clip by clip, and what is to be said, group by group: an edit touches one group."""
    language = material.settings.language
    lines = [line.spoken for line in material.script.lines] if material.script else []
    groups = [tuple(lines[number] for number in group) for group in groups_of(lines)]
    heard = (
        Understanding(engine=engine, language=language, heard=one.heard, about=one.spoken()) for one in material.transcripts
    )
    return (*heard, *(Understanding(engine=engine, language=language, lines=group, about="the script") for group in groups))


def _picture(do: Do, segments: tuple[Segment, ...], settings: Settings, revision: int) -> Larger:
    """The programme's picture, segment by segment."""
    if settings.upscale is None:
        return Larger(do.map(render, segments), ())
    return upscaled(do, segments, _sharpener_wish(settings.upscale, revision))


def _sharpener_wish(scale: Scale, revision: int) -> SharpenerWish:
    return SharpenerWish(scale=scale, revision=revision)


def _numbers(files: Sorted, transcripts: tuple[Transcript, ...]) -> tuple[int, ...]:
    """Which clip each transcript is of."""
    heard = {transcript.asset.sha256 for transcript in transcripts}
    return tuple(number for number, clip in enumerate(files.footage) if clip in files.sounding and clip.asset.sha256 in heard)


def _shape_asked(settings: Settings) -> str:
    """What a person can say about the programme's shape: only that changes it once it is settled."""
    larger = f" {settings.upscale}x" if settings.upscale else ""
    return f"format {settings.preset.value} {settings.aspect} {settings.height} {settings.rate}{larger}"


def _chapters(cut: Cut) -> tuple[Chapter, ...]:
    return tuple(Chapter(title=title, frame=frame) for frame, title in chapters_of(cut))


def _no_footage(drop: Drop, refused: tuple[Refusal, ...]) -> NoReturn:
    if refused:
        raise CannotGoOn(refused)
    drop.wait_for("footage: put at least one clip into the folder")


def _nothing_chosen(cut: Cut, refused: tuple[Refusal, ...]) -> NoReturn:
    if refused:
        raise CannotGoOn(refused)
    if cut.scripted:
        raise Permanent(
            "None of the script's lines was heard in the footage.",
            "Check that the script belongs to these clips, and that their sound is the speaker's.",
        )
    raise Permanent("Nobody speaks in the footage.", "Add a script, or clips in which somebody can be heard.")
