"""`dropcut doctor`: is this machine ready, and is a home sound, end to end."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import click

from dropcut.engine.elsewhere import Address
from dropcut.engine.findings import Condition, Examination, Finding
from dropcut.local import place, wiring
from dropcut.local.cli.home import HOME
from dropcut.local.exits import Exit, Misuse
from dropcut.local.served import home_as_served


@click.command("doctor")
@click.argument("folder", required=False, type=click.Path(exists=True, file_okay=False, path_type=Path))
@HOME
@click.option("--json", "as_json", is_flag=True, help="Print a JSON document.")
@click.pass_context
def command(ctx: click.Context, folder: Path | None, home: Path | Address | None, *, as_json: bool) -> None:
    """Check this machine and the home of FOLDER, without it that of `dropcut serve`; or a home elsewhere, end to end."""
    if folder is not None and home is not None:
        raise Misuse("A folder has its home inside.", "Name the folder or --home, not both.")
    if isinstance(home, Address):
        ctx.exit(_elsewhere(home, as_json=as_json))
    from dropcut.local.doctoring import findings  # noqa: PLC0415 - a home elsewhere needs nothing of this machine

    where = place.of_folder(folder) if folder is not None else home_as_served(home or wiring.user_home())
    ctx.exit(_told(str(where.home), findings(where), as_json=as_json))


def _elsewhere(address: Address, *, as_json: bool) -> Exit:
    from dropcut.local.elsewhere.opening import opened  # noqa: PLC0415 - only where it is asked for

    with opened(address) as elsewhere:
        return _told(elsewhere.address, elsewhere.examined(), as_json=as_json)


def _told(home: str, findings: Iterable[Finding], *, as_json: bool) -> Exit:
    """Each as soon as it is found, unless a program reads it."""
    found = list[Finding]()
    for finding in findings:
        found.append(finding)
        if not as_json:
            click.echo(str(finding))
    well = all(finding.condition is not Condition.BAD for finding in found)
    if as_json:
        click.echo(Examination(home=home, well=well, findings=tuple(found)).dumped())
    elif well:
        click.echo("All is well." if all(each.condition is Condition.OK for each in found) else "Nothing needs to be done.")
    return Exit.DONE if well else Exit.FAILED
