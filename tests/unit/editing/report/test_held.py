"""Before a person approves they see every mark on a still and where the cut shows it, and nothing of the programme."""

from __future__ import annotations

from fractions import Fraction

from dropcut.domain.blobs import Blob
from dropcut.domain.marks import Box, Mark, MarkKind, Marks, Sighting
from dropcut.domain.report import Reporting
from dropcut.domain.scenes import Boundary, Excerpt, Scene, Scenes, Still
from dropcut.domain.speech import Engine
from dropcut.domain.wording import printable
from dropcut.editing.report.held import held_page
from dropcut.editing.report.kept_pictures import pictures_of
from dropcut.editing.report.mark_uses import told_uses, uses_of
from dropcut.editing.report.telling import report_of
from tests.unit.editing.report.samples import CLIPS, CUT, FORMAT, blob, reporting
from tests.unit.editing.report.test_page import EVIL, read

BOX = Box(x=Fraction(1, 2), y=Fraction(1, 10), width=Fraction(1, 8), height=Fraction(1, 20))
JPEG = b"\xff\xd8 a picture \xff\xd9"


def marked(name: str = "cam-a take 1.mov", start: int = 12, end: int = 13) -> Reporting:
    """The sample, whose first clip shows a mark for a while."""
    upload = CLIPS[0].asset.upload
    asset = CLIPS[0].asset.model_copy(
        update={"upload": upload.model_copy(update={"file": upload.file.model_copy(update={"path": name})})}
    )
    whole = Excerpt(offset=0, size=len(JPEG))
    scene = Scene(
        first=0, frames=2000, start=Fraction(0), end=FORMAT.starts(2000), boundary=Boundary.START, clear_start=Fraction(0),
        clear_end=FORMAT.starts(2000), exposure=Fraction(1), sharpness=Fraction(1), motion=Fraction(0), black=False,
        frozen=False, best=Fraction(5), thumbnail=whole,
    )  # fmt: skip
    still = Still(at=Fraction(12), picture=whole)
    scenes = Scenes(
        asset=asset,
        engine=Engine(name="x", version="1"),
        scenes=(scene,),
        thumbnails=blob("t"),
        stills=(still,),
        album=blob("a"),
    )
    span = Sighting(start=Fraction(start), end=Fraction(end), box=BOX)
    mark = Mark(kind=MarkKind.LOGO, box=BOX, spans=(span,), confidence=Fraction(9, 10), crop=whole, name=name)
    cut = CUT.model_copy(update={"clips": (CLIPS[0].model_copy(update={"name": name, "asset": asset}), *CLIPS[1:])})
    return reporting(cut, scenes=(scenes,), marks=(Marks(asset=asset, marks=(mark,), crops=blob("c")),))


def kept(_blob: Blob) -> bytes:
    return JPEG


def page(told: Reporting, why: str = "Rights are strict.") -> str:
    return held_page(report_of(told), pictures_of(told.scenes, told.marks, kept), why, ("dropcut approve 'a folder'",))


def test_each_mark_is_a_box_on_a_still_and_its_place_in_the_cut_is_told() -> None:
    shown = read(page(marked()))
    (box,) = shown.named("rect")
    assert [box[name] for name in ("x", "y", "width", "height")] == ["0.50000", "0.10000", "0.12500", "0.05000"]
    assert len(shown.named("img")) == 2
    said = "".join(shown.text)
    assert "one of your logos, 0:12" in said
    assert "in the cut at 0:00" in said
    assert "line 1" in said
    assert "dropcut approve 'a folder'" in said


def test_nothing_of_the_programme_and_nothing_from_elsewhere_is_on_it() -> None:
    text = page(marked())
    assert {tag for tag, _ in read(text).elements}.isdisjoint({"video", "script", "a", "link", "iframe"})
    assert all(str(said["src"]).startswith("data:image/jpeg;base64,") for said in read(text).named("img"))
    assert "img-src data:;" in text


def test_hostile_names_are_text() -> None:
    innocent, hostile = read(page(marked("x"), "x")), read(page(marked(EVIL), EVIL))
    assert [tag for tag, _ in hostile.elements] == [tag for tag, _ in innocent.elements]
    assert [set(names) for _, names in hostile.elements] == [set(names) for _, names in innocent.elements]
    assert printable(EVIL)[:10] in "".join(hostile.text)


def test_a_mark_is_in_the_cut_while_a_piece_shows_it() -> None:
    report = report_of(marked(start=12, end=13))
    (use,) = uses_of(report, report.marks[0])
    first = report.lines[0].pieces[0]
    assert (use.line, use.start) == (1, max(Fraction(0), 12 - first.start))
    nowhere = report_of(marked(start=1, end=2))
    assert told_uses(nowhere, nowhere.marks[0]) == "not in the cut"
