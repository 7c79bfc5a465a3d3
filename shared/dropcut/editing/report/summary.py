"""The head of the page: what came of it, in one sentence and a few figures."""

from __future__ import annotations

from typing import Final

from dropcut.domain.cut import Status
from dropcut.domain.money import money
from dropcut.domain.report import Report
from dropcut.domain.wording import count_of, seconds
from dropcut.editing.report.clock import clock, decimal
from dropcut.editing.report.markup import Html, element, theirs

_IN_THE_CUT: Final = {Status.CHOSEN, Status.AMBIGUOUS}


def summary(report: Report) -> Html:
    """The title, the sentence, the figures."""
    return element(
        "header",
        element("p", "Dropcut report", class_="eyebrow"),
        element("h1", report.title, dir="auto"),
        element("p", sentence(report), class_="sentence"),
        element("dl", *(_figure(name, value, kind) for name, value, kind in _figures(report)), class_="figures"),
    )


def sentence(report: Report) -> str:
    """How it ended: `12 of 14 lines are in the cut, from 3 clips. 1 line is missing.`, for one."""
    used = len({piece.clip for line in report.lines for piece in line.pieces})
    return " ".join([_beginning(report, count_of(used, "clip")), *_exceptions(report)])


def stretches(count: int) -> str:
    """`1 stretch`, `2 stretches`."""
    return "1 stretch" if count == 1 else f"{count} stretches"


def _beginning(report: Report, clips: str) -> str:
    if not report.scripted:
        kept = len(report.lines)
        return f"There was no script: {stretches(kept)} of {clips} {'was' if kept == 1 else 'were'} kept."
    there, every = sum(line.status in _IN_THE_CUT for line in report.lines), len(report.lines)
    if there == every:
        return f"Every line is in the cut, from {clips}."
    return f"{there} of {count_of(every, 'line')} {'is' if there == 1 else 'are'} in the cut, from {clips}."


def _exceptions(report: Report) -> list[str]:
    said = (
        (Status.MISSING, "is missing", "are missing"),
        (Status.AMBIGUOUS, "should be looked at", "should be looked at"),
        (Status.DROPPED, "was dropped by you", "were dropped by you"),
    )
    counted = ((sum(line.status is status for line in report.lines), one, many) for status, one, many in said)
    sentences = [f"{count_of(count, 'line')} {one if count == 1 else many}." for count, one, many in counted if count]
    refused = len(report.refused)
    return sentences + ([f"{count_of(refused, 'file')} could not be used."] if refused else [])


def _figure(name: str, value: str, kind: str) -> Html:
    return element("div", element("dt", name), element("dd", theirs(value)), class_=kind or None)


def _figures(report: Report) -> list[tuple[str, str, str]]:
    failed = sum(not check.ok for check in report.checks)
    loudness = report.loudness.output
    return [
        ("Length", clock(report.duration), ""),
        ("Picture", f"{report.format.width} × {report.format.height}", ""),
        ("Loudness", "silence" if loudness is None else f"{decimal(loudness, 1)} LUFS", ""),
        ("Checks", f"{failed} failed" if failed else f"all {len(report.checks)} pass", "bad" if failed else "good"),
        ("Silence out", clock(report.removed.silence_s), ""),
        ("Fillers out", str(report.removed.fillers), ""),
        ("Retakes out", str(report.removed.retakes), ""),
        ("Made in", seconds(report.seconds) if report.seconds else "–", ""),
        *([("Cost", money(report.cost.amount), "")] if report.cost and report.cost.prices else []),
    ]
