"""What a revision was made with: it is looked at with those versions of the steps, whatever this program has by now."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Final

from dropcut.domain.catalog import Catalog
from dropcut.domain.jobs import Job
from dropcut.engine.home import Home

_VERSIONS: Final = "versions"
"""Under this name a job keeps the version of every step, as its revision is made with them."""


def made_with(catalog: Catalog, job: Job) -> dict[str, object]:
    """What a job's record changes in once it is made with this table."""
    versions = json.dumps({row.name: row.version for row in catalog.rows}, separators=(",", ":"))
    return {"catalog": catalog.digest, "kept": {**job.kept, _VERSIONS: versions}}


def as_made(home: Home, job: Job) -> Home:
    """The home with the table that the job's revision was made with, so that its recipe finds what was made then.

    For looking alone: what such a home wished for would be run by this program's own versions.
    """
    told = job.kept.get(_VERSIONS)
    if told is None or job.catalog == home.catalog.digest:
        return home
    versions: dict[str, str] = json.loads(told)
    rows = tuple(replace(row, version=versions.get(row.name, row.version)) for row in home.catalog.rows)
    return replace(home, catalog=Catalog(rows))
