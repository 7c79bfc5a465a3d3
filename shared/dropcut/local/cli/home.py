"""`--home`: a folder of this machine, or the address of a home elsewhere."""

from __future__ import annotations

from pathlib import Path

import click

from dropcut.domain.errors import Permanent
from dropcut.engine.elsewhere import Address, names_a_home
from dropcut.local.exits import Misuse

_HERE = "The home of `dropcut serve`; ~/.dropcut unless said."


class AnyHome(click.ParamType[Path | Address]):
    """A folder, or an address such as `gs://BUCKET/`."""

    name = "directory|gs://bucket"

    def convert(self, value: str | Path | Address, param: click.Parameter | None, ctx: click.Context | None) -> Path | Address:
        """Read what was typed."""
        if not isinstance(value, str):
            return value
        if not names_a_home(value):
            return _FOLDER.convert(value, param, ctx)
        try:
            return Address.parse(value)
        except Permanent as error:
            raise Misuse(error.message, error.hint) from error


class HomeHere(click.ParamType[Path]):
    """A folder; an address is refused in words, rather than taken for a strange folder."""

    name = "directory"

    def convert(self, value: str | Path, param: click.Parameter | None, ctx: click.Context | None) -> Path:
        """Read what was typed."""
        if isinstance(value, str) and names_a_home(value):
            raise Misuse("This command looks after homes of this machine only.", "Name a folder with --home, or leave it out.")
        return _FOLDER.convert(value, param, ctx)


_FOLDER = click.Path(file_okay=False, path_type=Path)
HOME = click.option("--home", type=AnyHome(), help=f"{_HERE} Or a home elsewhere, by its inbox: gs://BUCKET/")
HOME_HERE = click.option("--home", type=HomeHere(), help=_HERE)
