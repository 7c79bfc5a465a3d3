"""`dropcut delete`: everything that is known of a drop or an owner, with a proof."""

from __future__ import annotations

from contextlib import suppress
from http import HTTPStatus
from pathlib import Path
from time import monotonic, sleep

import click

from dropcut.domain.deleting import Certificate, Deletion, Whose
from dropcut.domain.errors import Conflict, NotFound
from dropcut.domain.names import Owner, owner_named
from dropcut.domain.wording import spoken
from dropcut.engine.elsewhere import Address, Law
from dropcut.local.cli.deleted import Found, found
from dropcut.local.cli.finite import Finite
from dropcut.local.cli.home import HOME
from dropcut.local.deleting.said import said
from dropcut.local.elsewhere.opening import misused
from dropcut.local.exits import Exit, Misuse

_GLANCE_S = 0.3
_DAY_S = 86_400


@click.command("delete")
@click.argument("drop", required=False)
@click.option("--owner", help="Everything of this owner, instead of one drop.")
@click.option("--with-footage", is_flag=True, help="With --owner: their own files in the inbox, too.")
@click.option("--keep-delivered", is_flag=True, help="What was delivered stays.")
@click.option("--proof", type=click.Path(dir_okay=False, path_type=Path), help="Write what proves it to this file, as JSON.")
@click.option("--within", type=Finite(0, _DAY_S), default=60, show_default=True, help="Wait so many seconds for work to end.")
@click.option("--yes", is_flag=True, help="Do not ask.")
@HOME
@click.option("--json", "as_json", is_flag=True, help="Print what proves it as a JSON document.")
@click.pass_context
def command(  # noqa: PLR0913, PLR0917 - one for each option
    ctx: click.Context,
    drop: str | None,
    owner: str | None,
    proof: Path | None,
    within: float,
    home: Path | Address | None,
    *,
    with_footage: bool,
    keep_delivered: bool,
    yes: bool,
    as_json: bool,
) -> None:
    """Delete what is known of DROP, a folder or <owner>/<drop>: jobs, results, index, deliveries. Your footage stays.

    Work on it is stopped first. What other drops of the same owner need stays. Said again, it goes on where it was stopped.
    """
    if (drop is None) == (owner is None):
        raise Misuse("Which drop, or which owner?", "Name a folder, or <owner>/<drop>; an owner with --owner.")
    if proof is not None and not proof.absolute().parent.is_dir():
        raise Misuse(f"There is no folder {spoken(str(proof.parent))} for the proof.", "Make it first, or name another place.")
    if with_footage and owner is None:
        raise Misuse(
            "The footage of a single drop is never deleted.", "Delete its folder yourself, or an --owner with everything."
        )
    with found(drop, home, quiet=True) as place:
        whose = _whose(place, owner, footage=with_footage, delivered=not keep_delivered)
        if not yes:
            click.confirm(f"{_asked(place, whose)} This cannot be taken back. Go on?", abort=True)
        outcome = _gone(place.law, whose, place.person, within)
        if place.law.here:
            place.note("delete", whose.owner, "", HTTPStatus.OK if isinstance(outcome, Certificate) else HTTPStatus.ACCEPTED)
    if isinstance(outcome, Deletion):
        click.echo(f"It is under way, and waits: {outcome.waits} {place.goes_on}", err=True)
        ctx.exit(Exit.FAILED)
    click.echo(outcome.dumped() if as_json else "\n".join(said(outcome)))
    if proof is not None:
        proof.write_bytes(outcome.dumped() + b"\n")


def _whose(place: Found, owner: str | None, *, footage: bool, delivered: bool) -> Whose:
    if owner is not None:
        with misused():
            return Whose(owner=owner_named(owner), delivered=delivered, footage=footage)
    if place.drop is None:
        raise Misuse("Which drop?", "Name a folder, or a drop of the inbox as <owner>/<name>.")
    return Whose(owner=place.drop.owner, drop=place.drop.name, delivered=delivered)


def _asked(place: Found, whose: Whose) -> str:
    if whose.job is not None:
        with suppress(NotFound):
            job = place.home.ledger.job(whose.job)
            return f"All that was made of {spoken(str(whose.job))} ({job.state.value}, revision {job.revision}) goes."
        return f"No job of {spoken(str(whose.job))} is recorded; whatever is left of one goes."
    jobs = sum(1 for _ in place.home.ledger.jobs(Owner(whose.owner)))
    footage = ", and their footage in the inbox" if whose.footage else "; their footage in the inbox stays"
    return f"All that is known of {whose.owner} goes: {jobs} jobs and what was made of them, roles and sign-ins{footage}."


def _gone(law: Law, whose: Whose, person: str, within_s: float) -> Certificate | Deletion:
    begun, end = law.deleting.begin(whose, person), monotonic() + within_s
    go_on = law.deleting.go_on if law.here else law.deleting.looked
    while True:
        with suppress(Conflict):  # a sweep goes on with the very same at this moment
            outcome = go_on(begun.id)
            if isinstance(outcome, Certificate) or monotonic() > end:
                return outcome
        sleep(_GLANCE_S)
