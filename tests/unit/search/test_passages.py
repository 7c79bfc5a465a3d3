"""What of a job can be found, and which moment each passage tells."""

from __future__ import annotations

from fractions import Fraction

from dropcut.domain.report import Report
from dropcut.domain.script import Line, Script
from dropcut.domain.searching import Part, Passage
from dropcut.domain.speech import Engine, Heard, Levels, Role, Said, Try, Word
from dropcut.editing.report.telling import report_of
from dropcut.search.passages import Spoken, Told, passages_of
from tests.unit.editing.report.samples import reporting

ONE = Fraction(1)


def words(text: str, start: Fraction = Fraction(0), pause_after: tuple[int, ...] = ()) -> tuple[Word, ...]:
    """A word each half second, with a second's pause after some."""
    told, at = list[Word](), start
    for number, word in enumerate(text.split()):
        told.append(Word(text=word, start=at, end=at + Fraction(1, 2), confidence=ONE))
        at += Fraction(1, 2) + (1 if number in pause_after else 0)
    return tuple(told)


def heard(*said: Word) -> Heard:
    levels = Levels(noise=Fraction(-60), speech=None, clipped=Fraction(0))
    return Heard(engine=Engine(name="whisper", version="1"), duration=Fraction(999), stretches=(), levels=levels, words=said)


def transcript(said: tuple[Word, ...], offset: Fraction = Fraction(0)) -> list[Passage]:
    told = Told(title="x", spoken=(Spoken("take1.mp4", offset, heard(*said)),))
    return [passage for passage in passages_of(told) if passage.part is Part.TRANSCRIPT]


def report() -> Report:
    return report_of(reporting())


def of(part: Part) -> list[Passage]:
    return [passage for passage in passages_of(Told(title="The sea", report=report())) if passage.part is part]


def test_speech_is_parted_at_pauses_and_never_grows_too_long() -> None:
    said = words(" ".join(f"word{number}" for number in range(200)), pause_after=(20, 60))
    passages = transcript(said)
    assert passages[0].text.endswith("word20")
    assert all(len(passage.text.split()) <= 40 for passage in passages)
    assert " ".join(passage.text for passage in passages) == " ".join(word.text for word in said)


def test_a_passage_knows_how_the_next_begins_and_when_every_word_is_said() -> None:
    first, second = transcript(words("one two three four five six seven eight nine ten eleven twelve more", pause_after=(11,)))
    assert (first.next, second.text) == ("more", "more")
    assert first.times[2] == 1000
    assert len(first.times) == 13
    assert (second.start, second.end) == (7000, 7500)


def test_times_are_the_clips_own() -> None:
    (passage,) = transcript(words("one two"), offset=Fraction(5, 2))
    assert passage.start == 2500


def test_where_nothing_was_heard_without_the_script_tries_tell_what_was_said() -> None:
    said = tuple(Said(word=word, role=Role.SAID, place=0) for word in words("go south"))
    filler = Said(word=words("uhm", Fraction(1))[0], role=Role.FILLER, place=None)
    one = Try(
        line=0, said=(*said, filler), coverage=ONE, misses=(), insertions=0, fillers=1, restarts=0, confidence=ONE, reason=""
    )
    told = Told(title="x", spoken=(Spoken("a.mp4", Fraction(0), heard(), (one,)),))
    assert [passage.text for passage in passages_of(told)][1:] == ["go south"]


def test_a_script_can_be_found_before_there_is_a_cut() -> None:
    script = Script(lines=(Line(number=1, written="Go.", spoken="Go.", row=1),))
    assert [(passage.text, passage.line) for passage in passages_of(Told(title="x", script=script))] == [("x", 0), ("Go.", 1)]


def test_a_line_tells_where_the_cut_and_the_clip_say_it() -> None:
    first = of(Part.SCRIPT)[0]
    line = report().lines[0]
    assert (first.line, first.clip) == (1, line.pieces[0].clip)
    assert first.program == round(line.pieces[0].program_start * 1000)
    assert first.times[1] == round((line.words[1].start - line.pieces[0].program_start) * 1000)


def test_a_line_that_is_not_in_the_cut_is_found_without_a_place() -> None:
    missing = [passage for passage in of(Part.SCRIPT) if not passage.clip]
    assert missing
    assert all(passage.program is None for passage in missing)


def test_every_sentence_of_a_report_can_be_found() -> None:
    told, all_of_it = report(), " ".join(passage.text for passage in of(Part.REPORT))
    sentences = [
        *(line.reason for line in told.lines),
        *(one.reason for one in told.unused),
        *told.notes,
        *told.orphans,
        *(one.message for one in told.refused),
        *told.left_out,
        told.speech.why,
        told.encoder.why,
        told.title,
    ]
    assert [sentence for sentence in sentences if sentence not in all_of_it] == []
