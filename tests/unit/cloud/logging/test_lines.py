"""Every event is one line that Cloud Logging and an operator understand."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from dropcut.cloud.tracing import trace_of
from dropcut.domain.names import JobId, Owner
from dropcut.domain.opaque import Opaque
from dropcut.ports.traces import Trace

_BEGIN = """
import logging, structlog
from dropcut.cloud.logging import Service, about, configure
from dropcut.domain.opaque import Opaque
from dropcut.ports.traces import Trace
configure("studio", Opaque(b"key"), Service(name="dropcut-find", version="dropcut-find-00007"))
log = structlog.get_logger("dropcut.engine")
"""
OPAQUE = Opaque(b"key")
ANN, FILM = OPAQUE.owner(Owner("ann")), OPAQUE.job(JobId.parse("ann/film"))
ROOT = Path(__file__).parents[4]
ID = "4bf92f3577b34da6a3ce929d0e0e4736"


def lines(program: str) -> list[dict[str, Any]]:
    """What a process of its own prints, for logging is set up once a process."""
    told = subprocess.run([sys.executable, "-c", _BEGIN + program], check=True, capture_output=True, text=True)
    assert told.stderr == ""
    return [json.loads(line) for line in told.stdout.splitlines()]


def test_a_line_says_what_happened_how_bad_it_is_and_when() -> None:
    (line,) = lines('log.warning("attempt failed", epoch=3)')
    assert (line["severity"], line["message"], line["epoch"]) == ("WARNING", "attempt failed", 3)
    assert line["time"].endswith("Z")


def test_a_line_about_a_task_tells_its_owner_and_step_too() -> None:
    task, job = lines('log.info("done", task="ann/render/0a1b"); log.info("ended", job="bob/my video")')
    assert (task["task"], task["owner"], task["step"]) == (f"{ANN}/render/0a1b", ANN, "render")
    assert (job["job"], job["owner"]) == (OPAQUE.job(JobId.parse("bob/my video")), OPAQUE.owner(Owner("bob")))
    assert "step" not in job


def test_every_filter_that_operations_tell_names_what_lines_have_and_say() -> None:
    filters = re.findall(r"^\| .* \| `(.*)` \|$", (ROOT / "docs" / "operations.md").read_text(), re.MULTILINE)
    fields = {field for each in filters for field in re.findall(r"jsonPayload\.(\w+)", each)}
    (task,) = lines('log.info("done", task="ann/render/0a1b", job="ann/film")')
    assert len(filters) > 5
    assert fields <= task.keys()
    said = "".join(file.read_text() for file in (ROOT / "shared" / "dropcut").rglob("*.py"))
    messages = {text for each in filters if "message" in each for text in re.findall(r'"([^"]+)"', each)}
    assert not [text for text in messages if f'"{text}"' not in said]


def test_what_a_block_is_about_stands_in_every_line_of_it() -> None:
    inside, outside = lines(
        f'with about(Trace(id="{ID}", span="00f067aa0ba902b7", sampled=True), job="ann/film"):\n'
        '    log.info("inside")\n'
        'log.info("outside")\n'
    )
    assert inside["logging.googleapis.com/trace"] == f"projects/studio/traces/{ID}"
    assert inside["logging.googleapis.com/spanId"] == "00f067aa0ba902b7"
    assert inside["logging.googleapis.com/trace_sampled"] is True
    assert (inside["job"], inside["owner"]) == (FILM, ANN)
    assert not {"job", "trace", "logging.googleapis.com/trace"} & outside.keys()


def test_what_a_task_does_is_said_of_the_job_that_asks_for_it() -> None:
    (line,) = lines(
        "from dropcut.cloud.logging import about_task\n"
        "from dropcut.domain.names import JobId, TaskId\n"
        "from dropcut.ports.dispatch import RunTask\n"
        'with about_task(RunTask(task=TaskId.parse("ann/render/0a1b"), job=JobId.parse("ann/film"))):\n'
        '    log.info("inside")\n'
    )
    assert (line["job"], line["task"], line["step"], line["owner"]) == (FILM, f"{ANN}/render/0a1b", "render", ANN)


def test_an_exception_keeps_to_one_line_and_has_its_stack() -> None:
    (line,) = lines('try:\n    1 / 0\nexcept ZeroDivisionError:\n    log.exception("a mistake")\n')
    assert line["severity"] == "ERROR"
    assert line["stack_trace"].startswith("Traceback")
    assert "ZeroDivisionError" in line["stack_trace"]


REPORTED = "type.googleapis.com/google.devtools.clouderrorreporting.v1beta1.ReportedErrorEvent"


def test_error_reporting_takes_a_mistake_for_one() -> None:
    fell, said, warned = lines(
        'try:\n    1 / 0\nexcept ZeroDivisionError:\n    log.exception("a mistake", task="ann/find/0a1b")\n'
        'log.error("the recipe stopped")\nlog.warning("attempt failed")\n'
    )
    assert fell["@type"] == said["@type"] == REPORTED
    assert fell["serviceContext"] == {"service": "dropcut-find", "version": "dropcut-find-00007"}
    assert fell["stack_trace"].startswith("Traceback (most recent call last):\n")
    assert fell["stack_trace"].rstrip().splitlines()[-1].startswith("ZeroDivisionError: text:")
    assert fell["message"] == "a mistake"
    assert "context" not in fell
    assert said["context"]["reportLocation"].keys() == {"filePath", "lineNumber", "functionName"}
    assert not {"@type", "serviceContext", "context"} & warned.keys()


def test_where_an_error_without_a_stack_was_said_is_told() -> None:
    (line,) = lines(
        "from dropcut.cloud import answering\n"
        "from types import SimpleNamespace as Some\n"
        "def check(_): raise answering.Permanent('It is none of ours.')\n"
        "answering._status(Some(guard=Some(check=check)), Some(headers={}), None)\n"
    )
    assert line["context"]["reportLocation"]["functionName"] == "_status"
    assert line["context"]["reportLocation"]["filePath"].endswith("cloud/answering.py")


def test_what_libraries_say_has_the_same_shape() -> None:
    (line,) = lines('logging.getLogger("urllib3").warning("Retrying %s", "it")')
    assert (line["severity"], line["message"]) == ("WARNING", "Retrying it")


def test_a_text_without_end_is_cut_and_says_so() -> None:
    (line,) = lines('log.info("x" * 1_000_000)')
    assert len(line["message"]) < 65_000
    assert line["message"].endswith("more characters]")


def test_a_line_break_of_a_user_begins_no_line() -> None:
    (line,) = lines('log.info("found", file="a\\n{\\"severity\\": \\"CRITICAL\\"}")')
    assert line["severity"] == "INFO"


@pytest.mark.parametrize(
    ("headers", "trace"),
    [
        ({"Traceparent": f"00-{ID}-00f067aa0ba902b7-01"}, Trace(id=ID, span="00f067aa0ba902b7", sampled=True)),
        ({"X-Cloud-Trace-Context": f"{ID}/255;o=1"}, Trace(id=ID, span="00000000000000ff", sampled=True)),
        ({"x-cloud-trace-context": ID}, Trace(id=ID)),
        ({"traceparent": "00-nonsense", "x-cloud-trace-context": f"{ID}/1;o=0"}, Trace(id=ID, span=f"{1:016x}")),
        ({"traceparent": f"00-{ID}-00f067aa0ba902b7-01\nx"}, None),
        ({}, None),
    ],
)
def test_the_trace_is_what_the_headers_say(headers: dict[str, str], trace: Trace | None) -> None:
    assert trace_of(headers) == trace


def test_no_line_names_anybody() -> None:
    told = lines(
        'log.info("deed", owner="ann", about="film", person="corp:ann@example.com", address="192.0.2.7")\n'
        'log.warning("attempt failed", task="ann/find/0a1b", why="take1.mp4 of ann/film is empty.")\n'
        'try:\n    raise ValueError("ann/film/take1.mp4")\nexcept ValueError:\n    log.exception("a mistake")\n'
    )
    said = json.dumps(told)
    assert not [word for word in ("ann/", '"ann"', "film", "take1", "example.com", "192.0.2.7") if word in said]
    assert "ValueError" in said
