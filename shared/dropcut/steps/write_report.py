"""Write the report: `report.json` for programs, `report.html` for people."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from dropcut.domain.blobs import Blob
from dropcut.domain.marks import Mark
from dropcut.domain.report import Report, Reporting, Reports
from dropcut.domain.scenes import Scenes
from dropcut.ports.tools import Tools

if TYPE_CHECKING:
    from dropcut.editing.report.sheets import Pictures

_MOST: Final = 240
_FEWEST: Final = 8
"""Thumbnails on a page, of all clips together, and of each all the same."""

DATA = "report.json"
PAGE = "report.html"


def write_report(tools: Tools, made: Reporting) -> Reports:
    """Both tell the same: the page shows what the data say."""
    from dropcut.editing.report.page import page_of
    from dropcut.editing.report.telling import report_of

    report = report_of(made)
    tools.pulse()
    page = page_of(report, made.master.name, made.mixed.waveform, _pictures(tools, made))
    return Reports(page=_written(tools, PAGE, page.encode()), data=_written(tools, DATA, _laid_out(report)))


def _pictures(tools: Tools, made: Reporting) -> Mapping[str, Pictures]:
    """Small ones, of the clips that were looked at: a page of many clips shows fewer of each."""
    from dropcut.editing.report.sheets import Pictures

    most = max(_FEWEST, _MOST // max(1, len(made.scenes)))
    marks = {each.asset.sha256: each for each in made.marks}
    shown = {}
    for seen in made.scenes:
        tools.pulse()
        thumbnails = tools.read(seen.thumbnails)
        found = marks.get(seen.asset.sha256)
        crops = tools.read(found.crops) if found and found.crops else b""
        shown[seen.name] = Pictures(
            thumbnails=[scene.thumbnail.of(thumbnails) for scene in seen.scenes[:most]],
            still=_still(tools, seen, found.marks[0]) if found and found.marks else None,
            crops=[mark.crop.of(crops) for mark in found.marks] if found else (),
        )
    return shown


def _still(tools: Tools, seen: Scenes, mark: Mark) -> bytes | None:
    """The still in the middle of the time in which a mark was seen."""
    if seen.album is None:
        return None
    place = min(mark.spans, key=lambda span: (span.box != mark.box, span.start))
    middle = (place.start + place.end) / 2
    still = min(seen.stills, key=lambda each: abs(each.at - middle))
    return still.picture.of(tools.read(seen.album))


def _written(tools: Tools, name: str, text: bytes) -> Blob:
    with tools.write(name) as target:
        target.write(text)
    return target.blob


def _laid_out(report: Report) -> bytes:
    """For people who open it too: in the order in which `docs/report.md` tells it."""
    return json.dumps(report.model_dump(mode="json", by_alias=True), indent=1, ensure_ascii=False).encode() + b"\n"
