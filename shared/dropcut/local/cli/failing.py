"""How a command fails: in a sentence that says what to do, never with a traceback that nobody asked for."""

from __future__ import annotations

import traceback
from errno import ENOENT
from pathlib import Path
from typing import NoReturn

import click

from dropcut.domain.errors import DropcutError, Permanent
from dropcut.domain.wording import spoken
from dropcut.local.exits import BadInput, Exit, Misuse
from dropcut.local.files.faults import said
from dropcut.local.signals import AtOnce

_VERBOSE = "dropcut.verbose"
_LOG = "dropcut.log"


class Spoken(click.Group):
    """A group whose commands' failures are told in sentences."""

    def invoke(self, ctx: click.Context) -> object:
        """Run a command, and end the process as its failure asks for."""
        try:
            return super().invoke(ctx)
        except DropcutError as error:
            _say(ctx, str(error))
            ctx.exit(_code(error))
        except (KeyboardInterrupt, AtOnce):
            _say(ctx, "Stopped at once.")
            ctx.exit(Exit.STOPPED)
        except (click.ClickException, click.exceptions.Exit, click.Abort, BrokenPipeError):
            raise
        except OSError as error:
            if not isinstance(error.filename, str):  # of no place that a person could look after
                self._mistaken(ctx, error)
            _say(ctx, str(_refused(error, error.filename)))
            ctx.exit(Exit.FAILED)
        except Exception as error:  # noqa: BLE001 - told as what it is
            self._mistaken(ctx, error)

    def _mistaken(self, ctx: click.Context, error: Exception) -> NoReturn:
        import structlog  # noqa: PLC0415 - half of what a command that logs nothing takes to start

        if structlog.is_configured():  # else nobody keeps a log, and the terminal is no place for it
            log = structlog.get_logger(__name__)
            log.critical("the command stopped on a mistake of its own", exc_info=error)
        _say(ctx, f"Dropcut stopped on a mistake of its own: {type(error).__name__}: {error}", *_where(ctx))
        ctx.exit(Exit.FAILED)


def begin(ctx: click.Context, *, verbose: bool, log: object = None) -> None:
    """Note what a later failure needs: whether to show where it came from, and which log tells more."""
    ctx.meta[_VERBOSE] = verbose
    ctx.meta[_LOG] = log


def _refused(error: OSError, where: str) -> DropcutError:
    if error.errno == ENOENT:
        return Permanent(f"There is no {spoken(where)}.", "Make its folder first, or name another place.")
    return said(error, Path(where))


def _code(error: DropcutError) -> Exit:
    if isinstance(error, Misuse):
        return Exit.USAGE
    return Exit.BAD_INPUT if isinstance(error, BadInput) else Exit.FAILED


def _where(ctx: click.Context) -> tuple[str, ...]:
    log = ctx.meta.get(_LOG)
    return (f"The log is {log}.",) if log is not None else ()


def _say(ctx: click.Context, *lines: str) -> None:
    if ctx.meta.get(_VERBOSE):
        click.echo(traceback.format_exc(), err=True)
    for line in lines:
        click.echo(line, err=True)
