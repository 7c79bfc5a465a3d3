"""`dropcut approve`: say that what is held for a person's word may go out."""

from __future__ import annotations

from pathlib import Path

import click

from dropcut.engine.elsewhere import Address
from dropcut.engine.jobs import approve
from dropcut.local.cli.asking import asked
from dropcut.local.cli.home import HOME


@click.command("approve")
@click.argument("drop", required=False)
@HOME
def command(drop: str | None, home: Path | Address | None) -> None:
    """Approve DROP as it stands: a folder, or <owner>/<drop> of the inbox. What was held for your word is delivered."""
    with asked(drop, home) as found:
        approve(found.home, found.named, found.home.ledger.job(found.named).revision)
        said = found.goes_on()
    click.echo(said)
