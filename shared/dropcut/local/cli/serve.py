"""`dropcut serve`: watch an inbox, and process whatever is dropped into it."""

from __future__ import annotations

from pathlib import Path

import click

from dropcut.domain.errors import Permanent
from dropcut.domain.values import Millis
from dropcut.domain.wording import spoken
from dropcut.engine.webhooks.voice import public_address
from dropcut.local import place, serving, wiring
from dropcut.local.cli.failing import begin
from dropcut.local.cli.finite import Finite
from dropcut.local.cli.where import pipeline
from dropcut.local.exits import Misuse
from dropcut.local.files.mounts import is_on_this_machine
from dropcut.local.meeting import Meeting
from dropcut.local.staff import Keeping

_ON_A_MOUNT_S = 5.0
_DAY_S = 86_400


@click.command("serve")
@click.argument("inbox", required=False, type=click.Path(file_okay=False, path_type=Path))
@click.option(
    "--home", type=click.Path(file_okay=False, path_type=Path), help="Where to keep what is made; ~/.dropcut unless said."
)
@click.option(
    "--quiet",
    type=Finite(0, _DAY_S),
    default=10,
    show_default=True,
    help="Seconds without a change before a file counts as copied.",
)
@click.option("--by-owner", is_flag=True, help="The folders in INBOX are owners, and the folders in these their drops.")
@click.option("--workers", type=click.IntRange(1, 256), help="How many worker processes; one for each core unless said.")
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to serve the pages and the API on.")
@click.option("--port", type=click.IntRange(0, 65535), default=8420, show_default=True, help="Its port; 0 for any free one.")
@click.option(
    "--token-file",
    type=click.Path(dir_okay=False, path_type=Path),
    help="A file with the token that everybody must show; needed where other machines reach the address.",
)
@click.option("--origin", "origins", multiple=True, help="Another site whose pages may ask the API (CORS); again for each.")
@click.option("--address", default="", help="What people type to reach the pages, for links in messages: https://host")
@click.option(
    "--poll",
    type=Finite(0.2, 3600),
    help="Look at all of INBOX every so many seconds. On a network mount it is looked at every 5, unless said.",
)
@click.option("-v", "--verbose", is_flag=True, help="Show the log as it is written.")
@click.pass_context
def command(  # noqa: PLR0913, PLR0917 - one for each option
    ctx: click.Context,
    inbox: Path | None,
    home: Path | None,
    quiet: float,
    workers: int | None,
    host: str,
    port: int,
    token_file: Path | None,
    origins: tuple[str, ...],
    address: str,
    poll: float | None,
    *,
    by_owner: bool,
    verbose: bool,
) -> None:
    """Process every folder that is dropped into INBOX, once it has settled, until Ctrl-C; serve the pages and the API.

    INBOX is the folder `inbox` of the home unless said; what is made lies in `outbox` there.
    """
    where = place.of_home(home or wiring.user_home(), inbox, by_owner=by_owner)
    begin(ctx, verbose=verbose, log=where.log)
    every_s = poll or _on_a_mount(where.inbox)
    keeping = Keeping(where, pipeline(), workers or wiring.cores(), on_terminal=verbose, looks_every_s=every_s)
    pause = Millis(round(quiet * 1000))
    hosted = _hosted(pause, Meeting(host=host, port=port, token=token_file, origins=origins))
    serving.serve(keeping, pause, click.echo, hosted, _public(address))


def _public(address: str) -> str:
    try:
        return public_address(address) if address else ""
    except Permanent as error:
        raise Misuse(error.message, error.hint) from error


def _on_a_mount(inbox: Path) -> float | None:
    """How often to look where no system tells what other machines change."""
    if is_on_this_machine(inbox):
        return None
    click.echo(f"{spoken(str(inbox))} lies on a network mount: all of it is looked at every {_ON_A_MOUNT_S:g} seconds.")
    return _ON_A_MOUNT_S


def _hosted(quiet: Millis, meeting: Meeting) -> serving.Hosted | None:
    """How the face is served; None, said in a sentence, where its packages are not installed."""
    try:
        from dropcut.local.hosting import hosted  # noqa: PLC0415 - an extra's
    except ModuleNotFoundError as missing:
        click.echo(f"The pages and the API are not served: {missing.name} is not installed (dropcut[api] has it).")
        return None
    return lambda workplace: hosted(workplace, quiet, meeting)
