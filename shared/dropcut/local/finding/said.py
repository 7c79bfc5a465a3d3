"""What was found, for a person."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

import click

from dropcut.domain.searching import Answer, Hit, Part
from dropcut.domain.wording import count_of, printable, spoken

_MINUTE = 60


def said(answer: Answer) -> Iterator[str]:
    """Line by line."""
    for hit in answer.hits:
        yield _where(hit)
        yield f"  {_marked(hit)}"
        if hit.link:
            yield f"  {hit.link}"
    if answer.more:
        yield "There is more: ask for it with --most, or with more words."
    if answer.note:
        yield answer.note
    elif not answer.hits:
        yield f"Nothing was found in {count_of(answer.jobs, 'job')}."


def _where(hit: Hit) -> str:
    parts = [spoken(hit.job), hit.part.value]
    if hit.line is not None:
        parts.append(f"line {hit.line}")
    if hit.clip is not None and hit.start is not None:
        parts.append(f"{spoken(hit.clip)} at {clock(hit.start)}")
    if hit.program is not None:
        parts.append(f"in the cut at {clock(hit.program)}")
    elif hit.part is Part.SCRIPT:
        parts.append("not in the cut")
    return ", ".join(parts) + (" (by its meaning)" if hit.by == "meaning" else "")


def _marked(hit: Hit) -> str:
    shown, after = "", 0
    for start, end in hit.marks:
        shown += printed(hit.text[after:start]) + click.style(printed(hit.text[start:end]), bold=True)
        after = end
    return shown + printed(hit.text[after:])


def printed(text: str) -> str:
    """On one line with nothing hidden in it, its spaces at both ends kept."""
    before, after = (" " if text[:1].isspace() else ""), (" " if text[-1:].isspace() and text.strip() else "")
    return f"{before}{printable(text)}{after}"


def clock(time: Fraction) -> str:
    """`0:07.5`, `1:02:03.0`."""
    tenths = round(time * 10)
    minutes, rest = divmod(tenths, _MINUTE * 10)
    hours, minute = divmod(minutes, _MINUTE)
    seconds = f"{rest // 10:02}.{rest % 10}"
    return f"{hours}:{minute:02}:{seconds}" if hours else f"{minute}:{seconds}"
