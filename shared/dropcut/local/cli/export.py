"""`dropcut export`: everything that is kept of one owner, in one file."""

from __future__ import annotations

from http import HTTPStatus
from pathlib import Path

import click

from dropcut.domain.names import owner_named
from dropcut.domain.wording import size, spoken
from dropcut.engine.about_owner import AboutOwner
from dropcut.engine.elsewhere import Address
from dropcut.engine.exporting import export
from dropcut.local.cli.deleted import found
from dropcut.local.cli.home import HOME
from dropcut.local.elsewhere.opening import misused
from dropcut.local.exits import Misuse
from dropcut.local.place import LOCAL


@click.command("export")
@click.argument("owner", default=LOCAL)
@click.option("-o", "--output", required=True, type=click.Path(dir_okay=False, path_type=Path), help="The archive to write.")
@click.option(
    "--folder", type=click.Path(exists=True, file_okay=False), help="Of the home of this folder, not of dropcut serve."
)
@click.option("--without-footage", is_flag=True, help="Leave the owner's own files out.")
@HOME
def command(owner: str, output: Path, folder: str | None, home: Path | Address | None, *, without_footage: bool) -> None:
    """Write all that is kept of OWNER into a ZIP archive: jobs, lineage, results, deliveries, roles, deeds, footage."""
    if output.exists():
        raise Misuse(f"{spoken(str(output))} is there already.", "Name another file.")
    with misused():
        whose = owner_named(owner)
    with found(folder, home, quiet=False) as place:
        drawers, part = AboutOwner(place.law.records, place.law.opaque), output.with_name(f".{output.name}.part")
        try:
            with part.open("wb") as file:
                for piece in export(place.home, whose, drawers, footage=not without_footage):
                    file.write(piece)
            part.rename(output)
        finally:
            part.unlink(missing_ok=True)
        if place.law.here:
            place.note("export", whose, "", HTTPStatus.OK)
        without = place.law.without
    click.echo(
        f"Wrote {size(output.stat().st_size)} about {whose} to {spoken(str(output))}; export.json in it lists every file."
    )
    if without:
        click.echo(without, err=True)
