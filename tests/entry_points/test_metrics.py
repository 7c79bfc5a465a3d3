"""The deployed API tells Prometheus of itself, of the jobs that there are, and whether anybody still sweeps."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path
from time import time

import httpx2
from prometheus_client.parser import text_string_to_metric_families

from dropcut.api.access.keys import Keys
from dropcut.api.access.members import Member, enrol
from dropcut.api.access.sessions import Sessions
from dropcut.api.access.tokens import Access, Tokens
from dropcut.cloud.firestore.clients import connected_to_emulator
from dropcut.cloud.firestore.records import FirestoreRecords
from dropcut.domain.access import Role
from dropcut.domain.names import Owner
from dropcut.engine.clock import SystemClock
from dropcut.engine.lookout import note_a_sweep
from dropcut.telemetry.metrics import METRICS
from tests.emulators.firestore import firestore_address
from tests.entry_points.deployed import Deployment
from tests.entry_points.test_api import NAME, TOLD

BEN = "google:ben@example.com"


def test_an_operator_of_the_cloud_reads_metrics(tmp_path: Path) -> None:
    deployment = Deployment(tmp_path, **TOLD)
    try:
        headers = {"Host": NAME, "Authorization": f"Bearer {_token_of_an_operator(deployment)}"}
        with (
            deployment.function("api") as function,
            httpx2.Client(base_url=f"http://{function.address}", headers=headers, timeout=60, trust_env=False) as client,
        ):
            answer = client.get("/metrics").raise_for_status()
    finally:
        deployment.close()
    families = {family.name: family for family in text_string_to_metric_families(answer.text)}
    assert set(families) == {metric.name.removesuffix("_total") for metric in METRICS}
    (swept,) = families["dropcut_last_sweep_timestamp_seconds"].samples
    assert 0 <= time() - swept.value < 120
    assert {sample.value for sample in families["dropcut_jobs"].samples} == {0}


def _token_of_an_operator(deployment: Deployment) -> str:
    with closing(connected_to_emulator(deployment.project, firestore_address())) as connection:
        records, clock = FirestoreRecords(connection), SystemClock()
        note_a_sweep(records)
        enrol(records, Owner("ann"), Member(person=BEN, role=Role.OPERATOR))
        session = Sessions(records).begin(BEN)
        return Tokens(Keys(records, clock), clock).written(Access(BEN, session.session))
