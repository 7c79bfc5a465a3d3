"""What a person sees while a model comes, and what they are asked before it does."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click
from rich.console import Console
from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TimeRemainingColumn, TransferSpeedColumn

from dropcut.domain.models import Model
from dropcut.domain.wording import size, spoken
from dropcut.local import wiring
from dropcut.local.models.fetching import Fetch, Shown
from dropcut.local.models.web import Web


def fetch(model: Model) -> Path:
    """Fetch a model that somebody wants, and show how far it is."""
    shelf = wiring.models()
    with shown(model.name, model.size) as far:
        place = Fetch(model, shelf, Web(wiring.proxies()), far).run()
    click.echo(f"The model {model.name} lies in {spoken(str(place))}.", err=True)
    return place


def may_fetch(model: Model) -> bool:
    """Ask a person at a terminal. Whoever just presses Enter says no."""
    click.echo(f"{said_of(model)}\n{model.home}", err=True)
    return click.confirm("Fetch it?", default=False, err=True)


def somebody_is_there() -> bool:
    """Whether there is a terminal to ask at."""
    return sys.stdin.isatty() and sys.stderr.isatty()


def said_of(model: Model) -> str:
    """What fetching it would mean, in one sentence."""
    return f"The model {model.name} ({model.about}) is {size(model.size)} from {model.publisher}, licence {model.licence}."


@contextmanager
def shown(name: str, total: int) -> Iterator[Shown]:
    """One bar on a terminal; nothing elsewhere."""
    if not sys.stderr.isatty():
        yield _unseen
        return
    columns = TextColumn("{task.description}"), BarColumn(), DownloadColumn(), TransferSpeedColumn(), TimeRemainingColumn()
    with Progress(*columns, console=Console(stderr=True)) as bar:
        task = bar.add_task(name, total=total)
        yield lambda done: bar.update(task, completed=done)


def _unseen(_done: int) -> None:
    """Nobody looks."""
