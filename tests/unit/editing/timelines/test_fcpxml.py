"""A Final Cut document has the structure that Final Cut wants, and says the cut in exact fractions."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import Any
from urllib.parse import unquote
from xml.etree import ElementTree as ET

import opentimelineio as otio  # type: ignore[import-untyped]  # it carries no types
import pytest

from dropcut.domain.cut import Alternate, Cut, Status
from dropcut.domain.time import Rate
from dropcut.editing.timelines.timelines import timelines
from tests.unit.editing.timelines.cuts import NTSC, PAL, clip, cut, everything, line, piece
from tests.unit.editing.timelines.expected import Range, pictures, sounds

CONTENT = {
    "fcpxml": "resources library",
    "resources": "(format |asset )*",
    "asset": "media-rep",
    "library": "event",
    "event": "project",
    "project": "sequence",
    "sequence": "spine",
    "spine": "(asset-clip |gap )*",
    "asset-clip": "(note )?(conform-rate )?(asset-clip )*(marker )*",
    "gap": "(asset-clip )*(marker )*",
}
ATTRIBUTES = {
    "fcpxml": {"version"},
    "format": {"id", "frameDuration", "width", "height"},
    "asset": {
        "id", "name", "start", "duration", "hasVideo", "format", "videoSources",
        "hasAudio", "audioSources", "audioChannels", "audioRate",
    },
    "media-rep": {"kind", "src"},
    "event": {"name"},
    "project": {"name"},
    "sequence": {"format", "duration", "tcStart", "tcFormat", "audioLayout", "audioRate"},
    "asset-clip": {"ref", "name", "offset", "start", "duration", "tcFormat", "lane", "enabled", "srcEnable"},
    "gap": {"name", "offset", "start", "duration"},
    "conform-rate": {"scaleEnabled", "srcFrameRate"},
    "marker": {"start", "duration", "value", "note", "completed"},
}  # fmt: skip


def root_of(of: Cut) -> ET.Element:
    data = timelines(of, "Cut", "..").fcpxml.data
    assert data.startswith(b'<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE fcpxml>\n')
    return ET.fromstring(data)  # noqa: S314 - we wrote it


def seconds(text: str | None) -> Fraction:
    assert text
    found = re.fullmatch(r"(-?\d+)(?:/(\d+))?s", text)
    assert found, text
    return Fraction(int(found[1]), int(found[2] or 1))


def names(root: ET.Element) -> dict[str, str]:
    sources = {asset.get("id", ""): asset.find("media-rep") for asset in root.iter("asset")}
    return {key: unquote(source.get("src", "")).removeprefix("../") for key, source in sources.items() if source is not None}


def said(root: ET.Element, clips: list[tuple[ET.Element, Fraction]], rate: Rate) -> list[Range]:
    called = names(root)
    return [
        Range(
            called[each.get("ref", "")], int(at * rate), int(seconds(each.get("duration")) * rate), seconds(each.get("start"))
        )
        for each, at in clips
    ]


def storyline(root: ET.Element) -> list[ET.Element]:
    spine = root.find("library/event/project/sequence/spine")
    assert spine is not None
    return list(spine)


@pytest.mark.parametrize("rate", [NTSC, PAL, Fraction(24000, 1001), Fraction(60)])
def test_its_structure_is_what_final_cut_wants(rate: Rate) -> None:
    root = root_of(everything(rate))
    for element in root.iter():
        children = "".join(f"{each.tag} " for each in element)
        pattern = CONTENT.get(element.tag, "")
        assert re.fullmatch(pattern if pattern.endswith((")*", ")?")) or not pattern else pattern + " ", children), element.tag
        assert set(element.keys()) <= ATTRIBUTES.get(element.tag, set())
    identities = [element.get("id") for element in root.iter() if element.get("id")]
    assert len(identities) == len(set(identities))
    assert {element.get("ref") or element.get("format") for element in root.iter() if element.tag != "format"} - {None} <= set(
        identities
    )


@pytest.mark.parametrize("rate", [NTSC, PAL, Fraction(24000, 1001), Fraction(60)])
def test_the_storyline_is_whole_and_every_picture_is_where_the_cut_has_it(rate: Rate) -> None:
    of = everything(rate)
    root = root_of(of)
    at = Fraction(0)
    for element in storyline(root):
        assert seconds(element.get("offset")) == at
        at += seconds(element.get("duration"))
    assert at == of.format.starts(of.frames)
    shown = [(each, seconds(each.get("offset"))) for each in storyline(root) if each.tag == "asset-clip"]
    assert said(root, shown, rate) == pictures(of)


@pytest.mark.parametrize("rate", [NTSC, PAL])
def test_every_sound_is_heard_where_the_cut_has_it_to_the_last_fraction(rate: Rate) -> None:
    of = everything(rate)
    root = root_of(of)
    heard: list[tuple[ET.Element, Fraction]] = []
    for parent in storyline(root):
        begin = seconds(parent.get("offset"))
        if parent.tag == "asset-clip" and parent.get("srcEnable") is None and sounding(root, parent):
            heard.append((parent, begin))
        connected = [each for each in parent.findall("asset-clip") if each.get("enabled") != "0"]
        heard += [(each, begin + seconds(each.get("offset")) - seconds(parent.get("start"))) for each in connected]
    assert said(root, heard, rate) == sounds(of)


def sounding(root: ET.Element, clip: ET.Element) -> bool:
    return any(asset.get("hasAudio") for asset in root.iter("asset") if asset.get("id") == clip.get("ref"))


def test_alternates_are_connected_above_and_disabled() -> None:
    others = [each for each in root_of(everything()).iter("asset-clip") if int(each.get("lane", "0")) > 0]
    assert len(others) == 4
    assert all(each.get("enabled") == "0" for each in others)


def test_alternates_of_a_line_that_is_out_of_the_programme_still_have_a_place() -> None:
    other = Alternate(score=Fraction(1, 2), reason="", pieces=(piece(0, 5, 40, rate=PAL),))
    of = cut(
        PAL,
        (clip("a.mov", PAL),),
        line(1, Status.CHOSEN, piece(0, 0, 25, rate=PAL)),
        line(2, Status.DROPPED, alternates=(other,)),
    )
    first, gap = storyline(root_of(of))
    assert (first.tag, gap.tag) == ("asset-clip", "gap")
    assert [each.get("lane") for each in gap] == ["1"]
    assert seconds(gap.get("duration")) == Fraction(40, 25)


def test_a_public_parser_reads_the_storyline_and_the_sound_below_it() -> None:
    """It knows whole frame rates only, so this cut has one."""
    clips = (clip("a.mov", PAL, timecode="01:00:00:00"), clip("b.mov", PAL), clip("voice.wav", None, channels=1))
    of = cut(
        PAL,
        clips,
        line(1, Status.CHOSEN, piece(0, 100, 45, rate=PAL), piece(0, 170, 31, rate=PAL)),
        line(2, Status.AMBIGUOUS, piece(1, 33, 50, rate=PAL, sound=2, sound_start=Fraction(1))),
        line(3, Status.CHOSEN, piece(2, 10, 5, rate=PAL)),
        line(4, Status.CHOSEN, piece(1, 0, 5, rate=PAL)),
    )
    found = otio.adapters.read_from_string(timelines(of, "Cut", "..").fcpxml.data.decode(), "fcpx_xml")
    (timeline,) = found.find_children(descended_from_type=otio.schema.Timeline)
    heard, seen = timeline.tracks
    assert spans(seen) == [(each.at, each.frames, float(each.source * 25)) for each in pictures(of)]
    voice = [each for each in sounds(of) if each.clip == "voice.wav"]
    assert spans(heard) == [(each.at, each.frames, float(each.source * 25)) for each in voice]


def spans(track: Any) -> list[tuple[float, float, float]]:  # noqa: ANN401 - a library without types
    return [
        (each.range_in_parent().start_time.value, each.source_range.duration.value, each.source_range.start_time.value)
        for each in track.find_clips()
    ]
