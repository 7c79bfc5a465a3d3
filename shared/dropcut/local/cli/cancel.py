"""`dropcut cancel`: stop a job, and keep what was made."""

from __future__ import annotations

from pathlib import Path

import click

from dropcut.domain.jobs import JobState
from dropcut.engine.jobs import cancel
from dropcut.local.cli.where import HOME, visited, where


@click.command("cancel")
@click.argument("drop")
@HOME
def command(drop: str, home: Path | None) -> None:
    """Stop the job of DROP: a folder, or <owner>/<drop> of the inbox. What was made is kept."""
    found = where(drop, home)
    with visited(found.place) as workplace:
        job = cancel(workplace.home, found.named)
    if job.state is JobState.DONE:
        click.echo("It was done already.")
    else:
        click.echo("Cancelled: work that is under way ends within seconds.")
