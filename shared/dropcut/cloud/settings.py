"""What a deployment tells its processes: names of buckets, topic and database, and who may call."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from pathlib import Path

from dropcut.cloud.tracing import VARIABLE
from dropcut.domain.errors import Permanent
from dropcut.domain.opaque import Opaque
from dropcut.domain.retention import Retention
from dropcut.domain.values import Count, Millis, Value
from dropcut.domain.wording import spoken
from dropcut.engine.pipeline import Pipeline

SHARDS = "DROPCUT_SHARDS"
"""The variable by which a job is told what to do."""
_HINT = "Set what terraform/ sets; make cloud-local shows a whole set for the emulators."
_EMULATORS = ("STORAGE_EMULATOR_HOST", "FIRESTORE_EMULATOR_HOST", "PUBSUB_EMULATOR_HOST", "DROPCUT_RUN_EMULATOR_HOST")
_THOUSAND = 1_000


class Emulators(Value):
    """Where the services are when they are not Google's. Nobody's word is checked then."""

    storage: str
    """`http://HOST:PORT`; the others `HOST:PORT`."""
    firestore: str
    pubsub: str
    run: str


class Callers(Value):
    """Who may call: whoever shows a token of Google's for this audience, of one of these addresses."""

    audience: str
    senders: tuple[str, ...]


class Recovery(Value):
    """How long a deployment can bring back what was deleted, in days. What is not said is as long as the service allows."""

    soft_delete_days: Count = 90
    pitr_days: Count = 7
    backup_days: Count = 98


def job_of(step: str) -> str:
    """What the Cloud Run job of a step is called."""
    return f"dropcut-{step.replace('_', '-')}"


class Settings(Value):
    """One deployment, as one of its processes is told of it."""

    project: str
    region: str
    inbox: str
    store: str
    topic: str
    database: str = "(default)"
    mount: Path | None = None
    """Below it both buckets are mounted for reading, each under its own name."""
    copies_mib: Count = 1024
    """Without a mount: how much memory or disk copies of objects may take."""
    models: Path | None = None
    """The folder of models, in the image or mounted for reading: what `dropcut models` leaves on a machine."""
    quiet: Millis = Millis(60_000)
    """How long nothing must arrive in a drop before it counts as settled."""
    patience: Millis = Millis(60_000)
    """How long a message may take before the sweep sends another."""
    recovery: Recovery = Recovery()
    retention: Retention = Retention()
    id_key: str = ""
    """By which logs and who did what call owners and drops; where it is not said, the home's own names stand for it."""
    callers: Callers | None = None
    """None only with emulators."""
    emulators: Emulators | None = None
    pipeline: Pipeline = Pipeline()

    @property
    def opaque(self) -> Opaque:
        """How its logs call owners and drops."""
        return opaque_of(self.id_key, self.project, self.store)

    @property
    def topic_name(self) -> str:
        """As Pub/Sub calls it."""
        return f"projects/{self.project}/topics/{self.topic}"

    def job_name(self, step: str) -> str:
        """The Cloud Run job of a step."""
        return f"projects/{self.project}/locations/{self.region}/jobs/{job_of(step)}"


class Share(Value):
    """Which task of a Cloud Run job this process is, and where it is written what all of them are to do."""

    index: Count = 0
    count: Count = 1
    attempt: Count = 0
    shards: str
    """The path of a blob."""
    trace: str = ""
    """What started it, for traces alone."""


def settings_from(told: Mapping[str, str]) -> Settings:
    """Read what the environment says. Raises Permanent, naming what is missing."""
    emulators = emulators_from(told)
    texts = {"database": "DROPCUT_DATABASE", "mount": "DROPCUT_MOUNT", "models": "DROPCUT_MODELS"}
    times = {"quiet": "DROPCUT_QUIET_S", "patience": "DROPCUT_PATIENCE_S"}
    return Settings.model_validate(
        {
            "project": _needed(told, "DROPCUT_PROJECT"),
            "region": _needed(told, "DROPCUT_REGION"),
            "inbox": _needed(told, "DROPCUT_INBOX"),
            "store": _needed(told, "DROPCUT_STORE"),
            "topic": _needed(told, "DROPCUT_TOPIC"),
            **{name: told[variable] for name, variable in texts.items() if told.get(variable)},
            **{name: _millis(told, variable) for name, variable in times.items() if told.get(variable)},
            **({"copies_mib": _count(told, "DROPCUT_COPIES_MIB")} if told.get("DROPCUT_COPIES_MIB") else {}),
            "recovery": _recovery(told),
            "retention": Retention.parse(told.get("DROPCUT_KEEP", "")),
            "id_key": told.get("DROPCUT_ID_KEY", ""),
            "callers": None if emulators else _callers(told),
            "emulators": emulators,
            "pipeline": _pipeline(told),
        }
    )


def share_from(told: Mapping[str, str]) -> Share:
    """Read what Cloud Run tells a task of a job. Raises Permanent."""
    named = {"index": "CLOUD_RUN_TASK_INDEX", "count": "CLOUD_RUN_TASK_COUNT", "attempt": "CLOUD_RUN_TASK_ATTEMPT"}
    numbers = {name: _count(told, variable) for name, variable in named.items() if told.get(variable)}
    return Share(shards=_needed(told, SHARDS), trace=told.get(VARIABLE, ""), **numbers)


def emulators_from(told: Mapping[str, str]) -> Emulators | None:
    """Where the emulators are, when the services are not Google's. Raises Permanent for some that are and some that are not."""
    there = [told[variable] for variable in _EMULATORS if told.get(variable)]
    if not there:
        return None
    if len(there) < len(_EMULATORS):
        raise Permanent(f"Either all of {', '.join(_EMULATORS)} are set, or none.", "Half a cloud is nobody's wish.")
    storage, firestore, pubsub, run = there
    return Emulators(storage=storage, firestore=firestore, pubsub=pubsub, run=run)


def _callers(told: Mapping[str, str]) -> Callers:
    senders = tuple(sender.strip() for sender in _needed(told, "DROPCUT_SENDERS").split(",") if sender.strip())
    return Callers(audience=_needed(told, "DROPCUT_AUDIENCE"), senders=senders)


def _recovery(told: Mapping[str, str]) -> Recovery:
    said = {
        "soft_delete_days": "DROPCUT_SOFT_DELETE_DAYS",
        "pitr_days": "DROPCUT_PITR_DAYS",
        "backup_days": "DROPCUT_BACKUP_DAYS",
    }
    return Recovery(**{name: _count(told, variable) for name, variable in said.items() if told.get(variable)})


def opaque_of(key: str, project: str, store: str) -> Opaque:
    """The ids of a deployment. Without a key of its own nobody needs a secret to find a name by trying names."""
    return Opaque((key or f"{project}/{store}").encode())


def _pipeline(told: Mapping[str, str]) -> Pipeline:
    plain = {"recipe": "DROPCUT_RECIPE", "catalog": "DROPCUT_CATALOG", "outlook": "DROPCUT_OUTLOOK"}
    return Pipeline(**{name: told[variable] for name, variable in plain.items() if told.get(variable)})


def _millis(told: Mapping[str, str], variable: str) -> Millis:
    try:
        seconds = Decimal(told[variable])
    except InvalidOperation:
        seconds = Decimal(-1)
    if not seconds.is_finite() or seconds < 0:
        raise Permanent(f"{variable} is {spoken(told[variable])}: it is a time in seconds.", _HINT)
    return Millis(round(seconds * _THOUSAND))


def _count(told: Mapping[str, str], variable: str) -> int:
    if not told[variable].isdecimal():
        raise Permanent(f"{variable} is {spoken(told[variable])}: it is a whole number.", _HINT)
    return int(told[variable])


def _needed(told: Mapping[str, str], variable: str) -> str:
    if not told.get(variable):
        raise Permanent(f"{variable} is not set.", _HINT)
    return told[variable]
