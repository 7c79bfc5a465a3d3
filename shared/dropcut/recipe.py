"""The pipeline. Run again at every event, from the top; what is done is found done (see `ports.recipe`)."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from typing import Final, NamedTuple, NoReturn

from dropcut.domain.assets import Asset, Upload
from dropcut.domain.blobs import Blob, Many
from dropcut.domain.cut import Cut
from dropcut.domain.errors import Permanent
from dropcut.domain.jobs import Refusal
from dropcut.domain.material import Lexicon, Material, Search, Transcript
from dropcut.domain.meaning import SEARCHING, MeaningWish, Understanding, Understood
from dropcut.domain.programme import Format
from dropcut.domain.provenance import Signing, can_be_signed, ingredients_of, not_signed
from dropcut.domain.report import Reporting
from dropcut.domain.scenes import SeeingWish
from dropcut.domain.script import Script
from dropcut.domain.searching import INDEX, Indexed, Indexing
from dropcut.domain.settings import Settings, Start
from dropcut.domain.sorting import is_go
from dropcut.domain.speech import Engine, Found
from dropcut.domain.values import Sha256
from dropcut.editing.choosing.wanting import wants_meaning
from dropcut.editing.groups import groups_of
from dropcut.editing.programme.shape import format_for
from dropcut.editing.programme.sorting import Sorted, sorted_files
from dropcut.editing.script.choosing import told_below
from dropcut.film_papers import papers_beside
from dropcut.heard_footage import hearing_for, listened_to
from dropcut.other_pictures import Known, with_pictures
from dropcut.ports.recipe import CannotGoOn, Do, Drop
from dropcut.seen_footage import Seen, hold_for_marks, look_at
from dropcut.steps.align import align
from dropcut.steps.choose_meaning import choose_meaning
from dropcut.steps.choose_seeing import choose_seeing
from dropcut.steps.choose_sharpener import choose_sharpener
from dropcut.steps.deliver import Deliverables, Delivered, deliver
from dropcut.steps.find import find
from dropcut.steps.ingest import ingest
from dropcut.steps.overhear import overhear
from dropcut.steps.read_script import ScriptFile, read_script
from dropcut.steps.read_settings import SettingsFile, read_settings
from dropcut.steps.sign import sign
from dropcut.steps.synchronise import Sounds, Synchrony, synchronise
from dropcut.steps.understand import understand
from dropcut.steps.write_index import write_index
from dropcut.steps.write_report import write_report
from dropcut.whole_film import Film, film_of, sharpener_wish, title_of

_YOUR_WORD: Final = "your word, as dropcut.yaml says start: manual. Put a file called GO into the folder"


def make_video(drop: Drop, do: Do) -> Delivered:
    """From a drop to what is delivered of it."""
    brief = _brief(drop, do)
    files, settings = brief.files, brief.settings
    if settings.upscale:
        do(choose_sharpener, sharpener_wish(settings.upscale, drop.revision))  # early: a home may start a machine for that

    hearing = hearing_for(do, files, settings, drop.revision)
    searching = do(choose_meaning, MeaningWish(language=settings.language, hearing=SEARCHING, revision=drop.revision))
    looking = look_at(do, files, settings, do(choose_seeing, SeeingWish(revision=drop.revision)))
    heard = listened_to(do, files, settings, hearing)
    _wait_for_a_word(drop, settings)
    said = _said(do, brief, heard.transcripts)
    findable = _findable(drop, brief, said)
    shape = drop.once(_shape_asked(settings), format_for(files.footage, settings))
    seen = looking.seen()
    cut, meaning = _cut(do, _material(drop, brief, said, seen, shape), MeaningWish(
        language=settings.language, hearing=hearing.engine, revision=drop.revision,
    ))  # fmt: skip
    if not cut.frames:
        drop.show(INDEX, do(write_index, findable, searching))
        _nothing_chosen(cut, (*brief.unusable, *heard.refused))
    cut, shown = with_pictures(do, cut, _known(drop, brief, said, seen))

    film = film_of(drop, do, cut, shape, settings)
    papers = papers_beside(do, film.master, cut, brief.title, drop.decisions)
    remarks = (
        *files.doubles, *_left_below(brief), *papers.notes, *film.sound.notes,
        *(remark for each in said.transcripts for remark in each.remarks),
        *meaning, *seen.notes, *shown, *film.picture.notes, *not_signed(drop.signer, film.master.name),
    )  # fmt: skip
    told = Reporting(
        job=drop.id, revision=drop.revision, title=brief.title, cut=cut, mixed=film.sound, master=film.master,
        encoder=film.encoder, speech_why=hearing.why, stages=tuple(do.stages), refused=(*brief.unusable, *heard.refused),
        remarks=remarks, scenes=seen.scenes, marks=seen.marks, left_out=papers.left_out, names=_names(drop),
        files=(*papers.files, "report.html", "report.json"), seconds=drop.elapsed, cost=drop.cost(do.stages),
    )  # fmt: skip
    report = do(write_report, told)
    made = papers.files | {"report.html": report.page, "report.json": report.data}
    drop.show(INDEX, do(write_index, findable.model_copy(update={"report": report.data}), searching))
    hold_for_marks(drop, settings, seen)
    return do(
        deliver, Deliverables(drop=drop.id, revision=drop.revision, files=made | _signed(drop, do, brief.title, cut, film))
    )


class _Brief(NamedTuple):
    """What is to be made of what."""

    files: Sorted
    unusable: tuple[Refusal, ...]
    settings: Settings
    script: Script | None
    title: str

    @property
    def lines(self) -> tuple[str, ...]:
        """What is to be said."""
        return tuple(line.spoken for line in self.script.lines) if self.script else ()


class _Said(NamedTuple):
    """What was said in the footage, and where in it the script was."""

    transcripts: tuple[Transcript, ...]
    found: Many[Found]
    together: Synchrony


def _brief(drop: Drop, do: Do) -> _Brief:
    files, unusable = _files_of(drop, do)
    settings = do(read_settings, _settings_file(files, drop))
    script = do(read_script, ScriptFile(clip=files.script)) if files.script else None
    drop.spend_at_most(settings.budget)
    return _Brief(files, unusable, settings, script, title_of(drop, settings))


def _said(do: Do, brief: _Brief, heard: tuple[Transcript, ...]) -> _Said:
    transcripts = heard if brief.script else do.each(overhear, heard).all()
    found = do.map(find, _searches(transcripts, brief.lines, brief.settings))
    together = do(synchronise, Sounds(transcripts=transcripts, clips=_numbers(brief.files, transcripts)))
    return _Said(transcripts, found, together)


def _findable(drop: Drop, brief: _Brief, said: _Said) -> Indexing:
    names = tuple(each.asset.upload.file.path for each in said.transcripts)
    return Indexing(
        title=brief.title, script=brief.script, transcripts=said.transcripts, names=names, found=said.found,
        earlier=drop.shown(INDEX, Indexed),
    )  # fmt: skip


def _material(drop: Drop, brief: _Brief, said: _Said, seen: Seen, shape: Format) -> Material:
    return Material(
        clips=brief.files.footage, script=brief.script, transcripts=said.transcripts, found=said.found,
        performances=said.together.performances, shot_changes=seen.changes(brief.files.footage), format=shape,
        settings=brief.settings, decisions=drop.decisions,
    )  # fmt: skip


def _known(drop: Drop, brief: _Brief, said: _Said, seen: Seen) -> Known:
    return Known(
        files=brief.files, names=_names(drop), script=brief.script, language=brief.settings.language,
        transcripts=said.transcripts, performances=said.together.performances, decisions=drop.decisions,
        revision=drop.revision, scenes=seen.scenes,
    )  # fmt: skip


def _names(drop: Drop) -> tuple[str, ...]:
    return tuple(file.path for file in drop.files)


def _signed(drop: Drop, do: Do, title: str, cut: Cut, film: Film) -> dict[str, Blob]:
    """The film with what was done to it written into it, where the home signs."""
    name = film.master.name
    if not drop.signer or not can_be_signed(name):
        return {}
    signing = Signing(
        name=name, blob=film.master.blob, title=title, signer=Sha256(drop.signer), ingredients=ingredients_of(cut),
        enlarged_by=film.picture.network,
    )  # fmt: skip
    return {name: do(sign, signing).blob}


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


def _left_below(brief: _Brief) -> tuple[str, ...]:
    """Of a text that somebody may have meant as the script, where none was found."""
    said = "" if brief.script else told_below(clip.name for clip in brief.files.every)
    return (said,) if said else ()


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
        hearing = hearing_for(do, files, settings, drop.revision)
        look_at(do, files, settings, do(choose_seeing, SeeingWish(revision=drop.revision)))
        listened_to(do, files, settings, hearing)


def _settings_file(files: Sorted, drop: Drop) -> SettingsFile:
    if files.settings is None:
        return SettingsFile(options=drop.options)
    return SettingsFile(name=files.settings.name, asset=files.settings.asset, options=drop.options)


def _searches(transcripts: tuple[Transcript, ...], lines: Sequence[str], settings: Settings) -> tuple[Search, ...]:
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


def _numbers(files: Sorted, transcripts: tuple[Transcript, ...]) -> tuple[int, ...]:
    """Which clip each transcript is of."""
    heard = {transcript.asset.sha256 for transcript in transcripts}
    return tuple(number for number, clip in enumerate(files.footage) if clip in files.sounding and clip.asset.sha256 in heard)


def _shape_asked(settings: Settings) -> str:
    """What a person can say about the programme's shape: only that changes it once it is settled."""
    larger = f" {settings.upscale}x" if settings.upscale else ""
    return f"format {settings.preset.value} {settings.aspect} {settings.height} {settings.rate}{larger}"


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
