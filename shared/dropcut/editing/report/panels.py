"""What stands below the script: what was left out, what was checked, and how it was made."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from dropcut.domain.report import RefusedFile, Report, UnusedReport
from dropcut.editing.report.clock import clock, decimal
from dropcut.editing.report.markup import Child, Html, element, named, theirs
from dropcut.editing.report.summary import stretches
from dropcut.editing.report.timeline import colour


def panels(report: Report, seen: Sequence[Html] = ()) -> Html:
    """All of them, `seen` among them; one that would be empty is left out."""
    every = (
        _sentences("Settled by you, but no longer possible", report.orphans, "wide warn"),
        _refused(report),
        _sentences("Worth knowing", report.notes, "wide"),
        *seen,
        _unused(report),
        _checks(report),
        _loudness(report),
        _making(report),
        _tasks(report),
        _sentences("What the timelines could not carry", report.left_out, ""),
        _files(report),
    )
    return element("div", *every, class_="panels")


def _panel(title: str, *children: Child, kind: str = "") -> Html:
    return element("section", element("h2", title), *children, class_=f"panel {kind}".strip())


def _sentences(title: str, sentences: tuple[str, ...], kind: str) -> Html | None:
    if not sentences:
        return None
    return _panel(title, element("ul", *(element("li", theirs(one)) for one in sentences)), kind=kind)


def _refused(report: Report) -> Html | None:
    if not report.refused:
        return None
    return _panel("Could not be used", element("ul", *(_refusal(one) for one in report.refused)), kind="wide bad")


def _refusal(one: RefusedFile) -> Html:
    hint = element("span", theirs(one.hint), class_="quiet") if one.hint else None
    return element("li", element("strong", named(one.file)), ": ", theirs(one.message), " ", hint)


def _unused(report: Report) -> Html | None:
    if not report.unused:
        return None
    rows = [_unused_row(report, one) for one in report.unused]
    table = _table(("clip", "from", "to", "what is said there", "why it is not in the cut"), rows)
    title = element("summary", f"{stretches(len(rows))} of the footage")
    return _panel("Not used", element("details", title, table, open=len(rows) <= 12), kind="wide")  # noqa: PLR2004 - a screen


def _unused_row(report: Report, one: UnusedReport) -> Html:
    dot = element("rect", width="10", height="10", rx="2", class_=colour(report, one.clip))
    swatch = element("svg", dot, class_="swatch", viewBox="0 0 10 10", aria_hidden="true")
    said = theirs(f"“{one.text}”") if one.text else None
    clip = element("td", swatch, named(one.clip))
    times = (element("td", clock(time), class_="time") for time in (one.start, one.end))
    return element("tr", clip, *times, element("td", said), element("td", theirs(one.reason)))


def _checks(report: Report) -> Html | None:
    if not report.checks:
        return None
    rows = (
        element(
            "tr",
            element("td", element("span", "✓" if check.ok else "✗", class_="good" if check.ok else "bad")),
            element("td", check.name),
            element("td", check.figure, class_="figure"),
        )
        for check in report.checks
    )
    return _panel("Checked", element("table", *rows))


def _loudness(report: Report) -> Html:
    figures = report.loudness
    rows = (
        ("as filmed", figures.input, "LUFS"),
        ("in the cut", figures.output, "LUFS"),
        ("true peak", figures.true_peak, "dBTP"),
    )
    said = ((name, "silence" if value is None else f"{decimal(value, 1)} {unit}") for name, value, unit in rows)
    return _panel("Loudness", _pairs(said))


def _making(report: Report) -> Html:
    speech, encoder, shape = report.speech, report.encoder, report.format
    rate = decimal(shape.rate, 3).rstrip("0").rstrip(".")
    heard = f"{speech.engine} {speech.version}".strip() or "nothing was listened to"
    return _panel(
        "How it was made",
        _pairs((("listened", heard), ("encoded", f"{encoder.name}, for {encoder.preset}"))),
        element("p", theirs(speech.why), " ", theirs(encoder.why), class_="quiet"),
        _pairs((("picture", f"{shape.width} × {shape.height}, {rate} frames a second"), ("encoder", encoder.build))),
    )


def _tasks(report: Report) -> Html | None:
    counts = report.tasks
    if not counts.by_step:
        return None
    rows = [
        element("tr", element("td", step), _number(count.run), _number(count.reused)) for step, count in counts.by_step.items()
    ]
    total = element("tr", element("td", "together"), _number(counts.run), _number(counts.reused), class_="total")
    return _panel("Work", _table(("step", "done now", "found done"), [*rows, total]))


def _number(count: int) -> Html:
    return element("td", str(count), class_="time")


def _files(report: Report) -> Html | None:
    if not report.files:
        return None
    return _panel("Delivered", element("ul", *(element("li", named(name)) for name in report.files), class_="files"))


def _table(heads: tuple[str, ...], rows: list[Html]) -> Html:
    head = element("thead", element("tr", *(element("th", name, scope="col") for name in heads)))
    return element("div", element("table", head, element("tbody", *rows)), class_="scroll wide" if len(heads) > 3 else "scroll")  # noqa: PLR2004 - what a phone shows


def _pairs(pairs: Iterable[tuple[str, str]]) -> Html:
    rows = (element("div", element("dt", name), element("dd", theirs(value))) for name, value in pairs)
    return element("dl", *rows, class_="pairs")
