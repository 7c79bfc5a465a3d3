"""`dropcut demo`: a small drop of our own, processed before your eyes."""

from __future__ import annotations

from pathlib import Path

import click

from dropcut.domain.wording import spoken
from dropcut.local import filming, making, place, wiring
from dropcut.local.cli.failing import begin
from dropcut.local.cli.make import tell
from dropcut.local.cli.progress import display
from dropcut.local.cli.where import pipeline
from dropcut.local.staff import Keeping


@click.command("demo")
@click.argument("folder", default="dropcut-demo", type=click.Path(file_okay=False, path_type=Path))
@click.pass_context
def command(ctx: click.Context, folder: Path) -> None:
    """Film a small example into FOLDER, make of it what can be made, and say where the result lies."""
    where = place.of_folder(folder)
    begin(ctx, verbose=False, log=where.log)
    filming.film(folder, wiring.found_programs())
    click.echo(f"Filmed into {spoken(str(folder))}; now: dropcut make {spoken(str(folder))}")
    with display("auto", plainly=False) as shown:
        ending = making.make(Keeping(where, pipeline(), wiring.cores(), on_terminal=False), where.only, shown)
    tell(ending, as_json=False)
    ctx.exit(ending.exit_code)
