"""A whole cloud home on this machine, for as long as a block lasts."""

from __future__ import annotations

import json
import os
import signal
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, ExitStack, contextmanager, nullcontext
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from time import monotonic, sleep
from typing import NamedTuple
from urllib.request import urlopen
from uuid import uuid4

from google.pubsub_v1 import SubscriberClient
from google.pubsub_v1.services.subscriber.transports import SubscriberGrpcTransport
from grpc import insecure_channel  # type: ignore[import-untyped]

from dropcut.cloud.firestore.clients import connected_to_emulator as firestore
from dropcut.cloud.firestore.ledger import FirestoreLedger
from dropcut.cloud.gcs.bucket import Bucket
from dropcut.cloud.gcs.clients import connected_to_emulator as storage
from dropcut.cloud.gcs.nearby import Copied
from dropcut.cloud.gcs.reading import opened
from dropcut.cloud.inbox.folder import BucketFolder
from dropcut.cloud.inbox.naming import STATUS_PAGE
from dropcut.cloud.pubsub.clients import publisher_to_emulator
from dropcut.cloud.visiting.card import CARD, HomeCard
from dropcut.domain.errors import NotFound
from dropcut.domain.jobs import Job
from dropcut.domain.names import JobId
from dropcut.engine.pipeline import Pipeline
from dropcut.ports.folder import Delivery
from tests.e2e.cloud.places import FUNCTIONS, ROOT
from tests.e2e.cloud.post import Mishaps, Post, carrying, clockwork
from tests.e2e.cloud.run_double import Processes, RunDouble, run_double
from tests.emulators.firestore import firestore_address
from tests.emulators.gcs import command as gcs_command
from tests.emulators.pubsub import pubsub_address
from tests.emulators.running import Server, free_port, start, started, stop

INBOX, STORE = "inbox", "store"


class Addresses(NamedTuple):
    """Where the services are."""

    storage: str
    """`http://HOST:PORT`; the others `HOST:PORT`."""
    firestore: str
    pubsub: str


@dataclass(frozen=True)
class Plan:
    """How a home is set up."""

    pipeline: Pipeline = field(default_factory=Pipeline)
    mishaps: Mishaps | None = None
    quiet_s: float = 2.0
    patience_s: float = 10.0
    sweep_every_s: float = 1.0
    extra: tuple[tuple[str, str], ...] = ()
    """More variables of the environment."""
    way: Callable[[Addresses], AbstractContextManager[Addresses]] = nullcontext
    """Over which functions and jobs reach the services, when not directly."""
    apart: bool = False
    """A process for each function, as they are deployed."""
    mounted: bool = False
    """Whether programs read through mounted buckets, as they do where homes are deployed, and not from copies."""


class Functions:
    """The processes that serve the functions: one for each, as they are deployed, or one for all, which takes less memory."""

    def __init__(self, environment: Mapping[str, str], logs: Path, *, apart: bool) -> None:
        self._told = [f"{name}={value}" for name, value in environment.items()]
        self._logs = logs
        self._kills = 0
        self._starting = ThreadPoolExecutor(2)
        self._dead = set[tuple[str, ...]]()
        shared = [(name,) for name in FUNCTIONS] if apart else [FUNCTIONS]
        self._servers: dict[tuple[str, ...], Server] = {}
        for names in shared:
            self._servers[names] = self._started(names)

    @property
    def processes(self) -> tuple[tuple[str, ...], ...]:
        """Which functions each of those that live serves."""
        return tuple(names for names in self._servers if names not in self._dead)

    def address(self, function: str) -> str:
        """Where it is served now."""
        (server,) = (server for names, server in self._servers.items() if function in names)
        return f"http://{server.address}/{function}/"

    @property
    def addresses(self) -> tuple[str, ...]:
        """Of all processes."""
        return tuple(f"http://{server.address}" for server in self._servers.values())

    def kill(self, names: tuple[str, ...]) -> None:
        """End one of `processes` in the middle of whatever it does, and start another one elsewhere."""
        os.killpg(self._servers[names].group, signal.SIGKILL)
        self._kills += 1
        self._dead.add(names)
        self._starting.submit(self._again, names)

    def stop(self) -> None:
        """End all."""
        self._starting.shutdown()
        for server in self._servers.values():
            stop(server.group)

    def _again(self, names: tuple[str, ...]) -> None:
        self._servers[names] = self._started(names)
        self._dead.discard(names)

    def _started(self, names: tuple[str, ...]) -> Server:
        log = "functions" if len(names) > 1 else names[0]
        return start(partial(self._command, names), self._logs / f"{log}-{self._kills}.log")

    def _command(self, names: tuple[str, ...], port: int) -> Sequence[str | Path]:
        module = "tests.e2e.cloud.function_server"
        return ["env", "-C", ROOT, *self._told, sys.executable, "-m", module, str(port), *names]


@dataclass(frozen=True)
class Estate:
    """A cloud home that runs."""

    environment: Mapping[str, str]
    functions: Functions
    inbox: Bucket
    store: Bucket
    ledger: FirestoreLedger
    post: Post
    jobs: RunDouble
    processes: Processes
    folder: Path
    """Of its logs."""

    def upload(self, drop: JobId, files: Mapping[str, Path]) -> None:
        """What a user drops."""
        for name, file in files.items():
            self.inbox.put(f"inbox/{drop}/{name}", file.read_bytes(), {})

    def job(self, drop: JobId) -> Job | None:
        """As it is recorded, if it is."""
        try:
            return self.ledger.job(drop)
        except NotFound:
            return None

    def wait(self, drop: JobId, within_s: float) -> Job:
        """The job once it rests."""
        end = monotonic() + within_s
        while (job := self.job(drop)) is None or job.ended is None:
            if monotonic() > end:
                raise TimeoutError(f"{drop} did not rest within {within_s} s: {job}\n{self.logs()[-6000:]}")
            sleep(0.2)
        return job

    def delivered(self, drop: JobId) -> dict[str, bytes]:
        """What lies in the outbox, by name, but for the page that says how things stand."""
        top = f"outbox/{drop}/"
        names = [stored.name for stored in self.store.list(top) if "/." not in stored.name]
        names = [name for name in names if name != top + STATUS_PAGE]
        return {name.removeprefix(top): self.read(name) for name in names}

    def delivery(self, drop: JobId) -> Delivery | None:
        """What is recorded as delivered."""
        return BucketFolder(self.inbox, Copied(self.inbox, 0), self.store).delivery(drop)

    def read(self, name: str) -> bytes:
        """An object of the store."""
        with opened(self.store, name) as file:
            return file.read()

    def imported(self) -> list[str]:
        """Which modules of dropcut the processes of the functions have imported."""
        names = set[str]()
        for address in self.functions.addresses:
            with urlopen(f"{address}/imported/", timeout=30) as answer:  # noqa: S310 - ours
                names.update(json.load(answer))
        return sorted(names)

    def logs(self) -> str:
        """What all its processes said."""
        return "\n".join(file.read_text(errors="replace") for file in sorted(self.folder.glob("*.log")))


@contextmanager
def estate(folder: Path, plan: Plan) -> Iterator[Estate]:
    """Start everything, and end it with the block. Raises MissingEmulatorError."""
    project = f"e2e-{uuid4().hex[:12]}"
    pubsub = pubsub_address()
    with ExitStack() as stack:
        publisher = stack.enter_context(publisher_to_emulator(pubsub))
        subscriber = stack.enter_context(SubscriberClient(transport=SubscriberGrpcTransport(channel=insecure_channel(pubsub))))
        for topic in ("work", "objects"):
            publisher.create_topic(name=f"projects/{project}/topics/{topic}")
            subscriber.create_subscription(
                name=f"projects/{project}/subscriptions/{topic}", topic=f"projects/{project}/topics/{topic}"
            )
        mount = Path(stack.enter_context(TemporaryDirectory(prefix="dropcut-mount-"))) if plan.mounted else None
        gcs = stack.enter_context(started(partial(_gcs_with_events, project, pubsub, mount), folder / "gcs.log"))
        connection = storage(project, f"http://{gcs}")
        stack.callback(connection.session.close)
        for bucket in (INBOX, STORE):
            connection.client.create_bucket(bucket)
        card = HomeCard(project=project, store=STORE, topic="work", pipeline=plan.pipeline)
        Bucket(connection, INBOX).put(CARD, card.dumped(), {})
        run = free_port()
        services = stack.enter_context(plan.way(Addresses(f"http://{gcs}", firestore_address(), pubsub)))
        environment = _environment(project, plan, services) | {"DROPCUT_RUN_EMULATOR_HOST": f"127.0.0.1:{run}"}
        environment |= {"DROPCUT_MOUNT": str(mount), "DROPCUT_COPIES_MIB": "0"} if mount else {}
        catalog = plan.pipeline.load_catalog()
        processes = Processes(environment, catalog, folder / "jobs.log")
        jobs = stack.enter_context(run_double(processes, run))
        stack.callback(processes.kill)
        functions = Functions(environment, folder, apart=plan.apart)
        stack.callback(functions.stop)
        post = Post(functions.address, catalog, plan.mishaps or Mishaps(), INBOX)
        stack.callback(post.close)
        routes = {"work": post.of_work, "objects": post.of_object}
        stack.enter_context(
            carrying(subscriber, {f"projects/{project}/subscriptions/{name}": act for name, act in routes.items()})
        )
        stack.enter_context(clockwork(lambda: post.call("sweep"), plan.sweep_every_s))
        database = firestore(project, firestore_address())
        stack.callback(database.close)
        yield Estate(
            environment=environment,
            functions=functions,
            inbox=Bucket(connection, INBOX),
            store=Bucket(connection, STORE),
            ledger=FirestoreLedger(database),
            post=post,
            jobs=jobs,
            processes=processes,
            folder=folder,
        )


def _environment(project: str, plan: Plan, services: Addresses) -> dict[str, str]:
    return {
        "DROPCUT_PROJECT": project,
        "DROPCUT_REGION": "here",
        "DROPCUT_INBOX": INBOX,
        "DROPCUT_STORE": STORE,
        "DROPCUT_TOPIC": "work",
        "DROPCUT_QUIET_S": str(plan.quiet_s),
        "DROPCUT_PATIENCE_S": str(plan.patience_s),
        "DROPCUT_COPIES_MIB": "4096",
        "DROPCUT_RECIPE": plan.pipeline.recipe,
        "DROPCUT_CATALOG": plan.pipeline.catalog,
        "STORAGE_EMULATOR_HOST": services.storage,
        "FIRESTORE_EMULATOR_HOST": services.firestore,
        "PUBSUB_EMULATOR_HOST": services.pubsub,
        **dict(plan.extra),
    }


def _gcs_with_events(project: str, pubsub: str, mount: Path | None, port: int) -> Sequence[str | Path]:
    events = ["-event.pubsub-project-id", project, "-event.pubsub-topic", "objects"]
    return [
        *("env", f"PUBSUB_EMULATOR_HOST={pubsub}"),
        *gcs_command(port, mount),
        *events,
        *("-event.list", "finalize,delete"),
    ]
