"""`dropcut serve`: watch an inbox, and process whatever is dropped into it."""

from __future__ import annotations

from pathlib import Path

import click

from dropcut.domain.values import Millis
from dropcut.local import place, serving, wiring
from dropcut.local.cli.failing import begin
from dropcut.local.cli.where import pipeline
from dropcut.local.staff import Keeping


@click.command("serve")
@click.argument("inbox", required=False, type=click.Path(file_okay=False, path_type=Path))
@click.option(
    "--home", type=click.Path(file_okay=False, path_type=Path), help="Where to keep what is made; ~/.dropcut unless said."
)
@click.option(
    "--quiet",
    type=click.FloatRange(0),
    default=10,
    show_default=True,
    help="Seconds without a change before a file counts as copied.",
)
@click.option("--by-owner", is_flag=True, help="The folders in INBOX are owners, and the folders in these their drops.")
@click.option("--workers", type=click.IntRange(1, 256), help="How many worker processes; one for each core unless said.")
@click.option("-v", "--verbose", is_flag=True, help="Show the log as it is written.")
@click.pass_context
def command(  # noqa: PLR0913 - one for each option
    ctx: click.Context,
    inbox: Path | None,
    home: Path | None,
    quiet: float,
    workers: int | None,
    *,
    by_owner: bool,
    verbose: bool,
) -> None:
    """Process every folder that is dropped into INBOX, once it has settled, until Ctrl-C.

    INBOX is the folder `inbox` of the home unless said; what is made lies in `outbox` there.
    """
    where = place.of_home(home or wiring.user_home(), inbox, by_owner=by_owner)
    begin(ctx, verbose=verbose, log=where.log)
    keeping = Keeping(where, pipeline(), workers or wiring.cores(), on_terminal=verbose)
    serving.serve(keeping, Millis(round(quiet * 1000)), click.echo)
