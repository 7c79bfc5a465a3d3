"""`dropcut catalog`: the table of steps."""

from __future__ import annotations

from typing import ClassVar

import click
from rich.console import Console
from rich.table import Table

from dropcut.domain.catalog import Row
from dropcut.domain.documents import Document
from dropcut.domain.values import Value
from dropcut.local.cli.where import pipeline


class CatalogRow(Value):
    """One step."""

    step: str
    version: str
    runs: str
    cpu: int
    memory_mib: int
    timeout_s: int
    concurrency: int
    attempts: int
    """How often the ledger lets it be tried."""
    retries: int = 0
    """How often the platform starts it again by itself."""
    gpu: str = ""
    entry: str = ""
    """The folder of the entry point that serves it."""


class CatalogDocument(Document):
    """What `dropcut catalog --json` prints."""

    KIND: ClassVar[str] = "catalog"

    steps: tuple[CatalogRow, ...]


@click.command("catalog")
@click.option("--json", "as_json", is_flag=True, help="Print a JSON document.")
def command(*, as_json: bool) -> None:
    """List the steps: where each runs, and what it may use."""
    rows = tuple(map(_row, pipeline().load_catalog().rows))
    if as_json:
        click.echo(CatalogDocument(steps=rows).model_dump_json(by_alias=True, indent=2))
        return
    table = Table(*(name.replace("_", " ") for name in CatalogRow.model_fields), box=None)
    for row in rows:
        table.add_row(*(str(figure) for _, figure in row))
    Console().print(table)


def _row(row: Row) -> CatalogRow:
    return CatalogRow(
        step=row.name,
        version=row.version,
        runs=row.runs,
        cpu=row.cpu,
        memory_mib=row.memory_mib,
        timeout_s=row.timeout_s,
        concurrency=row.concurrency,
        attempts=row.attempts,
        retries=row.retries,
        gpu=row.gpu,
        entry=row.entry,
    )
