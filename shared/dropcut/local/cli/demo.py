"""`dropcut demo`: a small drop of our own, cut before your eyes."""

from __future__ import annotations

from pathlib import Path

import click

from dropcut.domain.settings import Options
from dropcut.domain.wording import spoken
from dropcut.local import example, making, place, wiring
from dropcut.local.cli.failing import begin
from dropcut.local.cli.make import tell
from dropcut.local.cli.progress import display
from dropcut.local.cli.where import pipeline
from dropcut.local.staff import Keeping


@click.command("demo")
@click.argument("folder", default="dropcut-demo", type=click.Path(file_okay=False, path_type=Path))
@click.pass_context
def command(ctx: click.Context, folder: Path) -> None:
    """Put a small example into FOLDER, cut it, and say where the result lies."""
    where = place.of_folder(folder)
    begin(ctx, verbose=False, log=where.log)
    example.lay_out(folder)
    click.echo(f"The example lies in {spoken(str(folder))}; now: dropcut make {spoken(str(folder))}")
    with display("auto", plainly=False) as shown:
        keeping = Keeping(where, pipeline(), wiring.cores(), on_terminal=False)
        ending = making.make(keeping, where.only, Options(), shown)
    tell(ending, as_json=False)
    ctx.exit(ending.exit_code)
