"""`dropcut doctor`: is this machine ready, and is a home sound."""

from __future__ import annotations

from pathlib import Path

import click

from dropcut.local import place, wiring
from dropcut.local.cli.home import HOME_HERE
from dropcut.local.doctoring import findings
from dropcut.local.exits import Exit


@click.command("doctor")
@click.argument("folder", required=False, type=click.Path(exists=True, file_okay=False, path_type=Path))
@HOME_HERE
@click.pass_context
def command(ctx: click.Context, folder: Path | None, home: Path | None) -> None:
    """Check the programs, the disk and the home of FOLDER; without it, the home of `dropcut serve`."""
    where = place.of_folder(folder) if folder is not None else place.of_home(home or wiring.user_home())
    well = True
    for finding in findings(where):
        click.echo(str(finding))
        well &= finding.well
    ctx.exit(Exit.DONE if well else Exit.FAILED)
