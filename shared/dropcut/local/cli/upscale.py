"""`dropcut upscale`: one clip, larger."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path
from typing import cast

import click

from dropcut.domain.errors import Permanent
from dropcut.domain.settings import Options, Scale
from dropcut.domain.time import exact
from dropcut.domain.upscaling import AUTO
from dropcut.domain.wording import printable
from dropcut.engine.pipeline import Pipeline
from dropcut.local import enlarging, making
from dropcut.local.cli.failing import begin
from dropcut.local.cli.make import tell
from dropcut.local.cli.progress import display, ending_option, progress_option
from dropcut.local.exits import Misuse
from dropcut.local.staff import Keeping
from dropcut.upscaling.networks import Network, network_named


@click.command("upscale")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("-o", "--output", type=click.Path(dir_okay=False, path_type=Path), help="Write here; beside FILE unless said.")
@click.option("--scale", type=click.Choice(["2", "4"]), default="2", show_default=True, help="How many times as wide and high.")
@click.option("--model", default=AUTO, show_default=True, help="Which network; dropcut models list tells of them.")
@click.option("--engine", type=click.Choice([AUTO, "torch", "ncnn"]), default=AUTO, show_default=True, help="What runs it.")
@click.option("--denoise", help="How much of the noise goes, from 0 to 1; for --model general-x4v3, where it is 0.5.")
@click.option("--compare", is_flag=True, help="Also make a still that shows before and after side by side.")
@click.option("--compare-clip", is_flag=True, help="Also make a clip of at most ten seconds that does.")
@progress_option
@ending_option
@click.option("-v", "--verbose", is_flag=True, help="Show the log as it is written.")
@click.pass_context
def command(  # noqa: PLR0913 - one for each option
    ctx: click.Context,
    *,
    file: Path,
    output: Path | None,
    scale: str,
    model: str,
    engine: str,
    denoise: str | None,
    compare: bool,
    compare_clip: bool,
    progress: str,
    as_json: bool,
    verbose: bool,
) -> None:
    """Make FILE larger by a network that invents plausible detail; sound and subtitles stay as they are.

    Stopped or killed, the same command goes on where it was. Nothing is overwritten.
    """
    times = cast("Scale", int(scale))
    share = _share(denoise, _known(model))
    errand = enlarging.errand(file, output, times, compare=compare, compare_clip=compare_clip)
    begin(ctx, verbose=verbose, log=errand.place.log)
    runs = ctx.find_object(Pipeline) or enlarging.PIPELINE
    keeping = Keeping(errand.place, runs, _WORKERS, on_terminal=verbose)
    options = Options(enlarging=errand.asked(times, engine, model, share))
    with display(progress, plainly=verbose) as shown:
        ending = making.make(keeping, errand.place.only, options, shown)
    ending, notes = enlarging.brought(errand, ending)
    for note in notes if not as_json else ():
        click.echo(note, err=progress == "jsonl")
    tell(ending, as_json=as_json, aside=progress == "jsonl")
    ctx.exit(ending.exit_code)


_WORKERS = 1
"""A chunk keeps the whole machine busy."""


def _known(model: str) -> Network | None:
    try:
        return None if model == AUTO else network_named(model)
    except Permanent as error:
        raise Misuse(error.message, error.hint) from error


def _share(denoise: str | None, network: Network | None) -> Fraction | None:
    if denoise is None:
        return None
    if network is None or not network.noisy:
        raise Misuse("Only the network general-x4v3 leaves a choice of how much noise goes.", "Add --model general-x4v3.")
    try:
        share = exact(denoise)
    except ValueError:
        share = Fraction(-1)
    if not 0 <= share <= 1:
        raise Misuse(f"--denoise says {printable(denoise)!r}, which is no number from 0 to 1.", "Write 0.5, for example.")
    return share
