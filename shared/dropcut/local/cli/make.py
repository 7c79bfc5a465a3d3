"""`dropcut make`: process one folder, and wait for the result."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path

import click

from dropcut.domain.money import Afforded
from dropcut.domain.settings import Aspect, Options, Preset, Speech
from dropcut.local import making, place, planning, wiring
from dropcut.local.cli.budgeting import BUDGET
from dropcut.local.cli.failing import begin
from dropcut.local.cli.fetched import fetch, may_fetch, said_of, somebody_is_there
from dropcut.local.cli.progress import display, ending_option, progress_option
from dropcut.local.cli.where import pipeline
from dropcut.local.ending import Ending
from dropcut.local.exits import Exit, Misuse
from dropcut.local.models.wishes import missing_model
from dropcut.local.place import Place
from dropcut.local.staff import Keeping


def one_of(kind: type[StrEnum]) -> click.Choice[str]:
    """One of the words that `kind` knows."""
    return click.Choice([each.value for each in kind])


@click.command("make")
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("-o", "--output", type=click.Path(file_okay=False, path_type=Path), help="Deliver here, not into FOLDER/cut.")
@click.option("--preset", type=one_of(Preset), help="What the cut is made for; web unless the settings say otherwise.")
@click.option("--aspect", type=one_of(Aspect), help="Its shape; as the clips are unless said.")
@click.option("--upscale", type=click.Choice(["2", "4"]), help="Make pictures so many times larger, by a network.")
@click.option("--speech", type=one_of(Speech), help="Which engine listens; auto chooses, and says why.")
@click.option("--fetch", "fetches", is_flag=True, help="Fetch the model that --speech whisper needs without asking.")
@BUDGET
@progress_option
@ending_option
@click.option("--dry-run", is_flag=True, help="Say what would be done, and do nothing.")
@click.option("--workers", type=click.IntRange(1, 256), help="How many worker processes; one for each core unless said.")
@click.option("-v", "--verbose", is_flag=True, help="Show the log as it is written.")
@click.pass_context
def command(  # noqa: PLR0913 - one for each option
    ctx: click.Context,
    *,
    folder: Path,
    output: Path | None,
    preset: str | None,
    aspect: str | None,
    upscale: str | None,
    speech: str | None,
    fetches: bool,
    budget: Afforded | None,
    progress: str,
    workers: int | None,
    as_json: bool,
    dry_run: bool,
    verbose: bool,
) -> None:
    """Make what the recipe makes of the footage in FOLDER, or go on where an earlier call was stopped."""
    where = place.of_folder(folder, output)
    begin(ctx, verbose=verbose, log=where.log)
    options = Options.model_validate(
        {"preset": preset, "aspect": aspect, "speech": speech, "upscale": int(upscale) if upscale else None}
    )
    if dry_run:
        _plan(where, options, as_json=as_json)
        return
    _provide(folder, options, fetches=fetches)
    keeping = Keeping(where, pipeline(), workers or wiring.cores(), on_terminal=verbose)
    with display(progress, plainly=verbose) as shown:
        ending = making.make(keeping, where.only, options, shown, budget)
    tell(ending, as_json=as_json, aside=progress == "jsonl")
    ctx.exit(ending.exit_code)


def _provide(folder: Path, options: Options, *, fetches: bool) -> None:
    """Fetch the model that is needed and not here, if somebody says so. Raises Misuse where nobody does."""
    model = missing_model(folder, options, wiring.models())
    if model is None:
        return
    if not (fetches or (somebody_is_there() and may_fetch(model))):
        raise Misuse(
            f"No Whisper model is on this machine, and none is fetched without your word: {said_of(model)}",
            f"Fetch it with: dropcut models pull {model.name}",
        )
    fetch(model)


def _plan(where: Place, options: Options, *, as_json: bool) -> None:
    plan = planning.plan(where, pipeline(), options)
    click.echo(plan.dumped().decode() if as_json else plan.said())


def tell(ending: Ending, *, as_json: bool, aside: bool = False) -> None:
    """Problems and failures go where a person sees them though the result is piped on; all of it does when `aside`."""
    if as_json:
        click.echo(ending.dumped())
        return
    for problem in ending.problems:
        click.echo(str(problem), err=True)
    click.echo(ending.message, err=aside or ending.exit_code is not Exit.DONE)
    if ending.exit_code is Exit.FAILED:
        click.echo(f"The log is {ending.log}.", err=True)
