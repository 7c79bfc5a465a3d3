"""The command line: a file a command."""

from __future__ import annotations

import click

from dropcut import __version__
from dropcut.local.cli.failing import Spoken
from dropcut.local.cli.lazy import Lazy


class _Main(Spoken, Lazy):
    """All commands, whose failures are told in sentences."""


_COMMANDS = (
    *("make", "serve", "upscale", "submit", "status", "search", "cancel", "retry", "approve"),
    *("quote", "budget", "delete", "export", "lineage"),
    *("webhooks", "clean", "doctor", "models", "catalog", "licenses", "demo"),
)
_version = click.version_option(__version__, prog_name="dropcut", message="%(prog)s %(version)s")

main = _version(_Main("dropcut", _COMMANDS, "Drop a script and your raw footage into a folder; get back the cut."))
