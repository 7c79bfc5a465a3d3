"""`dropcut webhooks`: who is told what became of a job."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import click

from dropcut.domain.errors import Permanent
from dropcut.domain.jobs import JobState
from dropcut.domain.mail import MailServer, Security
from dropcut.domain.names import Owner, owner_named
from dropcut.domain.webhooks import DeliveryState, Form, Hook, MessageRecord, moment
from dropcut.domain.wording import printable, spoken
from dropcut.engine.clock import SystemClock
from dropcut.engine.webhooks.carrying import Carrier
from dropcut.engine.webhooks.hooks import (
    FOR_PEOPLE,
    WHEN_ENDED,
    add_hook,
    again,
    form_of,
    hooks_of,
    log_page,
    ping,
    remove_hook,
    the_hook,
)
from dropcut.engine.webhooks.mail_server import mail_server, use_mail_server, use_no_mail_server
from dropcut.engine.webhooks.mailing import Mailer
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
    """Tell programs, chats and people what becomes of jobs: `serve` tells those of its home, `make` those of ~/.dropcut."""


@command.command("add")
@click.argument("url")
@click.option(
    "--on",
    "states",
    multiple=True,
    type=click.Choice([state.value for state in JobState]),
    help="Of this state; may be said several times. Of how jobs end, unless said.",
)
@click.option(
    "--as",
    "form",
    type=click.Choice([form.value for form in Form]),
    help="In which form it is told; as its address says by itself, unless said.",
)
@click.option("--inner", is_flag=True, help="URL may lead to this machine or its own network, and be plain http.")
@OWNER
@HOME_HERE
def add(  # noqa: PLR0913 - one for each option
    url: str, states: tuple[str, ...], form: str | None, owner: str, home: Path | None, *, inner: bool
) -> None:
    """Tell URL from now on: a program, a chat's webhook, or mailto:ADDRESS.

    The secret that signs what programs are told is shown now, and never again.
    """
    meant = Form(form) if form else form_of(url)
    wanted = tuple(map(JobState, states)) or (FOR_PEOPLE if meant.for_people else WHEN_ENDED)
    with _records(home) as records, _meant():
        hook = add_hook(records, _owner(owner), url, wanted, inner=inner, form=meant)
        silent = meant is Form.MAIL and mail_server(records) is None
    if not meant.for_people:
        click.echo(f"Added {hook.id}. The secret that its messages are signed with, shown only now:")
        click.echo(hook.secret)
        return
    click.echo(f"Added {hook.id}, told as {meant.value}. Try it with: dropcut webhooks test {hook.id}")
    if silent:
        click.echo("No mail server is named yet. Name one with: dropcut webhooks mail SERVER --from ADDRESS")


@command.command("mail")
@click.argument("server", required=False)
@click.option("--from", "sender", help="The address that mail comes from.")
@click.option(
    "--security",
    type=click.Choice([each.value for each in Security]),
    default=Security.STARTTLS.value,
    show_default=True,
    help="How the line is closed to others; none is for a server on this machine, or one that asks for no password.",
)
@click.option("--port", type=click.IntRange(1, 65_535), help="The usual one for that, unless said.")
@click.option("--user", default="", help="Who signs in there.")
@click.option(
    "--password-file", type=click.Path(dir_okay=False, path_type=Path), help="A file whose first line is the password."
)
@click.option("--off", is_flag=True, help="Send no mail any more.")
@HOME_HERE
def mail(  # noqa: PLR0913, PLR0917 - one for each option
    server: str | None,
    sender: str | None,
    security: str,
    port: int | None,
    user: str,
    password_file: Path | None,
    home: Path | None,
    *,
    off: bool,
) -> None:
    """Send mail through SERVER from now on; without SERVER, say which one is used. The password is never shown."""
    with _records(home) as records, _meant():
        if off:
            use_no_mail_server(records)
        elif server is not None:
            if sender is None:
                raise Misuse("Nobody knows whom the mail is from.", "Say --from ADDRESS.")
            closed, password = Security(security), _first_line(password_file) if password_file else ""
            named = MailServer(
                host=server, port=port or closed.port, security=closed, user=user, password=password, sender=sender
            )
            use_mail_server(records, named)
        used = mail_server(records)
    if used is None:
        click.echo("No mail is sent: no server is named.")
        return
    signed_in = f", as {printable(used.user)}" if used.user else ""
    click.echo(f"Mail goes through {used.host}:{used.port} ({used.security.value}){signed_in}, from {used.sender}.")


def _first_line(file: Path) -> str:
    try:
        return file.read_text().partition("\n")[0].strip("\r")
    except (OSError, UnicodeDecodeError) as error:
        raise Misuse(f"{spoken(str(file))} cannot be read: {error}.", "Name another --password-file.") from error


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
        after = tried_once(records, Carrier(Post(), Mailer(lambda: mail_server(records)), may_go_inside=True), record)
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
    form = f" as {hook.form.value}" if hook.form.for_people else ""
    return f"{hook.id}  {printable(hook.shown)}{form}  on {', '.join(hook.states)}{inner}"


def _line(record: MessageRecord) -> str:
    about = spoken(record.job) if record.job else "no job"
    how = record.sent[-1].outcome if record.sent else "It was not tried yet."
    head = f"{record.name}  {record.type} of {about}, revision {record.revision}: {record.state.value}"
    later = f" Next at {moment(record.due)}." if record.state is DeliveryState.OPEN and record.sent else ""
    return f"{head}\n  {record.hook}, attempt {record.begun}: {printable(how)}{later}"


def _owner(said: str) -> Owner:
    with _meant():
        return owner_named(said)


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
