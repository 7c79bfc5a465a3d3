"""Other pictures lie on a second track wherever a format has one; titles are marked; nothing else moves."""

from __future__ import annotations

from fractions import Fraction
from xml.etree.ElementTree import Element, fromstring

import opentimelineio as otio  # type: ignore[import-untyped]  # it carries no types

from dropcut.domain.blobs import Blob
from dropcut.domain.cut import Cut, Status
from dropcut.domain.images import Image, ImageFile
from dropcut.domain.overlays import Ask, Overlay, Picked, View
from dropcut.domain.values import Sha256
from dropcut.editing.timelines.timelines import timelines
from tests.unit.editing.timelines.cuts import PAL, clip, cut, line, piece

BLOB = Blob(sha256=Sha256("b" * 64), size=1, path="store/x")


def over(number: int, ask: Ask, words: str, first: int, *views: View) -> Overlay:
    return Overlay(
        line=number, ask=ask, words=words, first=first, frames=max(10, sum(view.frames for view in views)),
        status=Picked.CHOSEN, score=Fraction(1), reason="", views=views,
    )  # fmt: skip


def pictured() -> Cut:
    plain = cut(
        PAL,
        (clip("take.mp4", PAL), clip("b-roll/harbour & <sea>.mp4", PAL)),
        line(1, Status.CHOSEN, piece(0, 0, 50, rate=PAL), text="One"),
        line(2, Status.CHOSEN, piece(0, 100, 60, rate=PAL), text="Two"),
    )
    image = ImageFile(name="chart.png", asset=plain.clips[0].asset, image=Image(blob=BLOB, width=400, height=300))
    overlays = (
        over(1, Ask.B_ROLL, "harbour", 5, View(clip=1, first=30, frames=20)),
        over(1, Ask.TITLE, "One & <all>", 0),
        over(2, Ask.SHOW, "chart.png", 40, View(image=0, frames=20)),
    )
    return plain.model_copy(update={"images": (image,), "overlays": overlays})


def tree(ours: bytes) -> Element:
    return fromstring(ours)  # noqa: S314 - what we wrote


def test_opentimelineio_has_them_above_the_programme_and_enabled() -> None:
    made = timelines(pictured(), "t", "..")
    timeline = otio.adapters.read_from_string(made.otio.data.decode(), "otio_json")
    takes, other = timeline.video_tracks()[:2]
    assert (takes.name, other.name, other.enabled) == ("Programme", "Pictures", True)
    clips = [(each, each.range_in_parent().start_time.value) for each in other.find_clips()]
    found = [(at, each.duration().value, each.media_reference.target_url) for each, at in clips]
    assert found == [(5, 20, "../b-roll/harbour%20%26%20%3Csea%3E.mp4"), (90, 20, "../chart.png")]
    assert next(iter(other.find_clips())).source_range.start_time.value == 30
    assert [marker.comment for marker in takes.markers] == ["One & <all>"]


def test_final_cut_has_them_connected_without_their_sound_and_stills_as_stills() -> None:
    root = tree(timelines(pictured(), "t", "..").fcpxml.data)
    other = [each for each in root.iter() if each.get("lane") == "1"]
    assert [(each.tag, each.get("offset"), each.get("duration"), each.get("srcEnable")) for each in other] == [
        ("asset-clip", "1/5s", "4/5s", "video"),
        ("video", "28/5s", "4/5s", None),
    ]
    still = next(each for each in root.iter("asset") if each.get("name") == "chart.png")
    assert (still.get("duration"), still.get("hasAudio")) == ("0s", None)


def test_premiere_has_them_on_a_second_video_track() -> None:
    root = tree(timelines(pictured(), "t", "..").xml.data)
    tracks = root.findall("./sequence/media/video/track")
    found = [[tuple(map(item.findtext, ("start", "end", "in"))) for item in track.findall("clipitem")] for track in tracks]
    assert found[1] == [("5", "25", "30"), ("90", "110", "0")]
    assert [track.findtext("enabled") for track in tracks[:2]] == ["TRUE", "TRUE"]
    assert len(root.findall("./sequence/media/audio/track")) == 2


def test_an_edl_says_what_it_cannot_carry_and_all_say_that_titles_are_marked() -> None:
    made = timelines(pictured(), "t", "..")
    plain = timelines(pictured().model_copy(update={"overlays": (), "images": ()}), "t", "..")
    seen, same = ([row for row in each.edl.data.splitlines() if b" V " in row] for each in (made, plain))
    assert seen == same
    assert any("2 other pictures over the takes" in said for said in made.edl.left_out)
    for each in (made.otio, made.fcpxml, made.xml, made.edl):
        assert "Not drawn, but marked: 1 title." in each.left_out
    assert b"Title: One & <all>" in made.edl.data
