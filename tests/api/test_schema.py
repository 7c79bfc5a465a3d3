"""The whole OpenAPI, asked what it allows and much that it does not: never a 5xx, never an answer that it does not tell."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, Verbosity, given, seed, settings
from hypothesis.errors import Unsatisfiable
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from dropcut.api.access.checking import Trust
from dropcut.api.access.members import Member, enrol
from dropcut.domain.access import Role
from dropcut.domain.names import Owner
from tests.api.benches import Bench, bench
from tests.api.people import Authority, bearer, person
from tests.unit.engine.small_home import JOB

CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
    response_headers_conformance,
]
QUICK, LONG = 6, 400
REAL = {"owner": "ann", "name": "holiday", "file": "total.txt", "person": person("x")}


@dataclass(frozen=True)
class Asked:
    """An app, its own description, and a token of somebody who may do everything with the drops of `ann`."""

    at: Bench
    schema: Any
    headers: dict[str, str]

    def ask(self, operation: Any, examples: int, mode: GenerationMode) -> int:  # noqa: ANN401 - schemathesis is untyped here
        """So many requests of one operation, about things that are there and things that are not."""
        asked = 0

        @seed(2026)
        @settings(
            max_examples=examples,
            deadline=None,
            database=None,
            phases=[Phase.explicit, Phase.generate],
            suppress_health_check=list(HealthCheck),
            verbosity=Verbosity.quiet,
        )
        @given(case=operation.as_strategy(generation_mode=mode))
        def each(case: Any) -> None:  # noqa: ANN401 - the same
            nonlocal asked
            asked += 1
            if asked % 3:
                case.path_parameters = {**(case.path_parameters or {}), **self._real(case)}
            if asked % 2:
                case.headers = {**(case.headers or {}), "If-Match": "*"}
            case.call_and_validate(headers=self.headers, checks=CHECKS)

        with suppress(Unsatisfiable):  # some operations take nothing that could be wrong
            each()
        return asked

    def _real(self, case: Any) -> dict[str, str]:  # noqa: ANN401 - the same
        upload = next((upload.id for upload in self.at.parts.uploads.open(JOB)), "none")
        return {name: value for name, value in {**REAL, "upload": upload}.items() if f"{{{name}}}" in case.path}


@pytest.fixture
def asked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Asked]:
    monkeypatch.setattr("dropcut.api.routes.events.LONGEST_S", 0.0)
    with bench(tmp_path / "clock") as other:
        authority = Authority(other.small.clock)
    with bench(tmp_path, trust=Trust((authority.vouched(),))) as at:
        enrol(at.parts.records, Owner("ann"), Member(person=person("ann"), role=Role.ADMIN))
        headers = bearer(authority.token("ann"))
        at.small.folder.drop_file(JOB, "take1.mp4", b"0123456789")
        at.client.post("/v1/drops", json={"owner": "ann", "name": "holiday"}, headers=headers).raise_for_status()
        at.work()
        at.client.post("/v1/drops/ann/holiday/uploads", json={"path": "b.mp4", "size": 99}, headers=headers).raise_for_status()
        yield Asked(at, schemathesis.openapi.from_asgi("/openapi.json", at.app, headers=headers), headers)


def operations(asked: Asked) -> list[Any]:
    """In some order, but what removes the job comes last."""
    every = [found.ok() for found in asked.schema.get_all_operations()]
    Random(2026).shuffle(every)
    return sorted(every, key=lambda operation: operation.label == "DELETE /v1/jobs/{owner}/{name}")


def test_nothing_that_can_be_asked_brings_an_answer_that_is_not_told(asked: Asked) -> None:
    every = operations(asked)
    assert len(every) > 30
    modes = (GenerationMode.POSITIVE, GenerationMode.NEGATIVE)
    assert sum(asked.ask(operation, QUICK, mode) for operation in every for mode in modes) > 10 * len(every)


@pytest.mark.soak
@pytest.mark.timeout(3600)
def test_nothing_that_can_be_asked_does_however_long_one_asks(asked: Asked) -> None:
    for operation in operations(asked):
        for mode in GenerationMode:
            asked.ask(operation, LONG, mode)


def test_the_description_has_examples_and_tells_of_problems(at: Bench) -> None:
    told = at.client.get("/openapi.json").json()
    for path, methods in told["paths"].items():
        for method, operation in methods.items():
            assert operation["summary"], path
            assert operation.get("description"), f"{method} {path}"
            assert {"400", "422", "429", "500", "503"} <= operation["responses"].keys()
            for status, answer in operation["responses"].items():
                assert status < "400" or answer["content"]["application/problem+json"]["example"]["status"] == int(status)
            for parameter in operation.get("parameters", ()):
                assert parameter.get("description"), f"{method} {path}: {parameter['name']}"


@pytest.mark.parametrize("path", ["/docs", "/redoc"])
def test_people_read_the_same_on_a_page_that_loads_nothing_from_elsewhere(at: Bench, path: str) -> None:
    page = at.client.get(path)
    told = at.client.get("/openapi.json").json()
    assert page.headers["Content-Security-Policy"].startswith("default-src 'none'; script-src 'self'")
    assert all(f"{method.upper()} {name}<" in page.text for name, methods in told["paths"].items() for method in methods)
    assert "<script" not in page.text
    assert "style=" not in page.text
    assert at.client.get("/static/reference.css").headers["Content-Type"].startswith("text/css")
