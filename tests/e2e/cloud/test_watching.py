"""One trace of a whole job in the cloud: functions and jobs are processes of their own, and messages are between them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from dropcut.domain.jobs import JobState
from dropcut.domain.names import JobId
from tests.e2e.cloud.estate import INBOX, Plan, estate
from tests.e2e.cloud.person import Person
from tests.e2e.cloud.pipeline import QUICK
from tests.unit.telemetry.collector import collecting

SONG = JobId.parse("ann/a song")
WITHIN_S = 240


@pytest.mark.timeout(600)
def test_a_whole_job_is_one_trace_and_what_was_sent_is_linked_to_what_sent_it(tmp_path: Path) -> None:
    verse = tmp_path / "verse.txt"
    verse.write_text("".join(f"word {number}\n" for number in range(6)))
    with collecting() as collector:
        told = (("OTEL_EXPORTER_OTLP_ENDPOINT", collector.address),)
        with estate(tmp_path, Plan(pipeline=QUICK, extra=told, patience_s=WITHIN_S)) as home:
            home.upload(SONG, {"verse.txt": verse})
            assert home.wait(SONG, WITHIN_S).state is JobState.DONE, home.logs()
            doctor = Person(tmp_path / "person", home.environment).types(
                "doctor", "--home", f"gs://{INBOX}", "--json", limit_s=WITHIN_S
            )
        lines = [json.loads(line) for line in home.logs().splitlines() if line.startswith("{")]
    (whole,) = {span.trace: span for span in collector.named("job")}.values()
    ours = [span for span in collector.spans if span.trace == whole.trace]
    attempts = [span for span in ours if span.name.startswith("attempt")]
    assert {span.parent for span in ours if span.name != "job"} == {whole.span}
    assert {span.name.removeprefix("attempt ") for span in attempts} == {"read", "shout", "join", "polish", "publish"}
    assert not [span for span in collector.named("attempt") if span.trace != whole.trace]
    known = {(span.trace, span.span) for span in collector.spans}
    linked = [span for span in attempts if set(span.links) & known]
    assert len(linked) == len(attempts)
    assert [span for span in ours if span.name == "turn" and set(span.links) & known]
    assert len({span.instance for span in attempts}) > 1, "functions and jobs are processes of their own"
    _lines_tell_of_the_same(lines, whole.trace)
    _home_is_well(doctor.out)


def _lines_tell_of_the_same(lines: list[dict[str, object]], trace: str) -> None:
    ended = [line for line in lines if line.get("message") == "attempt ended"]
    traced = [line for line in lines if str(line.get("logging.googleapis.com/trace", "")).endswith(trace)]
    assert {line["step"] for line in ended} == {"read", "shout", "join", "polish", "publish"}
    assert {line["outcome"] for line in ended} == {"done"}
    assert traced


def _home_is_well(told: str) -> None:
    findings = json.loads(told)["findings"]
    by_name = {finding["about"]: finding for finding in findings}
    for about in ("inbox", "home.json", "store", "firestore", "jobs", "sweep"):
        assert by_name[about]["condition"] == "ok", findings
