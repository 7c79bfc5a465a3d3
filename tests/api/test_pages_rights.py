"""Every page, tried as everybody: they are routes like those of the API, and let in whom those let in."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.routing import APIRoute, iter_route_contexts

from dropcut.api.access.checking import Trust
from dropcut.api.access.members import Member, enrol
from dropcut.api.access.needs import signed_in
from dropcut.domain.access import Role
from dropcut.domain.names import JobId, Owner
from tests.api.benches import Bench, bench
from tests.api.people import Authority, bearer, person
from tests.api.test_rights import PEOPLE, Guarded, needed

OPEN = {"sign_in", "set_out", "come_back", "looks", "reference"}
"""What shows nothing of anybody: the look, the description of the API, and where one signs in."""
FOR_ANYBODY = {"jobs_page"}
"""What everybody who is signed in may see: it holds nothing but what they may see."""
BY_QUERY = {"search_page": Role.VIEWER}
BEN = "ben/secret wedding"


@pytest.fixture
def guarded(tmp_path: Path) -> Iterator[Guarded]:
    """Somebody of each role with `ann`, and a stranger, who is an admin of `ben`; each owner has a job that is done."""
    with bench(tmp_path / "first") as first:
        authority = Authority(first.small.clock)
    with bench(tmp_path, trust=Trust((authority.vouched(),))) as at:
        for role in Role:
            enrol(at.parts.records, Owner("ann"), Member(person=person(role.value), role=role))
        enrol(at.parts.records, Owner("ben"), Member(person=person("stranger"), role=Role.ADMIN))
        guarded = Guarded(at, authority)
        _begun(guarded, "ann/holiday", "editor")
        _begun(guarded, BEN, "stranger")
        yield guarded


def _begun(guarded: Guarded, job: str, who: str) -> None:
    owner, _, name = job.partition("/")
    at = guarded.at
    at.small.folder.drop_file(JobId.parse(job), "take1.mp4", b"0123456789")
    at.client.post("/v1/drops", json={"owner": owner, "name": name}, headers=guarded.headers(who)).raise_for_status()
    at.work()


def pages(at: Bench) -> list[APIRoute]:
    """All routes that the API's description has not."""
    found = [each.original_route for each in iter_route_contexts(at.app.routes)]
    return [route for route in found if isinstance(route, APIRoute) and not route.include_in_schema]


def address(route: APIRoute, owner: str, name: str = "holiday") -> str:
    path = route.path.format_map({"owner": owner, "name": name, "clip": "0", "issuer": "corp", "number": "1", "file": "a"})
    return f"{path}?words=word&owner={owner}" if route.name in BY_QUERY else path


def test_every_page_is_of_one_of_the_known_kinds(at: Bench) -> None:
    routes = pages(at)
    assert len(routes) >= 10
    for route in routes:
        assert route.methods == {"GET"}, f"{route.path}: pages change nothing"
        calls = [each.call for each in route.dependant.dependencies]
        kinds = [needed(route) is not None, route.name in OPEN, route.name in FOR_ANYBODY | BY_QUERY.keys()]
        assert sum(kinds) == 1, f"{route.path}: say who may see it"
        assert route.name in OPEN or needed(route) or signed_in in calls, route.path
        assert ("{owner}" in route.path) == (needed(route) is not None), route.path


@pytest.mark.parametrize("who", PEOPLE)
def test_everybody_sees_what_their_role_says_and_strangers_learn_nothing(guarded: Guarded, who: str) -> None:
    for route in pages(guarded.at):
        role = needed(route) or BY_QUERY.get(route.name)
        if role is None:
            continue
        where = address(route, "ann")
        answer = guarded.at.client.get(where, headers=guarded.headers(who), follow_redirects=False)
        held = PEOPLE[who]
        if who == "nobody":
            assert answer.status_code == 303, route.path
            assert answer.headers["Location"].startswith("/sign-in?next=%2F"), route.path
        elif held is None:
            assert answer.status_code == 404, route.path
        elif held.covers(role):
            assert answer.status_code in {200, 404}, route.path
            assert answer.status_code == 200 or "{clip}" in route.path or "{number}" in route.path, route.path
        else:
            assert answer.status_code == 403, route.path


def test_nobody_sees_any_page_but_where_one_signs_in(guarded: Guarded) -> None:
    for route in pages(guarded.at):
        answer = guarded.at.client.get(address(route, "ann"), follow_redirects=False)
        assert route.name in OPEN or answer.status_code == 303, route.path
        assert "holiday" not in answer.text or route.name == "reference", route.path


@pytest.mark.parametrize("who", ["nobody", "stranger", *(role.value for role in Role)])
def test_what_is_another_owners_looks_like_what_never_was(guarded: Guarded, who: str) -> None:
    """Byte by byte, headers with it: nothing can be guessed, not even by whoever knows the name."""
    at, own = guarded.at, "ben" if who == "stranger" else "ann"
    theirs = JobId.parse("ann/holiday" if own == "ben" else BEN)
    for route in pages(at):
        if needed(route) is None and route.name not in BY_QUERY:
            continue
        told = set()
        for owner, name in ((theirs.owner, theirs.name), (theirs.owner, "never was"), ("zoe", theirs.name)):
            answer = at.client.get(address(route, owner, name), headers=guarded.headers(who), follow_redirects=False)
            headers = {**answer.headers, "x-request-id": "", "location": answer.headers.get("location", "").partition("?")[0]}
            told.add((answer.status_code, answer.text, str(headers)))
        assert len(told) == 1, route.path
        assert next(iter(told))[0] == (303 if who == "nobody" else 404), route.path


@pytest.mark.parametrize("who", [role.value for role in Role])
def test_the_list_and_the_search_hold_what_may_be_seen_and_nothing_else(guarded: Guarded, who: str) -> None:
    ann, ben = guarded.headers(who), guarded.headers("stranger")
    get = guarded.at.client.get
    assert "/jobs/ann/holiday" in get("/", headers=ann).text
    assert "wedding" not in get("/", headers=ann).text
    assert "holiday" not in get("/", headers=ben).text
    assert "wedding" not in get("/search?words=wedding", headers=ann).text.replace('value="wedding"', "").replace(
        "says wedding", ""
    )


@pytest.mark.parametrize(("who", "may"), [("viewer", False), ("editor", True), ("operator", True), ("admin", True)])
def test_only_who_may_change_something_is_offered_to(guarded: Guarded, who: str, *, may: bool) -> None:
    page = guarded.at.client.get("/jobs/ann/holiday", headers=guarded.headers(who)).text
    assert ('id="sending"' in page) is may
    edits = re.search(r"&quot;edits&quot;:(true|false)", page)
    assert edits
    assert edits[1] == str(may).lower()


def test_a_token_in_an_address_is_never_read(guarded: Guarded) -> None:
    token = bearer(guarded.authority.token("admin"))["Authorization"].removeprefix("Bearer ")
    for name in ("token", "access_token", "id_token"):
        answer = guarded.at.client.get(f"/?{name}={token}", follow_redirects=False)
        assert answer.status_code == 303
        assert guarded.at.client.get(f"/v1/me?{name}={token}").status_code == 401
