"""`dropcut status`: how jobs stand, and why they wait."""

from __future__ import annotations

from pathlib import Path

import click

from dropcut.engine.elsewhere import Address
from dropcut.local.cli.asking import asked
from dropcut.local.cli.home import HOME


@click.command("status")
@click.argument("drop", required=False)
@HOME
@click.option("--json", "as_json", is_flag=True, help="Print a JSON document.")
def command(drop: str | None, home: Path | Address | None, *, as_json: bool) -> None:
    """Tell how far DROP is and why it waits: a folder, or <owner>/<drop> of the inbox; without it, all of the inbox."""
    with asked(drop, home) as found:
        now = found.status()
    click.echo(now.dumped() if as_json else "\n".join(found.said(now)))
