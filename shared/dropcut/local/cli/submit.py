"""`dropcut submit`: send a folder into the inbox of a home elsewhere, and follow what becomes of it."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import click

from dropcut.domain.money import Afforded
from dropcut.domain.wording import spoken
from dropcut.engine.elsewhere import Address
from dropcut.local import wiring
from dropcut.local.cli.budgeting import BUDGET
from dropcut.local.cli.failing import begin
from dropcut.local.cli.home import AnyHome
from dropcut.local.cli.make import tell
from dropcut.local.cli.progress import display, ending_option, progress_option
from dropcut.local.elsewhere.opening import misused, opened
from dropcut.local.elsewhere.submitting import Submission, drop_for, submit
from dropcut.local.exits import Misuse


@click.command("submit")
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--to", "to", type=AnyHome(), required=True, help="gs://BUCKET/inbox/OWNER/, or .../OWNER/DROP to call it so.")
@click.option("--follow/--no-follow", default=True, show_default=True, help="Wait until it is done, or end once all is sent.")
@click.option("--get", type=click.Path(file_okay=False, path_type=Path), help="Fetch what is delivered into this folder.")
@click.option("--replace", is_flag=True, help="Let these files take the place of others that lie there under their names.")
@BUDGET
@progress_option
@ending_option
@click.option("-v", "--verbose", is_flag=True, help="Show where a failure came from.")
@click.pass_context
def command(  # noqa: PLR0913 - one for each option
    ctx: click.Context,
    *,
    folder: Path,
    to: Path | Address,
    follow: bool,
    get: Path | None,
    replace: bool,
    budget: Afforded | None,
    progress: str,
    as_json: bool,
    verbose: bool,
) -> None:
    """Send FOLDER into an inbox elsewhere and follow its job until it is done.

    What is there already is not sent again, so that an interrupted call goes on where it was. Nothing there is deleted,
    and nothing that somebody else put there is replaced.
    """
    begin(ctx, verbose=verbose)
    submission = dataclasses.replace(_submission(folder, to, replace=replace, follow=follow, get=get), afforded=budget)
    with opened(_address(to)) as elsewhere, display(progress, plainly=verbose) as shown:
        submitted = submit(elsewhere, submission, shown)
    for remark in submitted.remarks:
        click.echo(remark, err=True)
    tell(submitted.ending, as_json=as_json, aside=progress == "jsonl")
    ctx.exit(submitted.ending.exit_code)


def _submission(folder: Path, to: Path | Address, *, replace: bool, follow: bool, get: Path | None) -> Submission:
    address = _address(to)
    if get is not None and not follow:
        raise Misuse("--get fetches what is delivered, and --no-follow does not wait for it.", "Leave one of them out.")
    with misused():
        drop = drop_for(folder, str(address.owner), address.drop)
    return Submission(folder, drop, wiring.user_home() / "submitted", replace, follow, get)


def _address(to: Path | Address) -> Address:
    if not isinstance(to, Address):
        raise Misuse(f"{spoken(str(to))} is a folder of this machine.", "Use dropcut make, or name gs://BUCKET/inbox/OWNER/.")
    if to.owner is None:
        raise Misuse(f"{to.said} is an inbox: whose drop is it?", f"Say {to.scheme}://{to.bucket}/inbox/OWNER/")
    return to
