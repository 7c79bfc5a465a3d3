"""Where the face of a home of the cloud is put together, once a process. Reads the environment."""

from __future__ import annotations

import os
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from tempfile import mkdtemp
from threading import RLock
from typing import TYPE_CHECKING, Final

from fastapi import FastAPI

from dropcut.api.access.checking import Checking, Trust
from dropcut.api.access.counters import counters_of
from dropcut.api.access.fetching import fetched, posted
from dropcut.api.access.issuers import Vouched
from dropcut.api.access.keys import Keys
from dropcut.api.access.sessions import Sessions
from dropcut.api.access.tokens import Tokens
from dropcut.api.app import make_app
from dropcut.api.parts import Parts, Signing
from dropcut.cloud import wiring
from dropcut.cloud.deleting.wiring import Stores, deleting
from dropcut.cloud.facing.settings import facing_from
from dropcut.cloud.firestore.records import FirestoreRecords
from dropcut.cloud.gcs.bucket import Bucket
from dropcut.cloud.inbox.uploads import BucketUploads
from dropcut.domain.retention import millis
from dropcut.domain.values import Millis
from dropcut.engine.lookout import last_sweep
from dropcut.engine.searching import Searching
from dropcut.ports.records import Records
from dropcut.telemetry.metrics import SWEPT
from dropcut.telemetry.samples import Sample

if TYPE_CHECKING:
    from dropcut.ports.meaning import Meaning

_ONE_AT_A_TIME: Final = RLock()
_FRESH: Final = Millis(10_000)
"""How old what is searched may be: every look at the ledger reads the owner's jobs."""


def app() -> FastAPI:
    """The app of this process, made at the first call. Raises Permanent when the environment does not say what is needed."""
    with _ONE_AT_A_TIME:
        return _app()


@cache
def _app() -> FastAPI:
    facing, workplace = facing_from(os.environ), wiring.here()
    settings, clock = workplace.settings, workplace.home.clock
    records = FirestoreRecords(wiring.firestore_of(settings))
    keys = Keys(records, clock)
    issuers = tuple(Vouched(issuer, fetched, clock) for issuer in facing.issuers)
    signing = Signing(Tokens(keys, clock), Sessions(records), counters_of(issuers, posted, clock))
    trust = Trust(issuers, frozenset(facing.admins))
    storage, database = wiring.storage_of(settings), wiring.firestore_of(settings)
    stores = Stores(database, Bucket(storage, settings.inbox), Bucket(storage, settings.store))
    parts = Parts(
        home=workplace.home,
        records=records,
        uploads=BucketUploads(Bucket(storage, settings.inbox), records, millis(settings.retention.uploads)),
        gate=Checking(records, signing.tokens, signing.sessions, trust),
        face=facing.face,
        quiet=settings.quiet,
        keys=keys,
        opaque=settings.opaque,
        deleting=deleting(workplace.home, stores, settings.opaque, settings.recovery),
        retention=settings.retention,
        signing=signing,
        searching=Searching(workplace.home, Path(mkdtemp(prefix="dropcut-search-")), _understanding, _FRESH),
        counted=lambda: _counted(records),
    )
    return make_app(parts)


def _counted(records: Records) -> Iterator[Sample]:
    """Of attempts and their like Cloud Monitoring tells: processes of functions live too short to be asked."""
    swept = last_sweep(records)
    if swept is not None:
        yield Sample(SWEPT.name, (), swept.ended / 1000)


def _understanding() -> Meaning | None:
    from dropcut.search.here import understanding  # noqa: PLC0415 - it is large, and first asked where something was understood

    return understanding()
