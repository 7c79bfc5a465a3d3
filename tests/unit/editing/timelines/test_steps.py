"""The steps keep what was written, and hand on what was left out."""

from __future__ import annotations

from dropcut.domain.blobs import Blob
from dropcut.domain.jobs import JobState
from dropcut.ports.recipe import Do, Drop
from dropcut.steps.write_captions import write_captions
from dropcut.steps.write_timelines import Editable, Timelines, write_timelines
from tests.unit.editing.captions import cuts as spoken
from tests.unit.editing.timelines.cuts import everything
from tests.unit.engine.small_home import SmallHome, row


def held(home: SmallHome, blob: Blob) -> bytes:
    with home.blobs.open(blob.path) as file:
        return file.read()


def test_all_four_timelines_are_kept_with_what_each_left_out() -> None:
    made: list[tuple[Blob, Blob, Blob, Blob, tuple[str, ...]]] = []

    def recipe(_drop: Drop, do: Do) -> Timelines:
        done = do(write_timelines, Editable(cut=everything(), title="Holiday"))
        made.append((done.otio, done.fcpxml, done.xml, done.edl, done.left_out))
        return done

    home = SmallHome(recipe, row(write_timelines))
    assert home.submit().state is JobState.DONE
    otio, fcpxml, xml, edl, left_out = made[-1]
    assert b'"OTIO_SCHEMA": "Timeline.1"' in held(home, otio)
    assert b"<fcpxml version=" in held(home, fcpxml)
    assert b"<xmeml version=" in held(home, xml)
    assert held(home, edl).startswith(b"TITLE: Holiday\n")
    assert {sentence.split(":")[0] for sentence in left_out} == {"cut.otio", "cut.fcpxml", "cut.xml", "cut.edl"}


def test_both_caption_files_are_kept() -> None:
    made: list[tuple[Blob, Blob, tuple[str, ...]]] = []

    def recipe(_drop: Drop, do: Do) -> None:
        done = do(write_captions, spoken.cut([spoken.line("Hello, world.")]))
        made.append((done.srt, done.vtt, done.notes))

    home = SmallHome(recipe, row(write_captions))
    assert home.submit().state is JobState.DONE
    srt, vtt, notes = made[-1]
    assert b"Hello, world." in held(home, srt)
    assert held(home, vtt).startswith(b"WEBVTT\n")
    assert notes == ()
