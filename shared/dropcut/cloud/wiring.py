"""Where the home on Google Cloud is put together, once a process. The only place of it that reads the environment."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from functools import cache
from threading import RLock
from typing import TYPE_CHECKING, TypeVar
from uuid import uuid4

from dropcut.cloud import logging
from dropcut.cloud.figures import LoggedFigures
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
from dropcut.domain.blobs import FileVersion
from dropcut.domain.names import JobId
from dropcut.domain.retention import millis
from dropcut.domain.values import Millis
from dropcut.engine.clock import SystemClock
from dropcut.engine.home import Home, NoModels, Tuning
from dropcut.engine.keeping import Keeper
from dropcut.engine.pipeline import Pipeline
from dropcut.engine.shelf import Shelf
from dropcut.engine.signing_with import credentials_from
from dropcut.ports.clock import Clock
from dropcut.ports.dispatch import Dispatch
from dropcut.ports.recipe import Do, Drop, Recipe
from dropcut.ports.records import Records
from dropcut.ports.tools import Programs
from dropcut.ports.traces import Traces
from dropcut.telemetry import starting

if TYPE_CHECKING:
    from google.auth.transport.requests import AuthorizedSession as Session
    from structlog.typing import Processor

    from dropcut.cloud.inbox.uploads import BucketUploads
    from dropcut.cloud.status_pages import StatusPages
    from dropcut.engine.deleting.deleting import Deleting
    from dropcut.engine.money.purse import Purse
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

    located = programs.locate(os.environ.get("PATH", os.defpath))
    return located.model_copy(update={"credentials": credentials_from(os.environ)})


@cache
def _here() -> Workplace:
    settings = settings_from(os.environ)
    logging.configure(settings.project, settings.opaque, _service(), _report())
    keeper, database = Keeper(BEAT), firestore_of(settings)
    home = _home(settings, keeper, database)
    telling, records = _once(lambda: _telling(home, database)), _once(lambda: _records(database))
    deleting = _once(lambda: _deleting(settings, home, database))
    pages = _once(lambda: _pages(settings, home))
    uploads = _once(lambda: _uploads(settings, Bucket(storage_of(settings), settings.inbox), database))
    return Workplace(settings, home, keeper, _guard(settings), telling, records, deleting, uploads, pages)


def _service() -> logging.Service:
    """What the platform calls this process, and which release of it this is."""
    told = {"name": ("K_SERVICE", "CLOUD_RUN_JOB"), "version": ("K_REVISION", "CLOUD_RUN_EXECUTION")}
    found = {name: next((os.environ[each] for each in among if os.environ.get(each)), "") for name, among in told.items()}
    return logging.Service(**{name: said for name, said in found.items() if said})


def _report() -> Processor | None:
    """Who is told of mistakes beside the log, where anybody is."""
    if not os.environ.get("SENTRY_DSN"):
        return None
    from dropcut.telemetry import sentry  # noqa: PLC0415 - few homes have one

    return sentry.reporting_to(os.environ["SENTRY_DSN"], _service().name, os.environ.get("SENTRY_ENVIRONMENT", "cloud"))


def _traces(settings: Settings) -> Traces:
    """Who keeps traces: one home is told from another by its buckets."""
    who = starting.Who(f"{settings.project} {settings.inbox}", _service().name, f"{_service().version}:{os.getpid()}")
    return starting.traces_from(os.environ, who, _signed)


def _signed() -> Session:
    """What Google's collector lets in: as whoever the environment says we are."""
    from google.auth import default  # noqa: PLC0415 - only where traces go to Google
    from google.auth.transport.requests import AuthorizedSession  # noqa: PLC0415 - the same

    credentials, _ = default(scopes=["https://www.googleapis.com/auth/cloud-platform"])
    return AuthorizedSession(credentials)  # type: ignore[no-untyped-call]


def _records(database: firestore_clients.Connection) -> Records:
    from dropcut.cloud.firestore.records import FirestoreRecords  # noqa: PLC0415 - only sweeps note that they were here

    return FirestoreRecords(database)


def _purse(settings: Settings, database: firestore_clients.Connection) -> Purse:
    from dropcut.domain.prices import TABLE  # noqa: PLC0415 - only advances and the API reckon
    from dropcut.domain.tariffs import Tariff  # noqa: PLC0415 - the same
    from dropcut.engine.money.purse import Purse  # noqa: PLC0415 - the same

    return Purse(_records(database), Tariff(region=settings.region, table=TABLE), settings.pipeline.load_outlook())


def _deleting(settings: Settings, home: Home, database: firestore_clients.Connection) -> Deleting:
    from dropcut.cloud.deleting.wiring import Stores, deleting  # noqa: PLC0415 - only sweeps and the API delete

    storage = storage_of(settings)
    stores = Stores(database, Bucket(storage, settings.inbox), Bucket(storage, settings.store))
    return deleting(home, stores, settings.opaque, settings.recovery)


def _withheld(settings: Settings, database: firestore_clients.Connection) -> Callable[[JobId, Sequence[FileVersion]], bool]:
    def withheld(drop: JobId, files: Sequence[FileVersion]) -> bool:
        from dropcut.engine.deleting.tombs import Tombs  # noqa: PLC0415 - only for drops that were never seen

        return Tombs(_records(database), settings.opaque).holds(drop, files)

    return withheld


def _telling(home: Home, database: firestore_clients.Connection) -> Telling:
    from dropcut.cloud.firestore.records import FirestoreRecords  # noqa: PLC0415 - only advances and sweeps tell
    from dropcut.cloud.people import mail_server_from, voice_from  # noqa: PLC0415 - the same
    from dropcut.engine.webhooks.mailing import Mailer  # noqa: PLC0415 - the same
    from dropcut.engine.webhooks.posting import Post  # noqa: PLC0415 - the same
    from dropcut.engine.webhooks.telling import Telling  # noqa: PLC0415 - the same

    server = mail_server_from(os.environ)
    return Telling(home, FirestoreRecords(database), Post(), mailer=Mailer(lambda: server), voice=voice_from(os.environ))


def _pages(settings: Settings, home: Home) -> StatusPages:
    from dropcut.cloud.people import voice_from  # noqa: PLC0415 - only advances write pages
    from dropcut.cloud.status_pages import StatusPages  # noqa: PLC0415 - the same

    storage = storage_of(settings)
    return StatusPages(home, Bucket(storage, settings.store), Bucket(storage, settings.inbox), voice_from(os.environ).review_of)


def _uploads(settings: Settings, inbox: Bucket, database: firestore_clients.Connection) -> BucketUploads:
    from dropcut.cloud.firestore.records import FirestoreRecords  # noqa: PLC0415 - only who looks at folders asks
    from dropcut.cloud.inbox.uploads import BucketUploads  # noqa: PLC0415 - the same

    return BucketUploads(inbox, FirestoreRecords(database), millis(settings.retention.uploads))


def _home(settings: Settings, keeper: Keeper, database: firestore_clients.Connection) -> Home:
    storage = storage_of(settings)
    store, inbox = Bucket(storage, settings.store), Bucket(storage, settings.inbox)
    blobs, clock, catalog = GcsBlobs(store, _nearby(settings, store)), SystemClock(), settings.pipeline.load_catalog()
    traces = _traces(settings)
    messages, starter = _once(lambda: _messages(settings, clock, traces)), _once(lambda: _starter(settings, blobs, traces))
    return Home(
        ledger=FirestoreLedger(database),
        blobs=blobs,
        dispatch=Routes(catalog, messages, starter),
        folder=BucketFolder(
            inbox, _nearby(settings, inbox), store, lambda drop: _uploads(settings, inbox, database).coming(drop)
        ),
        clock=clock,
        catalog=catalog,
        recipe=_recipe(settings.pipeline),
        holder=_holder(),
        programs=found_programs,
        scratch=empty_folder,
        beating=keeper.beating,
        tuning=Tuning(patience=settings.patience),
        models=NoModels() if settings.models is None else Shelf(settings.models),
        traces=traces,
        figures=LoggedFigures(),
        withheld=_withheld(settings, database),
        purse=_once(lambda: _purse(settings, database)),
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


def _messages(settings: Settings, clock: Clock, traces: Traces) -> Dispatch:
    from dropcut.cloud.pubsub import clients  # noqa: PLC0415 - a tenth of a second; a quiet sweep sends nothing
    from dropcut.cloud.pubsub.dispatch import PubsubDispatch  # noqa: PLC0415 - the same

    emulators = settings.emulators
    publisher = clients.publisher() if emulators is None else clients.publisher_to_emulator(emulators.pubsub)
    return PubsubDispatch(publisher, settings.topic_name, clock.sleep, here=traces.here)


def _recipe(pipeline: Pipeline) -> Recipe:
    """The recipe, loaded when a job is first advanced: functions that run steps never do that."""

    def recipe(drop: Drop, do: Do) -> object:
        return pipeline.load_recipe()(drop, do)

    return recipe


def _starter(settings: Settings, blobs: GcsBlobs, traces: Traces) -> Starter:
    from dropcut.cloud.run_jobs import clients  # noqa: PLC0415 - a third of a second, which few processes need
    from dropcut.cloud.run_jobs.starting import RunJobs  # noqa: PLC0415 - the same

    run = settings.emulators.run if settings.emulators else ""
    connection = clients.connected_to_emulator(run) if run else clients.connected()
    return RunJobs(connection, blobs, settings.job_name, traces.here)


def _guard(settings: Settings) -> Guard:
    return Anybody() if settings.callers is None else Known(settings.callers, google_certificates())


def _holder() -> str:
    """Who works here, for leases and logs: a service's revision or an execution, a process, text that was never used."""
    name = os.environ.get("CLOUD_RUN_EXECUTION") or os.environ.get("K_REVISION") or os.environ.get("K_SERVICE") or "cloud"
    return f"{name}:{os.getpid()}:{uuid4().hex[:12]}"
