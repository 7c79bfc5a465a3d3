"""`dropcut models`: the models of this machine. Nothing is ever fetched but by `pull`, or where a person said yes."""

from __future__ import annotations

from pathlib import Path

import click
from rich.console import Console
from rich.table import Table

from dropcut.domain.models import ModelKind
from dropcut.domain.wording import size, spoken
from dropcut.local import wiring
from dropcut.local.cli.fetched import fetch, shown
from dropcut.local.exits import Exit
from dropcut.local.models.bringing import brought
from dropcut.local.models.standing import ModelsDocument, Verified, standing, verified
from dropcut.local.models.tables import carried, known, model_called, table


@click.group("models")
def command() -> None:
    """List, fetch, verify and bring models."""


@command.command("list")
@click.option("--json", "as_json", is_flag=True, help="Print a JSON document.")
def list_(*, as_json: bool) -> None:
    """List the models that are here, and those that can be fetched."""
    brought = carried()
    lines = standing(wiring.models(), known(), brought)
    if as_json:
        click.echo(ModelsDocument(models=lines).dumped())
        return
    shown_as = Table(box=None)
    for column in ("name", "for", "state", "size"):
        shown_as.add_column(column, no_wrap=True)
    shown_as.add_column("good for")
    for line in lines:
        shown_as.add_row(line.name, line.kind.value, line.state, size(line.size), line.about or line.source)
    Console().print(shown_as)
    click.echo(f"They lie in {spoken(str(wiring.models().folder))}.")
    for package in sorted({each.by for each in brought}):
        names = ", ".join(each.name for each in brought if each.by == package)
        click.echo(f"Of these, {names} came with the package {package}: nothing needs to be fetched for them.")


@command.command("pull")
@click.argument("name")
def pull(name: str) -> None:
    """Fetch the model NAME, verify it byte for byte, and keep it. To type this is to agree to its licence.

    A call that was broken off goes on where it was. A model that is here and whole is not fetched again.
    """
    model = model_called(name)
    here = {(kept.kind, kept.name) for kept in wiring.models().kept(model.kind)}
    if (model.kind, model.name) in here:
        click.echo(f"The model {model.name} is here already.")
        return
    fetch(model)


@command.command("verify")
@click.pass_context
def verify(ctx: click.Context) -> None:
    """Read every byte of every model that is here, and compare it with what is known."""
    well = True
    for told in verified(wiring.models(), carried()):
        well &= not told.damaged
        click.echo(f"{'bad' if told.damaged else 'ok '}  {told.name}: {_said(told)}")
    ctx.exit(Exit.DONE if well else Exit.FAILED)


def _said(told: Verified) -> str:
    if not told.damaged:
        return "every byte is right"
    wrong = ", ".join(told.damaged)
    if told.by:
        return f"{wrong} Install {told.by} again."
    return f"damaged ({wrong}). Fetch or bring it again: dropcut models pull {told.name}"


@command.command("import")
@click.argument("path", type=click.Path(exists=True, path_type=Path))
@click.option("--name", help="What to call it; the folder's or file's own name unless said.")
@click.option("--kind", type=click.Choice([kind.value for kind in ModelKind]), default="whisper", show_default=True)
def import_(path: Path, name: str | None, kind: str) -> None:
    """Copy a model of your own from the folder or file PATH, and keep it. It is known by its bytes from then on.

    Under the name of a model that can be fetched it must be that very model.
    """
    called = name or (path.resolve().name if path.is_dir() else path.stem).lower()
    with shown(called, _bytes(path)) as far:
        place = brought(path, called, table(ModelKind(kind)), wiring.models(), far)
    click.echo(f"The model {called} lies in {spoken(str(place))}.")


def _bytes(path: Path) -> int:
    return path.stat().st_size if path.is_file() else sum(each.stat().st_size for each in path.iterdir() if each.is_file())
