"""`dropcut search`: find what was written, said and told."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

import click

from dropcut.domain.names import JobId, Owner, owner_named
from dropcut.domain.searching import MOST_HITS, Part, Question
from dropcut.engine.elsewhere import Address
from dropcut.engine.home import Home
from dropcut.engine.searching import Links, Searching
from dropcut.local import wiring
from dropcut.local.cli.home import HOME
from dropcut.local.cli.reaching import Here, There, reached
from dropcut.local.elsewhere.fetching import delivered_addresses
from dropcut.local.elsewhere.opening import misused
from dropcut.local.exits import Misuse
from dropcut.local.finding.links import AddressLinks, FileLinks
from dropcut.local.finding.said import said
from dropcut.search.here import understanding


@dataclass(frozen=True)
class _Opened:
    """A home that can be asked."""

    home: Home
    folder: Path
    """For the merged index."""
    drop: JobId | None
    owner: Owner | None
    links: Links


@click.command("search")
@click.argument("words", nargs=-1, required=True)
@click.option("--in", "drop", help="In one drop only: a folder, or <owner>/<drop> of the inbox.")
@click.option("--part", type=click.Choice([part.value for part in Part]), help="In scripts, transcripts or reports only.")
@click.option("--owner", help="Whose drops, where the home has those of several.")
@click.option("--most", type=click.IntRange(1, MOST_HITS), default=20, show_default=True, help="How many hits to show.")
@HOME
@click.option("--json", "as_json", is_flag=True, help="Print a JSON document.")
def command(  # noqa: PLR0913, PLR0917 - one for each option
    words: tuple[str, ...],
    drop: str | None,
    part: str | None,
    owner: str | None,
    most: int,
    home: Path | Address | None,
    *,
    as_json: bool,
) -> None:
    """Find WORDS in scripts, in what was said, and in reports.

    Every word must be there. "Words in quotes" must stand side by side (quote them for your shell too), and begin* finds
    how a word begins. Where something on this machine understands, what is meant alike is found as well.
    """
    with reached(drop, home) as reachable:
        found = _opened(reachable)
        searching = Searching(found.home, found.folder, understanding)
        question = Question(words=" ".join(words), job=str(found.drop or ""), part=Part(part) if part else None, most=most)
        answer = searching.answer(_whose(found, owner), question, found.links)
    click.echo(answer.dumped() if as_json else "\n".join(said(answer)))


def _whose(found: _Opened, said_owner: str | None) -> Owner:
    if found.drop is not None:
        return found.drop.owner
    if said_owner is not None:
        with misused():
            return owner_named(said_owner)
    if found.owner is not None:
        return found.owner
    owners = sorted({job.id.owner for job in found.home.ledger.jobs()})
    if len(owners) > 1:
        raise Misuse("Whose drops?", f"Say it with --owner: {', '.join(owners)}.")
    return owners[0] if owners else Owner("local")


def _opened(found: Here | There) -> _Opened:
    if isinstance(found, Here):
        home, place = found.workplace.home, found.place
        return _Opened(home, place.search, found.drop, None, FileLinks(home, place))
    elsewhere = found.elsewhere
    links = AddressLinks(elsewhere, lambda one: delivered_addresses(elsewhere, one))
    folder = wiring.user_home() / "elsewhere" / sha256(elsewhere.address.encode()).hexdigest()[:16] / "search"
    return _Opened(found.home, folder, found.drop, found.owner, links)
