"""What stands for Cloud Run's jobs: its API for the real client, and real processes for the tasks of an execution."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from threading import Lock
from typing import Any
from uuid import uuid4

import grpc  # type: ignore[import-untyped]
from google.cloud.run_v2.types import (
    Container,
    EnvVar,
    Execution,
    ExecutionReference,
    GetJobRequest,
    Job,
    ListExecutionsRequest,
    ListExecutionsResponse,
    RunJobRequest,
)
from google.longrunning.operations_pb2 import Operation  # type: ignore[import-untyped]

from dropcut.domain.catalog import Catalog
from tests.e2e.cloud.places import ROOT

_RETRIES = 3
_AT_ONCE = 2


Runner = Callable[[str, Mapping[str, str]], int]
"""Runs one task of a job's execution with these variables; gives its exit code."""


class RunDouble:
    """Runs each task of an execution, two at once, again when it ends badly as Cloud Run does."""

    def __init__(self, runner: Runner) -> None:
        self.executions: list[Execution] = []
        self.codes: list[int] = []
        """How each task ended, each time."""
        self._runner = runner
        self._lock = Lock()
        self._pool = ThreadPoolExecutor(_AT_ONCE)
        self._over = False

    def run_job(self, request: Any, _context: object) -> Operation:  # noqa: ANN401 - the raw form of RunJobRequest
        asked = RunJobRequest.wrap(request)
        told: Sequence[EnvVar] = [each for container in asked.overrides.container_overrides for each in container.env]
        execution = Execution(name=f"{asked.name}/executions/{uuid4().hex[:8]}", job=asked.name, create_time=datetime.now(UTC))
        execution.template.containers = [Container(env=list(told))]
        execution.task_count = asked.overrides.task_count or 1
        with self._lock:
            self.executions.insert(0, execution)
        tasks = [self._pool.submit(self._task, execution, index) for index in range(execution.task_count)]
        for task in tasks:
            task.add_done_callback(lambda _: self._complete(execution, tasks))
        operation = Operation(name=f"{asked.name.split('/jobs/')[0]}/operations/{uuid4().hex}")
        operation.metadata.Pack(Execution.pb(execution))
        return operation

    def list_executions(self, request: Any, _context: object) -> Any:  # noqa: ANN401 - raw forms
        asked = ListExecutionsRequest.wrap(request)
        with self._lock:
            found = [execution for execution in self.executions if execution.job == asked.parent][: asked.page_size or None]
        return ListExecutionsResponse.pb(ListExecutionsResponse(executions=found))

    def get_job(self, request: Any, _context: object) -> Any:  # noqa: ANN401 - raw forms
        asked = GetJobRequest.wrap(request)
        newest = next((each for each in self.executions if each.job == asked.name), None)
        job = Job(name=asked.name)
        if newest is not None and self.failed():
            failed = ExecutionReference.CompletionStatus.EXECUTION_FAILED
            job.latest_created_execution = ExecutionReference(completion_status=failed)
        return Job.pb(job)

    def failed(self) -> list[int]:
        """How tasks ended that did not end well."""
        return [code for code in self.codes if code]

    def close(self) -> None:
        """Begin nothing more, and wait for what runs."""
        self._over = True
        self._pool.shutdown(cancel_futures=True)

    def _complete(self, execution: Execution, tasks: Sequence[Future[None]]) -> None:
        if all(task.done() for task in tasks):
            execution.completion_time = datetime.now(UTC)

    def _task(self, execution: Execution, index: int) -> None:
        for attempt in range(_RETRIES + 1):
            if self._over or self._tried(execution, index, attempt) == 0:
                return

    def _tried(self, execution: Execution, index: int, attempt: int) -> int:
        numbers = {"INDEX": index, "COUNT": execution.task_count, "ATTEMPT": attempt}
        told = {f"CLOUD_RUN_TASK_{name}": str(number) for name, number in numbers.items()}
        told |= {variable.name: variable.value for variable in execution.template.containers[0].env}
        code = self._runner(execution.job, told | {"CLOUD_RUN_EXECUTION": execution.name.rpartition("/")[2]})
        self.codes.append(code)
        return code


class Processes:
    """Each task as a process of its own: `python gpu_jobs/NAME/main.py`, in which nobody may import the one-machine home."""

    def __init__(self, environment: Mapping[str, str], catalog: Catalog, log: Path) -> None:
        self.running: set[subprocess.Popen[bytes]] = set()
        self._environment = dict(environment)
        self._catalog = catalog
        self._log = log

    def __call__(self, job: str, environment: Mapping[str, str]) -> int:
        """The exit code."""
        process = self.started(job.rpartition("/dropcut-")[2].replace("-", "_"), environment)
        self.running.add(process)
        try:
            return process.wait()
        finally:
            self.running.discard(process)

    def started(self, step: str, environment: Mapping[str, str]) -> subprocess.Popen[bytes]:
        """One of them."""
        command = [sys.executable, "-m", "tests.e2e.cloud.ward", str(ROOT / self._catalog[step].entry / "main.py")]
        with self._log.open("ab") as log:
            told = {**os.environ, **self._environment, **environment}
            return subprocess.Popen(command, cwd=ROOT, env=told, stdout=log, stderr=log)

    def kill(self) -> None:
        """End all that run."""
        for process in tuple(self.running):
            process.kill()


@contextmanager
def run_double(runner: Runner, port: int) -> Iterator[RunDouble]:
    """The double at a port of this machine, while the block lasts."""
    double = RunDouble(runner)
    server = grpc.server(ThreadPoolExecutor(4))
    server.add_generic_rpc_handlers(
        (
            _service("google.cloud.run.v2.Jobs", "RunJob", double.run_job, RunJobRequest.pb(), Operation),
            _service("google.cloud.run.v2.Jobs", "GetJob", double.get_job, GetJobRequest.pb(), Job.pb()),
            _service(
                "google.cloud.run.v2.Executions",
                "ListExecutions",
                double.list_executions,
                ListExecutionsRequest.pb(),
                ListExecutionsResponse.pb(),
            ),
        )
    )
    server.add_insecure_port(f"127.0.0.1:{port}")
    server.start()
    try:
        yield double
    finally:
        server.stop(None)
        double.close()


def _service(service: str, method: str, act: Any, asked: Any, answer: Any) -> Any:  # noqa: ANN401 - gRPC is untyped
    handler = grpc.unary_unary_rpc_method_handler(act, asked.FromString, answer.SerializeToString)
    return grpc.method_handlers_generic_handler(service, {method: handler})
