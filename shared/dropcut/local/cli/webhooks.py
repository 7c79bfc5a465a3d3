"""`dropcut webhooks`: who is told what became of a job."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import click

from dropcut.domain.errors import Permanent
from dropcut.domain.jobs import JobState
from dropcut.domain.names import JobId, Owner
from dropcut.domain.webhooks import DeliveryState, Hook, MessageRecord, moment
from dropcut.domain.wording import printable, spoken
from dropcut.engine.clock import SystemClock
from dropcut.engine.webhooks.hooks import WHEN_ENDED, add_hook, again, hooks_of, log_page, ping, remove_hook, the_hook
from dropcut.engine.webhooks.posting import Post
from dropcut.engine.webhooks.trying import tried_once
from dropcut.local import wiring
from dropcut.local.cli.home import HOME_HERE
from dropcut.local.exits import Exit, Misuse
from dropcut.local.place import LOCAL, of_home
from dropcut.local.sqlite.connection import Database
from dropcut.local.sqlite.records import SqliteRecords

OWNER = click.option("--owner", default=LOCAL, show_default=True, help="Of whose jobs.")


@click.group("webhooks")
def command() -> None:
    """Tell other programs what becomes of jobs: `serve` tells those of its home, `make` those of ~/.dropcut."""


@command.command("add")
@click.argument("url")
@click.option(
    "--on",
    "states",
    multiple=True,
    type=click.Choice([state.value for state in JobState]),
    help="Of this state; may be said several times. Of how jobs end, unless said.",
)
@click.option("--inner", is_flag=True, help="URL may lead to this machine or its own network, and be plain http.")
@OWNER
@HOME_HERE
def add(url: str, states: tuple[str, ...], owner: str, home: Path | None, *, inner: bool) -> None:
    """Tell URL from now on. The secret that signs its messages is shown now, and never again."""
    with _records(home) as records, _meant():
        hook = add_hook(records, _owner(owner), url, tuple(map(JobState, states)) or WHEN_ENDED, inner=inner)
    click.echo(f"Added {hook.id}. The secret that its messages are signed with, shown only now:")
    click.echo(hook.secret)


@command.command("list")
@OWNER
@HOME_HERE
def list_(owner: str, home: Path | None) -> None:
    """List who is told."""
    with _records_there(home) as records:
        hooks = list(hooks_of(records, _owner(owner)))
    for hook in hooks:
        click.echo(_said(hook))
    if not hooks:
        click.echo(f"Nobody is told of the jobs of {owner}.")


@command.command("remove")
@click.argument("hook")
@OWNER
@HOME_HERE
def remove(hook: str, owner: str, home: Path | None) -> None:
    """Tell HOOK nothing more."""
    with _records_there(home) as records, _meant():
        remove_hook(records, _owner(owner), hook)
    click.echo(f"{hook} is told nothing more.")


@command.command("test")
@click.argument("hook")
@OWNER
@HOME_HERE
@click.pass_context
def test(ctx: click.Context, hook: str, owner: str, home: Path | None) -> None:
    """Send HOOK a ping now, and say how that went."""
    with _records_there(home) as records, _meant():
        record = ping(records, the_hook(records, _owner(owner), hook))
        after = tried_once(records, Post(), record, may_go_inside=True)
    click.echo(_line(after))
    ctx.exit(Exit.DONE if after.state is DeliveryState.DELIVERED else Exit.FAILED)


@command.command("log")
@click.argument("hook", required=False)
@click.option("--most", type=click.IntRange(1, 1000), default=20, show_default=True, help="How many messages to show.")
@OWNER
@HOME_HERE
def log(hook: str | None, most: int, owner: str, home: Path | None) -> None:
    """Show what was sent, the newest first: to HOOK, or to all."""
    with _records_there(home) as records:
        found = log_page(records, _owner(owner), most, hook=hook or "")
    for record in found:
        click.echo(_line(record))
    if not found:
        click.echo("Nothing was sent in the last 30 days.")


@command.command("again")
@click.argument("message")
@OWNER
@HOME_HERE
def again_(message: str, owner: str, home: Path | None) -> None:
    """Send MESSAGE, as the log calls it, once more: with the next `serve` or `make`."""
    with _records_there(home) as records, _meant():
        again(records, _owner(owner), message)
    click.echo("It is sent again.")


def _said(hook: Hook) -> str:
    inner = ", may lead inside" if hook.inner else ""
    return f"{hook.id}  {printable(hook.url)}  on {', '.join(hook.states)}{inner}"


def _line(record: MessageRecord) -> str:
    about = spoken(record.job) if record.job else "no job"
    how = record.sent[-1].outcome if record.sent else "It was not tried yet."
    head = f"{record.name}  {record.type} of {about}, revision {record.revision}: {record.state.value}"
    later = f" Next at {moment(record.due)}." if record.state is DeliveryState.OPEN and record.sent else ""
    return f"{head}\n  {record.hook}, attempt {record.begun}: {printable(how)}{later}"


def _owner(said: str) -> Owner:
    with _meant():
        return JobId.parse(f"{said}/any").owner


@contextmanager
def _records(home: Path | None) -> Iterator[SqliteRecords]:
    ledger = of_home(home or wiring.user_home()).ledger
    ledger.parent.mkdir(parents=True, exist_ok=True)
    with closing(Database(ledger)) as database:
        yield SqliteRecords(database, SystemClock().now)


@contextmanager
def _records_there(home: Path | None) -> Iterator[SqliteRecords]:
    """Without making a home by asking about it. Raises Misuse."""
    place = of_home(home or wiring.user_home())
    if not place.begun:
        raise Misuse(f"Nothing was begun in {place.said}.", "Begin with: dropcut webhooks add URL")
    with _records(home) as records:
        yield records


@contextmanager
def _meant() -> Iterator[None]:
    try:
        yield
    except Permanent as error:
        raise Misuse(error.message, error.hint) from error
