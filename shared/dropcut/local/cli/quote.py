"""`dropcut quote`: what a folder or a job will take and cost, told before anything expensive runs."""

from __future__ import annotations

from pathlib import Path

import click

from dropcut.domain.money import Afforded
from dropcut.domain.quotes import Quote
from dropcut.domain.settings import Aspect, Options, Preset, Speech
from dropcut.engine.elsewhere import Address
from dropcut.engine.money.quoting import quoted
from dropcut.local import place, quoting
from dropcut.local.cli.budgeting import BUDGET
from dropcut.local.cli.home import HOME
from dropcut.local.cli.make import one_of
from dropcut.local.cli.reaching import Here, reached
from dropcut.local.cli.where import pipeline
from dropcut.local.exits import Exit, Misuse


@click.command("quote")
@click.argument("drop")
@HOME
@click.option("--preset", type=one_of(Preset), help="As for make; of a FOLDER alone.")
@click.option("--aspect", type=one_of(Aspect), help="As for make.")
@click.option("--upscale", type=click.Choice(["2", "4"]), help="As for make.")
@click.option("--speech", type=one_of(Speech), help="As for make.")
@BUDGET
@click.option("--json", "as_json", is_flag=True, help="Print a JSON document.")
@click.pass_context
def command(  # noqa: PLR0913 - one for each option
    ctx: click.Context,
    *,
    drop: str,
    home: Path | Address | None,
    preset: str | None,
    aspect: str | None,
    upscale: str | None,
    speech: str | None,
    budget: Afforded | None,
    as_json: bool,
) -> None:
    """Tell what DROP will take and cost, step by step, as a range: a folder, or <owner>/<drop> of the inbox.

    Of a folder the clips, the script and the settings are looked at, and nothing is made. What is there already is not
    done again, and its work is told as saved.
    """
    asked = {"preset": preset, "aspect": aspect, "speech": speech, "upscale": int(upscale) if upscale else None}
    told = _quoted(drop, home, Options.model_validate(asked), budget)
    click.echo(told.dumped().decode() if as_json else told.said())
    if told.problems and not told.complete:
        ctx.exit(Exit.BAD_INPUT)


def _quoted(drop: str, home: Path | Address | None, options: Options, budget: Afforded | None) -> Quote:
    if home is None and Path(drop).is_dir():
        return quoting.quote_for(place.of_folder(Path(drop)), pipeline(), options, budget)
    if options != Options() or budget is not None:
        raise Misuse(
            "A job is made as it was begun, and may spend what it was given.", "Name a folder, or leave those options out."
        )
    with reached(drop, home) as found:
        there = found.workplace.home if isinstance(found, Here) else found.home
        if found.drop is None:
            raise Misuse("Which drop?", "Name a folder, or a drop of the inbox as <owner>/<name>.")
        return quoted(there, there.ledger.job(found.drop))
