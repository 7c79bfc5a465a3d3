"""`dropcut status`: how jobs stand, and why they wait."""

from __future__ import annotations

from pathlib import Path

import click

from dropcut.local.cli.where import HOME, visited, where
from dropcut.local.standing import status


@click.command("status")
@click.argument("drop", required=False)
@HOME
@click.option("--json", "as_json", is_flag=True, help="Print a JSON document.")
def command(drop: str | None, home: Path | None, *, as_json: bool) -> None:
    """Tell how far DROP is and why it waits: a folder, or <owner>/<drop> of the inbox; without it, all of the inbox."""
    found = where(drop, home)
    with visited(found.place) as workplace:
        now = status(workplace, found.drop)
    click.echo(now.dumped() if as_json else "\n".join(now.said()))
