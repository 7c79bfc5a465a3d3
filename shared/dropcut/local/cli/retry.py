"""`dropcut retry`: go on after a failure or a cancel."""

from __future__ import annotations

from pathlib import Path

import click

from dropcut.engine.elsewhere import Address
from dropcut.engine.jobs import retry
from dropcut.local.cli.asking import asked
from dropcut.local.cli.home import HOME


@click.command("retry")
@click.argument("drop", required=False)
@HOME
def command(drop: str | None, home: Path | Address | None) -> None:
    """Try again what failed or was cancelled in DROP: a folder, or <owner>/<drop> of the inbox. What is done is kept."""
    with asked(drop, home) as found:
        retry(found.home, found.named)
        said = found.goes_on()
    click.echo(said)
