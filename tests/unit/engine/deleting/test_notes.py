"""One small document of each kind is made as it is made for real, and goes with its owner."""

from __future__ import annotations

import json
from base64 import b64encode

import pytest

from dropcut.api.access.audit import Done, deeds, note
from dropcut.api.access.members import Member, enrol, members, rights
from dropcut.api.access.sessions import Sessions
from dropcut.domain.access import Role
from dropcut.domain.names import Owner
from dropcut.engine.webhooks.hooks import add_hook, hooks_of, log_page, open_ones, ping
from tests.unit.engine.deleting.scene import HOLIDAY, WEDDING, Scene, of, whole

ANN, BEN = Owner("ann"), Owner("ben")


@pytest.fixture
def scene() -> Scene:
    scene = Scene()
    for person, owner in (("corp:ann", ANN), ("corp:both", ANN), ("corp:both", BEN), ("corp:ben", BEN)):
        enrol(scene.records, owner, Member(person=person, role=Role.EDITOR))
    sessions = Sessions(scene.records)
    for person in ("corp:ann", "corp:both", "corp:ben"):
        sessions.begin(person)
    for owner in (ANN, BEN):
        ping(scene.records, add_hook(scene.records, owner, "https://hooks.example.com/x"))
    note(scene.records, scene.opaque, Done(person="corp:ann", did="approve_job", owner=ANN, about="holiday", status=200))
    note(scene.records, scene.opaque, Done(person="corp:ben", did="approve_job", owner=BEN, about="trip", status=200))
    body = b64encode(json.dumps({"id": "ann/holiday"}).encode()).decode()
    scene.records.keep("asked", "a/b", json.dumps({"asked": "x", "status": 200, "body": body}))
    scene.records.keep("uploads", "ann/0123/x", "{}")
    return scene


def people_signed_in(scene: Scene) -> set[str]:
    return {json.loads(record.text)["person"] for record in scene.records.records("sessions", "", 99)}


def test_roles_go_and_whoever_may_do_nothing_any_more_is_signed_out(scene: Scene) -> None:
    scene.deleted(whole("ann"))
    assert members(scene.records, ANN) == ()
    assert rights(scene.records, "corp:both").owners == ("ben",)
    assert people_signed_in(scene) == {"corp:both", "corp:ben"}


def test_webhooks_and_what_they_were_told_go(scene: Scene) -> None:
    scene.deleted(whole("ann"))
    assert list(hooks_of(scene.records, ANN)) == []
    assert log_page(scene.records, ANN, 9) == ()
    assert (
        len(list(hooks_of(scene.records, BEN)))
        == len(log_page(scene.records, BEN, 9))
        == len(list(open_ones(scene.records)))
        == 1
    )


def test_who_did_what_stays_and_says_no_name_any_more(scene: Scene) -> None:
    assert deeds(scene.records, scene.opaque, ANN, 9, "").deeds[0].person == "corp:ann"
    scene.deleted(whole("ann"))
    (deed,) = deeds(scene.records, scene.opaque, ANN, 9, "").deeds
    assert deed.person == scene.opaque.person("corp:ann")
    assert deed.about == scene.opaque.job(HOLIDAY)
    assert deeds(scene.records, scene.opaque, BEN, 9, "").deeds[0].person == "corp:ben"


def test_of_a_job_only_what_is_about_it_goes(scene: Scene) -> None:
    note(scene.records, scene.opaque, Done(person="corp:ann", did="approve_job", owner=ANN, about="wedding", status=200))
    scene.deleted(of(HOLIDAY))
    newest, older = deeds(scene.records, scene.opaque, ANN, 9, "").deeds
    assert (newest.about, older.about) == ("wedding", scene.opaque.job(HOLIDAY))
    assert older.person == "corp:ann"
    assert scene.records.record("asked", "a/b") is None
    assert len(members(scene.records, ANN)) == 2
    assert scene.opaque.job(WEDDING) != scene.opaque.job(HOLIDAY)


def test_nothing_in_the_store_names_the_owner_afterwards(scene: Scene) -> None:
    scene.deleted(whole("ann"))
    kept = scene.records._kept  # noqa: SLF001 - every byte
    everything = [*(f"{drawer} {name}" for drawer, name in kept), *(record.text for record in kept.values())]
    assert not [each for each in everything if "ann/" in each or '"ann"' in each or "corp:ann" in each]
