"""`dropcut cancel`: stop a job, and keep what was made."""

from __future__ import annotations

from pathlib import Path

import click

from dropcut.domain.jobs import JobState
from dropcut.engine.elsewhere import Address
from dropcut.engine.jobs import cancel
from dropcut.local.cli.asking import asked
from dropcut.local.cli.home import HOME


@click.command("cancel")
@click.argument("drop", required=False)
@HOME
def command(drop: str | None, home: Path | Address | None) -> None:
    """Stop the job of DROP: a folder, or <owner>/<drop> of the inbox. What was made is kept."""
    with asked(drop, home) as found:
        job = cancel(found.home, found.named)
    if job.state is JobState.DONE:
        click.echo("It was done already.")
    else:
        click.echo("Cancelled: work that is under way ends within seconds.")
