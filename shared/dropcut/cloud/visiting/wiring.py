"""Where a home of the cloud is opened for a visitor. Reads the environment for a deployment told there, and its ids' key.

Credentials are the application default ones of whoever calls.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from functools import cache
from typing import TYPE_CHECKING, Final

from google.auth.exceptions import GoogleAuthError

from dropcut.cloud.firestore import clients as firestore_clients
from dropcut.cloud.firestore.ledger import FirestoreLedger
from dropcut.cloud.gcs import clients as gcs_clients
from dropcut.cloud.gcs.blobs import GcsBlobs
from dropcut.cloud.gcs.bucket import Bucket
from dropcut.cloud.gcs.nearby import Copied
from dropcut.cloud.inbox.folder import BucketFolder
from dropcut.cloud.pubsub import clients as pubsub_clients
from dropcut.cloud.pubsub.dispatch import PubsubDispatch
from dropcut.cloud.scratch import empty_folder
from dropcut.cloud.settings import Emulators, Recovery, emulators_from, opaque_of
from dropcut.cloud.visiting.card import HomeCard, card_from, card_in
from dropcut.cloud.visiting.hints import Hints
from dropcut.cloud.visiting.visited import Visited
from dropcut.domain.errors import Permanent
from dropcut.domain.opaque import Opaque
from dropcut.engine.clock import SystemClock
from dropcut.engine.elsewhere import Elsewhere, Law
from dropcut.engine.findings import Finding
from dropcut.engine.home import Home
from dropcut.engine.keeping import Keeper
from dropcut.media import programs
from dropcut.ports.recipe import Do, Drop
from dropcut.ports.records import Records
from dropcut.ports.tools import Programs

if TYPE_CHECKING:
    from dropcut.cloud.run_jobs.clients import Connection
    from dropcut.engine.money.purse import Purse

_ANY_PROJECT = "none"
"""Objects are asked for by their bucket alone; a client wants some name all the same."""
_ROOM = 64 << 20
_PATIENCE_S = 30.0

_ID_KEY: Final = "DROPCUT_ID_KEY"
_NAMELESS: Final = (
    "Who did what is not in it where the home's ids have a key, as those of terraform/ have: to have it too, give the key "
    "in DROPCUT_ID_KEY."
)


@contextmanager
def visited(bucket: str) -> Iterator[Elsewhere]:
    """The home whose inbox is this bucket. Raises Permanent when nobody says who we are."""
    emulators = emulators_from(os.environ)
    with ExitStack() as stack, _known():
        storage = _storage(_ANY_PROJECT, emulators)
        stack.callback(storage.session.close)
        inbox = Bucket(storage, bucket)
        card = cache(lambda: _card(inbox))
        home = cache(lambda: _home(card(), inbox, emulators, stack))
        examined = _examining(inbox, card, home, emulators, stack)
        yield Visited(inbox, lambda: card().store, home, examined, lambda home: _law(card(), inbox, emulators, home))


def _examining(
    inbox: Bucket, card: Callable[[], HomeCard], home: Callable[[], Home], emulators: Emulators | None, stack: ExitStack
) -> Callable[[], Iterator[Finding]]:
    def posts() -> pubsub_clients.Posts:
        with _known():
            found = pubsub_clients.posts_of_emulator(emulators.pubsub) if emulators else pubsub_clients.posts()
        stack.callback(found.close)
        return found

    def records() -> Records:
        from dropcut.cloud.firestore.records import FirestoreRecords  # noqa: PLC0415 - only a doctor asks

        with _known():
            database = _firestore(card(), emulators)
        stack.callback(database.close)
        return FirestoreRecords(database)

    def store(name: str) -> Bucket:
        with _known():
            storage = _storage(card().project, emulators)
        stack.callback(storage.session.close)
        return Bucket(storage, name)

    def runs() -> Connection:
        from dropcut.cloud.run_jobs import clients as run_clients  # noqa: PLC0415 - a third of a second, for a doctor only

        with _known():
            return run_clients.connected_to_emulator(emulators.run) if emulators else run_clients.connected()

    def examined() -> Iterator[Finding]:
        from dropcut.cloud.visiting.examining import Examining  # noqa: PLC0415 - only a doctor asks

        return Examining(inbox, card, store, home, records, cache(posts), runs).findings()

    return examined


def _card(inbox: Bucket) -> HomeCard:
    """Of the deployment that the environment tells, when it is this inbox's; else what the bucket says."""
    return card_from(os.environ) if os.environ.get("DROPCUT_INBOX") == inbox.name else card_in(inbox)


def _home(card: HomeCard, inbox: Bucket, emulators: Emulators | None, stack: ExitStack) -> Home:
    with _known():
        storage, database = _storage(card.project, emulators), _firestore(card, emulators)
        publisher = pubsub_clients.publisher_to_emulator(emulators.pubsub) if emulators else pubsub_clients.publisher()
    stack.callback(storage.session.close)
    stack.callback(database.close)
    stack.callback(publisher.transport.close)
    store, clock, catalog = Bucket(storage, card.store), SystemClock(), card.pipeline.load_catalog()
    messages = PubsubDispatch(publisher, f"projects/{card.project}/topics/{card.topic}", clock.sleep, _PATIENCE_S)

    def recipe(drop: Drop, do: Do) -> object:
        return card.pipeline.load_recipe()(drop, do)

    return Home(
        ledger=FirestoreLedger(database),
        blobs=GcsBlobs(store, Copied(store, _ROOM)),
        dispatch=Hints(catalog, messages),
        folder=BucketFolder(inbox, Copied(inbox, _ROOM), store),
        clock=clock,
        catalog=catalog,
        recipe=recipe,
        holder=f"visitor:{os.getpid()}",
        programs=_programs,
        scratch=empty_folder,
        beating=Keeper().beating,
        purse=lambda: _purse(card, database),
    )


def _purse(card: HomeCard, database: firestore_clients.Connection) -> Purse | None:
    """None where the card does not say where the home runs: then nobody can tell its prices."""
    if not card.region:
        return None
    from dropcut.cloud.firestore.records import FirestoreRecords  # noqa: PLC0415 - only a quote asks
    from dropcut.domain.prices import TABLE  # noqa: PLC0415 - the same
    from dropcut.domain.tariffs import Tariff  # noqa: PLC0415 - the same
    from dropcut.engine.money.purse import Purse  # noqa: PLC0415 - the same

    return Purse(FirestoreRecords(database), Tariff(region=card.region, table=TABLE), card.pipeline.load_outlook())


def ids_of(card: HomeCard, told: Mapping[str, str]) -> Opaque:
    """The ids of a home, where a visitor's environment tells its key; else as of a home that has none."""
    return opaque_of(told.get(_ID_KEY, ""), card.project, card.store)


def _law(card: HomeCard, inbox: Bucket, emulators: Emulators | None, home: Home) -> Law:
    """What is asked for is written down, and the home's own sweep does it: few visitors have the key of its ids."""
    from dropcut.cloud.deleting.wiring import Stores, deleting  # noqa: PLC0415 - seldom asked for
    from dropcut.cloud.firestore.records import FirestoreRecords  # noqa: PLC0415 - the same

    storage, database = _storage(card.project, emulators), _firestore(card, emulators)
    opaque = ids_of(card, os.environ)
    stores = Stores(database, inbox, Bucket(storage, card.store))
    return Law(
        deleting(home, stores, opaque, Recovery()),
        FirestoreRecords(database),
        opaque,
        here=False,
        without=_NAMELESS if not os.environ.get(_ID_KEY) else "",
    )


def _programs() -> Programs:
    return programs.locate(os.environ.get("PATH", os.defpath))


def _storage(project: str, emulators: Emulators | None) -> gcs_clients.Connection:
    if emulators is not None:
        return gcs_clients.connected_to_emulator(project, emulators.storage, _PATIENCE_S)
    return gcs_clients.connected(project, _PATIENCE_S)


def _firestore(card: HomeCard, emulators: Emulators | None) -> firestore_clients.Connection:
    if emulators is not None:
        return firestore_clients.connected_to_emulator(card.project, emulators.firestore, card.database)
    return firestore_clients.connected(card.project, card.database)


@contextmanager
def _known() -> Iterator[None]:
    try:
        yield
    except GoogleAuthError as error:
        raise Permanent(
            f"You are not logged in to Google Cloud on this machine: {_reason(error)}.",
            "Log in with: gcloud auth application-default login",
        ) from error


def _reason(error: GoogleAuthError) -> str:
    """Its first sentence, without the addresses that follow."""
    said = str(error).partition(". ")[0].rstrip(".")
    return f"{said[:1].lower()}{said[1:]}"
