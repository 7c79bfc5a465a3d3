"""`dropcut licenses`: what others made of what is used here, and under which licences."""

from __future__ import annotations

from importlib.metadata import metadata

import click
from rich.console import Console
from rich.table import Table

from dropcut.local import wiring
from dropcut.local.exits import Misuse
from dropcut.local.licences.listing import Licences
from dropcut.local.licences.models import model_licences
from dropcut.local.licences.packages import is_installed, packages, texts_of
from dropcut.local.licences.programs import program_licences


@click.command("licenses")
@click.option("--text", "named", metavar="PACKAGE", help="Print the licence texts that this package brought.")
@click.option("--json", "as_json", is_flag=True, help="Print a JSON document.")
def command(named: str | None, *, as_json: bool) -> None:
    """List the packages of this environment, models and programs, with their licences."""
    if named is not None:
        if not is_installed(named):
            raise Misuse(f"No package {named} is installed here.", "All of them: dropcut licenses")
        for text in texts_of(named):
            click.echo(text)
        return
    found = Licences(
        dropcut=metadata("dropcut")["License-Expression"],
        packages=packages(),
        models=model_licences(wiring.models()),
        programs=program_licences(wiring.found_programs),
    )
    if as_json:
        click.echo(found.dumped())
        return
    _show(found)


def _show(found: Licences) -> None:
    table = Table("what", "version or publisher", "licence", box=None)
    table.add_row("dropcut", "", found.dropcut)
    for package in found.packages:
        table.add_row(package.name, package.version, package.licence)
    for program in found.programs:
        table.add_row(program.name, program.build, program.licence)
    for model in found.models:
        table.add_row(f"model {model.name}", model.publisher, model.licence)
    Console().print(table)
