"""`dropcut retry`: go on after a failure or a cancel."""

from __future__ import annotations

from pathlib import Path

import click

from dropcut.domain.wording import spoken
from dropcut.engine.jobs import retry
from dropcut.local.cli.where import HOME, visited, where
from dropcut.local.lock import keeper


@click.command("retry")
@click.argument("drop")
@HOME
def command(drop: str, home: Path | None) -> None:
    """Try again what failed or was cancelled in DROP: a folder, or <owner>/<drop> of the inbox. What is done is kept."""
    found = where(drop, home)
    with visited(found.place) as workplace:
        retry(workplace.home, found.named)
    if keeper(found.place.lock) is not None:
        click.echo("It goes on.")
    elif found.place.drop is not None:
        click.echo(f"It goes on with: dropcut make {spoken(str(found.place.inbox))}")
    else:
        click.echo("It goes on with the next: dropcut serve")
