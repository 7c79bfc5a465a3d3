"""Each timeline, read again by a public parser, says what the cut says, frame for frame."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction
from random import Random
from urllib.parse import unquote

import opentimelineio as otio  # type: ignore[import-untyped]  # it carries no types
import pytest

from dropcut.domain.cut import Cut, Status
from dropcut.domain.time import Rate
from dropcut.editing.timelines.timelines import Formats, timelines
from tests.unit.editing.timelines.cuts import EVIL, NTSC, PAL, clip, cut, everything, line, piece
from tests.unit.editing.timelines.expected import Range, pictures, sounds

RATES = [NTSC, PAL, Fraction(24000, 1001), Fraction(60)]


def written(of: Cut) -> Formats:
    return timelines(of, "My <cut>", "..")


def read(data: bytes, adapter: str, rate: Rate | None = None) -> otio.schema.Timeline:
    options = {"rate": float(rate)} if rate else {}
    return otio.adapters.read_from_string(data.decode(), adapter, **options)


def tracks(timeline: otio.schema.Timeline, kind: str) -> list[otio.schema.Track]:
    return [track for track in timeline.tracks if track.kind == kind]


def ranges(track: otio.schema.Track, names: dict[str, str]) -> Iterator[tuple[str, int, int, float]]:
    for item in track.find_clips():
        at, source = item.range_in_parent(), item.source_range
        name = names[unquote(item.media_reference.target_url)] if names else item.name
        yield name, round(at.start_time.value), round(source.duration.value), source.start_time.to_seconds()


def same(found: Iterable[tuple[str, int, int, float]], expected: list[Range], within: Fraction = Fraction(1, 10**6)) -> None:
    heard = list(found)
    assert [(name, at, frames) for name, at, frames, _ in heard] == [(each.clip, each.at, each.frames) for each in expected]
    for (*_, source), each in zip(heard, expected, strict=True):
        assert abs(source - each.source) <= within


def addresses(of: Cut) -> dict[str, str]:
    return {f"../{clip.name}": clip.name for clip in of.clips}


@pytest.mark.parametrize("rate", RATES)
def test_opentimelineio_reads_its_own_format_back_exactly(rate: Rate) -> None:
    of = everything(rate)
    timeline = read(written(of).otio.data, "otio_json")
    same(ranges(tracks(timeline, "Video")[0], addresses(of)), pictures(of))
    same(ranges(tracks(timeline, "Audio")[0], addresses(of)), sounds(of))


def test_alternates_lie_on_disabled_tracks_and_never_over_one_another() -> None:
    timeline = read(written(everything()).otio.data, "otio_json")
    shown, *others = tracks(timeline, "Video")
    assert shown.enabled
    assert not any(track.enabled for track in others)
    starts = [[item.range_in_parent().start_time.value for item in track.find_clips()] for track in others]
    assert starts == [[0], [0, 20, 76]]


def test_lines_to_look_at_and_missing_lines_are_marked_where_they_would_be() -> None:
    timeline = read(written(everything()).otio.data, "otio_json")
    marks = [(mark.name, mark.marked_range.start_time.value, mark.color) for mark in timeline.tracks[0].markers]
    assert marks == [("Missing: line 2", 76, "RED"), ("Look at line 3", 76, "YELLOW"), ("Missing: line 7", 193, "RED")]


@pytest.mark.parametrize("rate", RATES)
def test_premiere_xml_says_the_same_frames(rate: Rate) -> None:
    of = everything(rate)
    timeline = read(written(of).xml.data, "fcp_xml")
    frame = 1 / rate / 2 + Fraction(1, 10**6)
    same(ranges(tracks(timeline, "Video")[0], addresses(of)), pictures(of))
    same(ranges(tracks(timeline, "Audio")[0], addresses(of)), sounds(of), within=frame)


@pytest.mark.parametrize("rate", RATES)
def test_an_edit_decision_list_says_the_same_frames(rate: Rate) -> None:
    of = everything(rate)
    timeline = read(written(of).edl.data, "cmx_3600", rate)
    frame = 1 / rate / 2 + Fraction(1, 10**6)
    short = {name: name.rpartition("/")[2].replace("\n", " ") for name in (each.name for each in of.clips)}
    seen = [each._replace(clip=short[each.clip]) for each in pictures(of)]
    heard = [each._replace(clip=short[each.clip]) for each in sounds(of)]
    same(ranges(tracks(timeline, "Video")[0], {}), seen, within=frame)
    same(ranges(tracks(timeline, "Audio")[0], {}), heard, within=frame)


def test_an_edit_decision_list_has_one_picture_track_reels_of_eight_letters_and_plain_text() -> None:
    text = written(everything()).edl.data.decode("ascii")
    events = [row for row in text.splitlines() if row[:3].isdigit()]
    assert text.startswith("TITLE: My <cut>\nFCM: DROP FRAME\n")
    assert {row.split()[2] for row in events} == {"V", "A", "AA/V"}
    assert all(len(row.split()[1]) <= 8 for row in events)
    assert len({row.split()[1] for row in events}) == 4
    assert events[0].split() == [
        "001", "A001C002", "AA/V", "C", "01:01:03;02", "01:01:04;17", "01:00:00;00", "01:00:01;15",
    ]  # fmt: skip


def test_timecode_without_dropped_labels_keeps_its_own_labels_in_a_drop_frame_programme() -> None:
    of = cut(NTSC, (clip("a.mov", NTSC, timecode="01:00:00:00"),), line(1, Status.CHOSEN, piece(0, 30, 30, rate=NTSC)))
    assert "01:00:01:00 01:00:02:00 01:00:00;00 01:00:01;00" in written(of).edl.data.decode()


@pytest.mark.parametrize("format_", ["otio", "fcpxml", "xml", "edl"])
def test_every_format_says_what_it_could_not_carry(format_: str) -> None:
    left_out = " ".join(getattr(written(everything()), format_).left_out)
    assert "cross-fades" in left_out
    assert "punch-in" in left_out
    assert ("alternates" in left_out) == (format_ == "edl")
    assert ("between" in left_out or "nearest frame" in left_out) == (format_ in {"xml", "edl"})
    assert "{" not in left_out


def test_media_is_addressed_from_the_timelines_folder_whatever_it_is_called() -> None:
    timeline = read(written(everything()).otio.data, "otio_json")
    addressed = {item.media_reference.target_url for item in timeline.find_clips()}
    assert f"../{EVIL}" in {unquote(url) for url in addressed}
    assert all(url.isascii() and "\n" not in url and " " not in url for url in addressed)


@pytest.mark.parametrize(
    "text", ["\x00\x1b\u2028\ufffe end", "]]><evil/>", "\u202eright to left", "a\nTITLE: b\n002  X V C", "x" * 5000]
)
def test_text_of_strangers_stays_text(text: str) -> None:
    of = cut(
        PAL,
        (clip(f"{text[:40]}.mov", PAL),),
        line(1, Status.AMBIGUOUS, piece(0, 0, 25, rate=PAL), text=text),
    )
    formats = timelines(of, text, "..")
    assert len(list(read(formats.otio.data, "otio_json").find_clips())) == 2
    assert len(list(read(formats.xml.data, "fcp_xml").find_clips())) == 3
    assert len(list(read(formats.edl.data, "cmx_3600", PAL).find_clips())) == 3
    assert b"<evil" not in formats.fcpxml.data


def test_a_cut_without_anything_in_it_still_makes_timelines() -> None:
    formats = written(cut(PAL, (clip("a.mov", PAL),), line(1, Status.MISSING)))
    assert list(read(formats.otio.data, "otio_json").find_clips()) == []
    assert any("missing" in sentence for sentence in formats.fcpxml.left_out)


@pytest.mark.parametrize("seed", range(12))
def test_any_cut_is_said_alike_in_every_format(seed: int) -> None:
    chance = Random(seed)
    rate = chance.choice(RATES)
    clips = tuple(clip(f"{number}.mov", rate, timecode=f"{chance.randrange(24):02}:59:59:10") for number in range(3))
    pieces = [
        piece(chance.randrange(3), chance.randrange(900), chance.randrange(1, 200), rate=rate, sound=chance.choice([None, 1]))
        for _ in range(chance.randrange(1, 40))
    ]
    of = cut(rate, clips, *(line(number, Status.CHOSEN, each) for number, each in enumerate(pieces, 1)))
    formats = written(of)
    for data, adapter, at in ((formats.otio.data, "otio_json", None), (formats.xml.data, "fcp_xml", None)):
        timeline = read(data, adapter, at)
        same(ranges(tracks(timeline, "Video")[0], addresses(of)), pictures(of))
        same(ranges(tracks(timeline, "Audio")[0], addresses(of)), sounds(of))
    timeline = read(formats.edl.data, "cmx_3600", rate)
    assert [each[:3] for each in ranges(tracks(timeline, "Video")[0], {})] == [each[:3] for each in pictures(of)]
    assert [each[:3] for each in ranges(tracks(timeline, "Audio")[0], {})] == [each[:3] for each in sounds(of)]
