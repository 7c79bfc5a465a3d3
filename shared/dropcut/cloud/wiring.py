"""Where the home on Google Cloud is put together, once a process. The only place of it that reads the environment."""

from __future__ import annotations

import os
from collections.abc import Callable
from functools import cache
from threading import RLock
from typing import TYPE_CHECKING, TypeVar
from uuid import uuid4

from dropcut.cloud import logging
from dropcut.cloud.firestore import clients as firestore_clients
from dropcut.cloud.firestore.ledger import FirestoreLedger
from dropcut.cloud.gcs import clients as gcs_clients
from dropcut.cloud.gcs.blobs import GcsBlobs
from dropcut.cloud.gcs.bucket import Bucket
from dropcut.cloud.gcs.nearby import Copied, Mounted, Nearby
from dropcut.cloud.identity import Anybody, Guard, Known, google_certificates
from dropcut.cloud.inbox.folder import BucketFolder
from dropcut.cloud.routes import Routes, Starter
from dropcut.cloud.scratch import empty_folder
from dropcut.cloud.settings import Settings, Share, settings_from, share_from
from dropcut.cloud.workplace import Workplace
from dropcut.domain.values import Millis
from dropcut.engine.clock import SystemClock
from dropcut.engine.home import Home, NoModels, Tuning
from dropcut.engine.keeping import Keeper
from dropcut.engine.pipeline import Pipeline
from dropcut.engine.shelf import Shelf
from dropcut.ports.clock import Clock
from dropcut.ports.dispatch import Dispatch
from dropcut.ports.recipe import Do, Drop, Recipe
from dropcut.ports.tools import Programs

if TYPE_CHECKING:
    from dropcut.engine.webhooks.telling import Telling

Made = TypeVar("Made")

BEAT = Millis(10_000)
"""A lease outlives several of these, and a document is written far less often than once a second."""
_MIB = 1 << 20
_ONE_AT_A_TIME = RLock()


def here() -> Workplace:
    """The workplace of this process, made at the first call: clients and models serve all its requests.

    Raises Permanent when the environment does not say what is needed.
    """
    with _ONE_AT_A_TIME:  # requests run side by side, and a cache alone would make two
        return _here()


def share() -> Share:
    """Which part of a Cloud Run job this process is to do. Raises Permanent."""
    return share_from(os.environ)


@cache
def found_programs() -> Programs:
    """The media programs along PATH. Raises Permanent with what to install."""
    from dropcut.media import programs  # noqa: PLC0415 - of the functions that run no step only `advance` asks, and late

    return programs.locate(os.environ.get("PATH", os.defpath))


@cache
def _here() -> Workplace:
    settings = settings_from(os.environ)
    logging.configure(settings.project)
    keeper, database = Keeper(BEAT), firestore_of(settings)
    home = _home(settings, keeper, database)
    return Workplace(settings, home, keeper, _guard(settings), _once(lambda: _telling(home, database)))


def _telling(home: Home, database: firestore_clients.Connection) -> Telling:
    from dropcut.cloud.firestore.records import FirestoreRecords  # noqa: PLC0415 - only advances and sweeps tell
    from dropcut.engine.webhooks.posting import Post  # noqa: PLC0415 - the same
    from dropcut.engine.webhooks.telling import Telling  # noqa: PLC0415 - the same

    return Telling(home, FirestoreRecords(database), Post())


def _home(settings: Settings, keeper: Keeper, database: firestore_clients.Connection) -> Home:
    storage = storage_of(settings)
    store, inbox = Bucket(storage, settings.store), Bucket(storage, settings.inbox)
    blobs, clock, catalog = GcsBlobs(store, _nearby(settings, store)), SystemClock(), settings.pipeline.load_catalog()
    return Home(
        ledger=FirestoreLedger(database),
        blobs=blobs,
        dispatch=Routes(catalog, _once(lambda: _messages(settings, clock)), _once(lambda: _starter(settings, blobs))),
        folder=BucketFolder(inbox, _nearby(settings, inbox), store),
        clock=clock,
        catalog=catalog,
        recipe=_recipe(settings.pipeline),
        holder=_holder(),
        programs=found_programs,
        scratch=empty_folder,
        beating=keeper.beating,
        tuning=Tuning(patience=settings.patience),
        models=NoModels() if settings.models is None else Shelf(settings.models),
    )


def _once(make: Callable[[], Made]) -> Callable[[], Made]:
    """The same client for all requests, made when the first of them needs it."""
    kept = cache(make)

    def made() -> Made:
        with _ONE_AT_A_TIME:
            return kept()

    return made


def _nearby(settings: Settings, bucket: Bucket) -> Nearby:
    if settings.mount is not None:
        return Mounted(settings.mount / bucket.name)
    return Copied(bucket, settings.copies_mib * _MIB)


def storage_of(settings: Settings) -> gcs_clients.Connection:
    """To where objects are kept. For whoever puts another part together."""
    if settings.emulators is not None:
        return gcs_clients.connected_to_emulator(settings.project, settings.emulators.storage)
    return gcs_clients.connected(settings.project)


def firestore_of(settings: Settings) -> firestore_clients.Connection:
    """To the database."""
    if settings.emulators is not None:
        return firestore_clients.connected_to_emulator(settings.project, settings.emulators.firestore, settings.database)
    return firestore_clients.connected(settings.project, settings.database)


def _messages(settings: Settings, clock: Clock) -> Dispatch:
    from dropcut.cloud.pubsub import clients  # noqa: PLC0415 - a tenth of a second; a quiet sweep sends nothing
    from dropcut.cloud.pubsub.dispatch import PubsubDispatch  # noqa: PLC0415 - the same

    emulators = settings.emulators
    publisher = clients.publisher() if emulators is None else clients.publisher_to_emulator(emulators.pubsub)
    return PubsubDispatch(publisher, settings.topic_name, clock.sleep)


def _recipe(pipeline: Pipeline) -> Recipe:
    """The recipe, loaded when a job is first advanced: functions that run steps never do that."""

    def recipe(drop: Drop, do: Do) -> object:
        return pipeline.load_recipe()(drop, do)

    return recipe


def _starter(settings: Settings, blobs: GcsBlobs) -> Starter:
    from dropcut.cloud.run_jobs import clients  # noqa: PLC0415 - a third of a second, which few processes need
    from dropcut.cloud.run_jobs.starting import RunJobs  # noqa: PLC0415 - the same

    run = settings.emulators.run if settings.emulators else ""
    connection = clients.connected_to_emulator(run) if run else clients.connected()
    return RunJobs(connection, blobs, settings.job_name)


def _guard(settings: Settings) -> Guard:
    return Anybody() if settings.callers is None else Known(settings.callers, google_certificates())


def _holder() -> str:
    """Who works here, for leases and logs: a service's revision or an execution, a process, text that was never used."""
    name = os.environ.get("CLOUD_RUN_EXECUTION") or os.environ.get("K_REVISION") or os.environ.get("K_SERVICE") or "cloud"
    return f"{name}:{os.getpid()}:{uuid4().hex[:12]}"
