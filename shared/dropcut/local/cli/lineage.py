"""`dropcut lineage`: where a delivery came from."""

from __future__ import annotations

from pathlib import Path

import click

from dropcut.domain.wording import spoken
from dropcut.engine.elsewhere import Address
from dropcut.engine.lineage import lineage_of
from dropcut.local.cli.asking import asked
from dropcut.local.cli.home import HOME


@click.command("lineage")
@click.argument("drop", required=False)
@click.option("-o", "--output", type=click.Path(dir_okay=False, path_type=Path), help="Write it to this file.")
@HOME
def command(drop: str | None, output: Path | None, home: Path | Address | None) -> None:
    """Print, as JSON, which files and which work DROP's delivery came from: digests, keys, engines, models, settings."""
    with asked(drop, home) as found:
        told = lineage_of(found.home, found.home.ledger.job(found.named))
    if output is None:
        click.echo(told.dumped())
        return
    output.write_bytes(told.dumped() + b"\n")
    click.echo(f"Wrote {spoken(str(output))}: {len(told.work)} pieces of work from {len(told.sources)} files.")
