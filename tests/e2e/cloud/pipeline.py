"""The quick pipeline of tests, with a place in the cloud for each of its steps: shouting is done by jobs."""

from __future__ import annotations

from dataclasses import replace

from dropcut.catalog import CATALOG as PRODUCT
from dropcut.domain.catalog import Catalog
from dropcut.domain.values import Millis
from dropcut.engine.pipeline import Pipeline
from tests.e2e import pipeline

_PLACES = {"read": "ingest", "join": "mix", "polish": "align", "publish": "deliver"}
_LEASE = Millis(4_000)
"""Whoever is killed is missed soon."""

CATALOG = Catalog(
    tuple(
        replace(row, lease=_LEASE, served_by=_PLACES[row.name])
        if row.name in _PLACES
        else replace(row, lease=_LEASE, served_by="render", runs="gpu_job")
        for row in pipeline.CATALOG.rows
    )
)
QUICK = Pipeline(recipe="tests.e2e.pipeline:recipe", catalog="tests.e2e.cloud.pipeline:CATALOG")

SHOUTED_BY_A_FUNCTION = Catalog((replace(pipeline.CATALOG["shout"], lease=_LEASE, served_by="mix"),))
ALOUD = Pipeline(recipe=QUICK.recipe, catalog="tests.e2e.cloud.pipeline:SHOUTED_BY_A_FUNCTION")
"""Of which one step is run by `functions/mix`."""

CALLED_FOR_SOON = Catalog(tuple(replace(row, lease=Millis(15_000)) for row in PRODUCT.rows))
HASTY = Pipeline(catalog="tests.e2e.cloud.pipeline:CALLED_FOR_SOON")
"""The product's own, in which whoever is killed is missed sooner: no key holds how long a lease is."""
