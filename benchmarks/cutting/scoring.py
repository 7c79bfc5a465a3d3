"""One drop made and judged, and many as a table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median
from typing import Final

from benchmarks.cutting.drops import Filmed
from benchmarks.cutting.judging import Verdict, false_finds, judged
from benchmarks.cutting.making import Made, make
from benchmarks.cutting.pictures import Pictures, compared
from benchmarks.cutting.reports import Line, Report
from benchmarks.cutting.scripts import SCRIPTS
from benchmarks.tables import percentile, table

_HEAD: Final = (
    "room", "lines", "right take", "the last one", "missing told", "false starts used", "clipped words", "lost words",
    "before / after the words", "fillers left", "aside words", "paraphrases", "false finds", "wrong frames", "two recorders",
    "s a footage s",
)  # fmt: skip


@dataclass(frozen=True)
class Scored:
    """A drop's figures."""

    group: str
    lines: int
    verdict: Verdict
    pictures: Pictures
    strangers: int
    """Lines of another script that were found in it."""
    stranger_lines: int
    footage_s: float
    made_s: float
    note: str
    """Why nothing was made, where nothing was."""

    @property
    def sentence(self) -> str:
        v = self.verdict
        return (
            self.note or f"right {v.right}/{v.said}, missing {v.missing}/{v.unsaid}, clipped {v.clipped}, {self.made_s:.0f} s"
        )


def scored(drop: Filmed, typed: Sequence[str], *, strangers: bool) -> Scored:
    """Make it with its own script, and then, where asked, with that of another."""
    own = make(drop.folder, typed)
    verdict = judged(drop.clips, own.report) if own.report else _nothing(drop)
    counted = own.report is not None and own.cut is not None and all(clip.rate for clip in drop.clips)
    pictures = compared(own.cut, own.report, drop.clips) if counted and own.cut and own.report else Pictures(0, 0, 0)
    found, searched = _found_in_another(drop, typed) if strangers else (0, 0)
    note = "" if own.report else f"nothing was made: {own.message}"
    return Scored(drop.group, len(drop.lines), verdict, pictures, found, searched, drop.seconds, own.seconds, note)


def _nothing(drop: Filmed) -> Verdict:
    """All that was said is wrong when no cut is there, and nothing was told of what was not said."""
    return judged(drop.clips, Report(0.0, tuple(Line(number, text, "untold", ()) for number, text in enumerate(drop.lines, 1))))


def _found_in_another(drop: Filmed, typed: Sequence[str]) -> tuple[int, int]:
    script = drop.folder / "script.txt"
    lines = stranger_to(drop)
    script.write_text("".join(f"{line}\n" for line in lines))
    made: Made = make(drop.folder, typed)
    script.write_text("".join(f"{line}\n" for line in drop.lines))
    return (false_finds(made.report) if made.report else 0), len(lines)


def stranger_to(drop: Filmed) -> tuple[str, ...]:
    """The script after its own, in the order of all; the first for one that is none of ours."""
    every = [script.lines for script in SCRIPTS.values()]
    return every[(every.index(drop.lines) + 1) % len(every)] if drop.lines in every else every[0]


def printed(results: Sequence[Scored]) -> str:
    """A row for every room, and one for all."""
    rooms = list(dict.fromkeys(one.group for one in results))
    rows = [_row(room, [one for one in results if one.group == room]) for room in rooms]
    return table(_HEAD, [*rows, _row("all", results)])


def _row(name: str, results: Sequence[Scored]) -> tuple[str, ...]:
    v = sum((one.verdict for one in results), Verdict())
    return (
        name,
        str(sum(one.lines for one in results)),
        _share(v.right, v.said),
        _share(v.last, v.right),
        _share(v.missing, v.unsaid),
        str(v.starts),
        f"{v.clipped} of {v.words}",
        str(v.lost),
        f"{_spread(v.leads)} / {_spread(v.tails)} ms",
        f"{v.fillers_left} of {v.fillers}",
        str(v.aside_words_left),
        f"{v.paraphrased_found} of {v.paraphrased}",
        f"{sum(one.strangers for one in results)} of {sum(one.stranger_lines for one in results)}",
        f"{sum(one.pictures.wrong for one in results)} of {sum(one.pictures.frames for one in results)}",
        f"{1000 * max(map(abs, v.apart)):.0f} ms apart" if v.apart else "none",
        f"{sum(one.made_s for one in results) / sum(one.footage_s for one in results):.2f}",
    )


def _spread(edges: Sequence[float]) -> str:
    """The median distance of cuts from words, and what nine of ten do not reach; negative: inside of the word."""
    if not edges:
        return "none"
    return f"{1000 * median(edges):.0f} (p90 {1000 * percentile([abs(edge) for edge in edges], 0.9):.0f})"


def _share(part: int, whole: int) -> str:
    return f"{part} of {whole}" + (f" ({100 * part / whole:.1f}%)" if whole else "")
