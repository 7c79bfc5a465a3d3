"""`dropcut clean`: free the disk of what nothing needs."""

from __future__ import annotations

from pathlib import Path

import click

from dropcut.domain.values import Millis
from dropcut.domain.wording import count_of, size
from dropcut.engine.clean import clean
from dropcut.local.cli.finite import Finite
from dropcut.local.cli.home import HOME_HERE
from dropcut.local.cli.where import visited, where

_DAY_MS = 24 * 3600 * 1000
_CENTURY_DAYS = 36_525


@click.command("clean")
@click.argument("folder", required=False)
@HOME_HERE
@click.option(
    "--unused-for",
    type=Finite(0, _CENTURY_DAYS),
    metavar="DAYS",
    default=30,
    show_default=True,
    help="Keep what was used since.",
)
def command(folder: str | None, home: Path | None, unused_for: float) -> None:
    """Remove results that no job reaches any more and that were not used for a while.

    FOLDER is one that `dropcut make` was called on; without it, the home of `dropcut serve` is meant. Never touches footage
    or deliveries.
    """
    with visited(where(folder, home).place) as workplace:
        gone = clean(workplace.home, Millis(round(unused_for * _DAY_MS)))
        workplace.blobs.sweep()
    click.echo(
        f"Freed {size(gone.bytes)}: {count_of(gone.tasks, 'result')} and {count_of(gone.blobs, 'file')} that nothing needed."
    )
