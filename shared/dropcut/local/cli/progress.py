"""Which display was asked for, and how commands that show one are told."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager

import click
from rich.console import Console

from dropcut.local.showing.bars import Bars
from dropcut.local.showing.lines import Lines, Nothing
from dropcut.local.showing.plain import Plain
from dropcut.local.showing.shown import Display

progress_option = click.option(
    "--progress",
    type=click.Choice(["auto", "plain", "jsonl", "none"]),
    default="auto",
    show_default=True,
    help="How to show how far it is: auto is bars on a terminal, else plain lines.",
)
ending_option = click.option("--json", "as_json", is_flag=True, help="Print how it ended as a JSON document.")


@contextmanager
def display(kind: str, *, plainly: bool) -> Iterator[Display]:
    """What `--progress` names. `plainly`: log lines come between, which bars would not bear."""
    shown = _display(kind, plainly=plainly)
    try:
        yield shown
    finally:
        shown.close()


def _display(kind: str, *, plainly: bool) -> Display:
    if kind == "none":
        return Nothing()
    if kind == "jsonl":
        return Lines(sys.stdout)
    if kind == "auto" and sys.stderr.isatty() and not plainly:
        return Bars(Console(stderr=True))
    return Plain(sys.stderr)
