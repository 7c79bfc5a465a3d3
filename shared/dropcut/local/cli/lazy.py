"""Commands that are imported when they are asked for, so that none waits for what only another needs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from importlib import import_module
from typing import cast

import click


class Commands(Mapping[str, click.Command]):
    """Each command is the `command` of the module of its name beside this one."""

    def __init__(self, *names: str) -> None:
        self._names = names

    def __getitem__(self, name: str) -> click.Command:
        if name not in self._names:
            raise KeyError(name)
        return cast("click.Command", import_module(f"dropcut.local.cli.{name}").command)

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)


class Lazy(click.Group):
    """A group of such commands, listed in the order given."""

    def __init__(self, name: str, names: tuple[str, ...], about: str) -> None:
        settings = {"help_option_names": ["-h", "--help"], "max_content_width": 100}
        super().__init__(name, help=about, context_settings=settings)
        self.commands = cast("dict[str, click.Command]", Commands(*names))

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """The names, what is used most first."""
        return list(self.commands)
