"""Where the home on Google Cloud is put together, once a process. The only place of it that reads the environment."""

from __future__ import annotations

import os
from functools import cache
from threading import RLock
from uuid import uuid4

from google.pubsub_v1 import PublisherClient

from dropcut.cloud import logging
from dropcut.cloud.firestore import clients as firestore_clients
from dropcut.cloud.firestore.ledger import FirestoreLedger
from dropcut.cloud.gcs import clients as gcs_clients
from dropcut.cloud.gcs.blobs import GcsBlobs
from dropcut.cloud.gcs.bucket import Bucket
from dropcut.cloud.gcs.nearby import Copied, Mounted, Nearby
from dropcut.cloud.identity import Anybody, Guard, Known, google_certificates
from dropcut.cloud.inbox.folder import BucketFolder
from dropcut.cloud.pubsub import clients as pubsub_clients
from dropcut.cloud.pubsub.dispatch import PubsubDispatch
from dropcut.cloud.routes import Routes, Starter
from dropcut.cloud.scratch import empty_folder
from dropcut.cloud.settings import Settings, Share, settings_from, share_from
from dropcut.cloud.workplace import Workplace
from dropcut.domain.values import Millis
from dropcut.engine.clock import SystemClock
from dropcut.engine.home import Home, Tuning
from dropcut.engine.keeping import Keeper
from dropcut.media import programs
from dropcut.ports.tools import Programs

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
    return programs.locate(os.environ.get("PATH", os.defpath))


@cache
def _here() -> Workplace:
    settings = settings_from(os.environ)
    logging.configure(settings.project)
    keeper = Keeper(BEAT)
    return Workplace(settings, _home(settings, keeper), keeper, _guard(settings))


def _home(settings: Settings, keeper: Keeper) -> Home:
    storage = _storage(settings)
    store, inbox = Bucket(storage, settings.store), Bucket(storage, settings.inbox)
    blobs, clock, catalog = GcsBlobs(store, _nearby(settings, store)), SystemClock(), settings.pipeline.load_catalog()
    messages = PubsubDispatch(_publisher(settings), settings.topic_name, clock.sleep)
    return Home(
        ledger=FirestoreLedger(_firestore(settings)),
        blobs=blobs,
        dispatch=Routes(catalog, messages, cache(lambda: _starter(settings, blobs))),
        folder=BucketFolder(inbox, _nearby(settings, inbox), store),
        clock=clock,
        catalog=catalog,
        recipe=settings.pipeline.load_recipe(),
        holder=_holder(),
        programs=found_programs,
        scratch=empty_folder,
        beating=keeper.beating,
        tuning=Tuning(patience=settings.patience),
    )


def _nearby(settings: Settings, bucket: Bucket) -> Nearby:
    if settings.mount is not None:
        return Mounted(settings.mount / bucket.name)
    return Copied(bucket, settings.copies_mib * _MIB)


def _storage(settings: Settings) -> gcs_clients.Connection:
    if settings.emulators is not None:
        return gcs_clients.connected_to_emulator(settings.project, settings.emulators.storage)
    return gcs_clients.connected(settings.project)


def _firestore(settings: Settings) -> firestore_clients.Connection:
    if settings.emulators is not None:
        return firestore_clients.connected_to_emulator(settings.project, settings.emulators.firestore, settings.database)
    return firestore_clients.connected(settings.project, settings.database)


def _publisher(settings: Settings) -> PublisherClient:
    if settings.emulators is not None:
        return pubsub_clients.publisher_to_emulator(settings.emulators.pubsub)
    return pubsub_clients.publisher()


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
