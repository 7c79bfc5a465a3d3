"""What the clips look like: a contact sheet of each, and on a still of it the marks that somebody else may own."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from dropcut.domain.report import MarkReport, Report, SceneReport
from dropcut.editing.report.clock import clock, decimal
from dropcut.editing.report.mark_uses import told_uses
from dropcut.editing.report.markup import Html, element, named, theirs

_KINDS: Final = {
    "overlay": "stands still over a picture that changes",
    "moving": "wanders slowly over the picture",
    "timecode": "figures that count",
    "logo": "one of your logos",
    "detected": "found by your model",
}
_BEGINS: Final = {"start": "", "cut": "cut", "dissolve": "dissolve", "fade": "fade"}


@dataclass(frozen=True)
class Pictures:
    """Of one clip, each a JPEG."""

    thumbnails: Sequence[bytes]
    """Of its scenes, in order; those that would be too many are left out at the end."""
    still: bytes | None = None
    """The whole picture, while the surest mark is seen."""
    crops: Sequence[bytes] = ()
    """Of its marks, in order."""


def sheets(report: Report, pictures: Mapping[str, Pictures]) -> tuple[Html, ...]:
    """A panel for each clip that was looked at; marks first, for they may cost somebody."""
    return (*marked(report, pictures), *(_sheet(report, clip, pictures[clip]) for clip in pictures))


def marked(report: Report, pictures: Mapping[str, Pictures]) -> tuple[Html, ...]:
    """A panel for each clip with marks that somebody else may own."""
    return tuple(_marked(report, clip, pictures[clip]) for clip in pictures if _marks(report, clip))


def _sheet(report: Report, clip: str, pictures: Pictures) -> Html:
    scenes = [scene for scene in report.scenes if scene.clip == clip]
    shown = [_scene(number, *each) for number, each in enumerate(zip(scenes, pictures.thumbnails, strict=False), 1)]
    left = len(scenes) - len(shown)
    more = element("p", f"and {left} more, in report.json", class_="quiet") if left else None
    count = "1 scene" if len(scenes) == 1 else f"{len(scenes)} scenes"
    title = element("summary", count)
    sheet = element("details", title, element("div", *shown, class_="sheet"), more, open=True)
    return element("section", element("h2", "Seen in ", named(clip)), sheet, class_="panel wide")


def _scene(number: int, scene: SceneReport, thumbnail: bytes) -> Html:
    times = element("span", f"{clock(scene.start)} – {clock(scene.end)}", class_="time")
    told = ", ".join(word for word in (_BEGINS[scene.boundary], *_looks(scene)) if word)
    said = f"Scene {number}, {clock(scene.start)} to {clock(scene.end)}"
    return element(
        "figure", _picture(thumbnail, said), element("figcaption", times, " ", element("span", told, class_="quiet"))
    )


def _looks(scene: SceneReport) -> Sequence[str]:
    return ["black"] if scene.black else ["stands still"] if scene.frozen else []


def _marked(report: Report, clip: str, pictures: Pictures) -> Html:
    marks = _marks(report, clip)
    still = _still(pictures.still, marks, clip) if pictures.still else None
    rows = (_mark(report, number, *each) for number, each in enumerate(zip(marks, pictures.crops, strict=False), 1))
    advice = "Somebody else may own these. Nothing was removed: look at them before you publish."
    title = element("h2", "Marks in ", named(clip))
    body = element("div", still, element("ol", *rows, class_="marks"), class_="marked")
    return element("section", title, element("p", advice, class_="quiet"), body, class_="panel wide warn")


def _still(still: bytes, marks: Sequence[MarkReport], clip: str) -> Html:
    boxes = (
        element(
            "rect",
            element("title", f"{number}. {_KINDS[mark.kind]}"),
            x=_share(float(mark.box.x)),
            y=_share(float(mark.box.y)),
            width=_share(float(mark.box.width)),
            height=_share(float(mark.box.height)),
        )
        for number, mark in enumerate(marks, 1)
    )
    drawn = element("svg", *boxes, viewBox="0 0 1 1", preserveAspectRatio="none", aria_hidden="true")
    return element("div", _picture(still, f"A still of {clip} with its marks in boxes"), drawn, class_="still")


def _mark(report: Report, number: int, mark: MarkReport, crop: bytes) -> Html:
    start, end = mark.spans[0].start, mark.spans[-1].end
    name = theirs(mark.name) if mark.name else None
    sure = f"{_KINDS[mark.kind]}, {clock(start)} – {clock(end)}, {decimal(mark.confidence * 100, 0)}% sure"
    use = element("span", told_uses(report, mark), class_="quiet")
    return element("li", _picture(crop, f"Mark {number}"), element("span", name, ": " if name else None, sure, "; ", use))


def _marks(report: Report, clip: str) -> Sequence[MarkReport]:
    return [mark for mark in report.marks if mark.clip == clip]


def _picture(jpeg: bytes, said: str) -> Html:
    source = f"data:image/jpeg;base64,{b64encode(jpeg).decode()}"
    return element("img", src=source, alt=said)


def _share(number: float) -> str:
    return f"{number:.5f}"
