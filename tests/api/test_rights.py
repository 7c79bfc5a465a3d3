"""Every route, tried as everybody: a new route is tried as soon as it is there."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from fastapi.routing import APIRoute, iter_route_contexts

from dropcut.api.access.checking import Trust
from dropcut.api.access.members import Member, enrol
from dropcut.api.access.needs import Needs, NeedsSomewhere, signed_in
from dropcut.domain.access import Role
from dropcut.domain.names import JobId, Owner
from tests.api.benches import BYTES, Bench, bench
from tests.api.people import Authority, bearer, person
from tests.unit.engine.small_home import JOB

OPEN = {
    "health", "ready", "refresh", "revoke", "follow_link",
}  # fmt: skip
"""What nobody needs to sign in for: the last three show something of their own instead."""
FOR_ANYBODY = {"me", "sign_in", "list_jobs", "list_drops"}
"""What everybody who is signed in may ask: the answer holds nothing that they may not see."""
BY_BODY = {"create_drop": Role.EDITOR, "search": Role.VIEWER}
"""What names the owner elsewhere than in its path."""
PEOPLE = {"nobody": None, "stranger": None, **{role.value: role for role in Role}}


@dataclass(frozen=True)
class Guarded:
    """A bench with somebody of each role with the owner `ann`, and a stranger, who is an admin of `ben`'s drops."""

    at: Bench
    authority: Authority

    def headers(self, who: str) -> dict[str, str]:
        return {} if who == "nobody" else bearer(self.authority.token(who))

    def ask(self, route: APIRoute, who: str, owner: str = "ann") -> int:
        method = method_of(route)
        path = route.path.replace(":path", "").format_map(_Filled(owner=owner, name="holiday"))
        path += f"?words=word&owner={owner}" if route.name == "search" else ""
        headers = self.headers(who) | {"Upload-Offset": "0", "Content-Type": BYTES if method == "PATCH" else "application/json"}
        body: dict[str, Any] = {} if method in {"GET", "HEAD"} else {"content": _body(route, owner)}
        with self.at.client.stream(method, path, headers=headers, **body) as answer:
            return answer.status_code


class _Filled(dict[str, str]):
    def __missing__(self, name: str) -> str:
        return {"upload": "abc", "file": "total.txt", "person": person("x"), "link": "a.b"}.get(name, "abc")


def _body(route: APIRoute, owner: str) -> str:
    return json.dumps({"owner": owner, "name": "holiday"} if route.name == "create_drop" else {})


@pytest.fixture
def guarded(tmp_path: Path) -> Iterator[Guarded]:
    with bench(tmp_path / "first") as first:
        authority = Authority(first.small.clock)
    with bench(tmp_path, trust=Trust((authority.vouched(),))) as at:
        for role in Role:
            enrol(at.parts.records, Owner("ann"), Member(person=person(role.value), role=role))
        enrol(at.parts.records, Owner("ben"), Member(person=person("stranger"), role=Role.ADMIN))
        at.small.folder.drop_file(JOB, "take1.mp4", b"0123456789")
        yield Guarded(at, authority)


def routes(at: Bench) -> list[APIRoute]:
    found = [each.original_route for each in iter_route_contexts(at.app.routes)]
    return [route for route in found if isinstance(route, APIRoute) and route.include_in_schema]


def method_of(route: APIRoute) -> str:
    (method,) = route.methods or {""}
    return method


def test_no_route_is_left_out_of_these_tests(at: Bench) -> None:
    tried = {(method.lower(), route.path.replace(":path", "")) for route in routes(at) for method in [method_of(route)]}
    told = {(method, path) for path, methods in at.client.get("/openapi.json").json()["paths"].items() for method in methods}
    assert tried == told
    assert len(told) > 30


def needed(route: APIRoute) -> Role | None:
    """The role that a route asks for with the owner in its path, as its dependencies say."""
    asked = {each.call.role for each in route.dependant.dependencies if isinstance(each.call, Needs)}
    assert len(asked) <= 1, route.path
    return next(iter(asked), None)


def test_every_route_is_of_one_of_the_known_kinds(at: Bench) -> None:
    for route in routes(at):
        calls = [each.call for each in route.dependant.dependencies]
        somewhere = any(isinstance(call, NeedsSomewhere) for call in calls)
        kinds = [needed(route) is not None, somewhere, route.name in OPEN, route.name in FOR_ANYBODY | BY_BODY.keys()]
        assert sum(kinds) == 1, f"{route.path}: say who may ask for it"
        assert route.name in OPEN or somewhere or needed(route) or signed_in in calls, route.path
        assert ("{owner}" in route.path) == (needed(route) is not None), route.path


@pytest.mark.parametrize("who", PEOPLE)
def test_everybody_gets_what_their_role_says_and_strangers_learn_nothing(guarded: Guarded, who: str) -> None:
    for route in routes(guarded.at):
        role = needed(route) or BY_BODY.get(route.name)
        if role is None or route.name == "follow_job":
            continue
        status, held = guarded.ask(route, who), PEOPLE[who]
        if who == "nobody":
            assert status == 401, route.path
        elif held is None:
            assert status == 404, route.path
        elif held.covers(role):
            assert status not in {401, 403} and status < 500, route.path  # noqa: PT018 - one statement: it is let in
        else:
            assert status == 403, route.path


@pytest.mark.parametrize("who", ["stranger", *(role.value for role in Role)])
def test_what_is_another_owners_answers_as_what_never_was(guarded: Guarded, who: str) -> None:
    """Byte by byte but for the request's own name: nothing can be guessed."""
    at = guarded.at
    theirs = "ann" if who == "stranger" else "ben"
    at.client.post(
        "/v1/drops",
        json={"owner": theirs, "name": "holiday"},
        headers=guarded.headers("admin" if theirs == "ann" else "stranger"),
    )
    for route in routes(at):
        if needed(route) is None or method_of(route) == "HEAD":
            continue
        answers = set()
        for owner in (theirs, "zoe"):
            method = method_of(route)
            path = route.path.replace(":path", "").format_map(_Filled(owner=owner, name="holiday"))
            answer = at.client.request(method, path, headers=guarded.headers(who) | {"Upload-Offset": "0"})
            told = answer.json()
            told.pop("instance")
            answers.add((answer.status_code, str(told), str({**answer.headers, "x-request-id": ""})))
        assert len(answers) == 1, route.path
        assert next(iter(answers))[0] == 404, route.path


def test_lists_hold_what_may_be_seen_and_nothing_else(guarded: Guarded) -> None:
    at = guarded.at
    at.client.post("/v1/drops", json={"owner": "ann", "name": "holiday"}, headers=guarded.headers("editor"))
    at.client.post("/v1/drops", json={"owner": "ben", "name": "wedding"}, headers=guarded.headers("stranger"))
    at.small.folder.drop_file(JobId(Owner("ben"), "wedding"), "b.mp4", b"0")

    def seen(who: str, what: str) -> str:
        return at.client.get(f"/v1/{what}", headers=guarded.headers(who)).text

    for what in ("jobs", "drops"):
        assert "ann/holiday" in seen("viewer", what)
        assert "wedding" not in seen("admin", what)
        assert "holiday" not in seen("stranger", what)
    assert at.client.get("/v1/jobs?owner=ben", headers=guarded.headers("admin")).json()["jobs"] == []


def test_figures_are_for_operators(guarded: Guarded) -> None:
    statuses = {who: guarded.at.client.get("/metrics", headers=guarded.headers(who)).status_code for who in PEOPLE}
    allowed = {"operator", "admin", "stranger"}
    assert statuses == {who: 401 if who == "nobody" else 200 if who in allowed else 403 for who in PEOPLE}


def test_who_did_what_is_written_down_and_who_was_refused_too(guarded: Guarded) -> None:
    at = guarded.at
    at.client.post("/v1/drops", json={"owner": "ann", "name": "holiday"}, headers=guarded.headers("editor"))
    at.client.post("/v1/jobs/ann/holiday/cancel", headers=guarded.headers("editor"))
    at.client.post("/v1/jobs/ann/holiday/cancel", headers=guarded.headers("stranger"))
    told = at.client.get("/v1/owners/ann/deeds", headers=guarded.headers("admin")).json()["deeds"]
    deeds = {(deed["person"], deed["did"], deed["about"], deed["status"]) for deed in told}
    assert deeds == {
        (person("editor"), "create_drop", "holiday", 201),
        (person("editor"), "cancel_job", "holiday", 403),
    }
    assert at.client.get("/v1/owners/ben/deeds", headers=guarded.headers("stranger")).json()["deeds"] == []
