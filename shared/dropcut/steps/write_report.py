"""Write the report: `report.json` for programs, `report.html` for people."""

from __future__ import annotations

import json

from dropcut.domain.blobs import Blob
from dropcut.domain.report import Report, Reporting, Reports
from dropcut.ports.tools import Tools

DATA = "report.json"
PAGE = "report.html"


def write_report(tools: Tools, made: Reporting) -> Reports:
    """Both tell the same: the page shows what the data say."""
    from dropcut.editing.report.kept_pictures import pictures_of
    from dropcut.editing.report.page import page_of
    from dropcut.editing.report.telling import report_of

    def kept(blob: Blob) -> bytes:
        tools.pulse()
        return tools.read(blob)

    report = report_of(made)
    page = page_of(report, made.master.name, made.mixed.waveform, pictures_of(made.scenes, made.marks, kept))
    return Reports(page=_written(tools, PAGE, page.encode()), data=_written(tools, DATA, _laid_out(report)))


def _written(tools: Tools, name: str, text: bytes) -> Blob:
    with tools.write(name) as target:
        target.write(text)
    return target.blob


def _laid_out(report: Report) -> bytes:
    """For people who open it too: in the order in which `docs/report.md` tells it."""
    return json.dumps(report.model_dump(mode="json", by_alias=True), indent=1, ensure_ascii=False).encode() + b"\n"
