"""Webhooks over HTTP: an admin says who is told; the secret is shown once; the log tells all."""

from __future__ import annotations

from base64 import b64decode

import pytest

from dropcut.api.routes.once import Answered
from dropcut.domain.access import Role
from tests.api.benches import Bench
from tests.api.test_search import asked_by

HOOKS = "/v1/owners/ann/webhooks"
URL = "https://hooks.example.com/dropcut"


def test_a_hook_is_made_listed_and_removed_and_its_secret_shown_once(at: Bench) -> None:
    made = at.client.post(HOOKS, json={"url": URL, "states": ["done"]})
    assert made.status_code == 201
    assert made.json()["secret"].startswith("whsec_")
    listed = at.client.get(HOOKS)
    assert [(hook["url"], hook["states"]) for hook in listed.json()["webhooks"]] == [(URL, ["done"])]
    assert made.json()["secret"] not in listed.text
    assert at.client.delete(f"{HOOKS}/{made.json()['id']}").status_code == 204
    assert at.client.get(HOOKS).json() == {"webhooks": []}
    assert at.client.delete(f"{HOOKS}/{made.json()['id']}").status_code == 404


@pytest.mark.parametrize(
    "url",
    [
        "http://hooks.example.com/",
        "https://u:p@hooks.example.com/",
        "ftp://x/",
        "https://",
        "https://169.254.169.254/",
        "https://2130706433/",
        "nothing",
        "https://a b/",
    ],
)
def test_an_address_that_nobody_may_be_told_at_is_refused_in_words(at: Bench, url: str) -> None:
    refused = at.client.post(HOOKS, json={"url": url})
    assert refused.status_code == 422
    assert refused.json()["detail"]


def test_nobody_says_over_http_that_a_hook_may_lead_inside(at: Bench) -> None:
    assert at.client.post(HOOKS, json={"url": URL, "inner": True}).status_code == 422
    assert at.client.post(HOOKS, json={"url": "http://127.0.0.1:5678/"}).status_code == 422


def test_a_ping_stands_in_the_log_and_can_be_sent_again(at: Bench) -> None:
    hook = at.client.post(HOOKS, json={"url": URL}).json()["id"]
    pinged = at.client.post(f"{HOOKS}/{hook}/ping")
    assert pinged.status_code == 202
    page = at.client.get(f"{HOOKS}/{hook}/messages").json()
    assert [(message["type"], message["state"]) for message in page["messages"]] == [("ping", "open")]
    name = page["messages"][0]["name"]
    assert at.client.post(f"{HOOKS}/messages/{name}/again").status_code == 202
    assert at.client.post(f"/v1/owners/bob/webhooks/messages/{name}/again").status_code == 404


def test_a_secret_is_shown_once_and_kept_by_no_answer_that_is_said_again(at: Bench) -> None:
    once = {"Idempotency-Key": "one"}
    first, again = (at.client.post(HOOKS, json={"url": URL}, headers=once) for _ in range(2))
    assert first.json()["secret"].startswith("whsec_")
    assert again.json() == first.json() | {"secret": ""}
    assert (again.status_code, again.headers["Idempotency-Replayed"]) == (201, "true")
    assert len(at.client.get(HOOKS).json()["webhooks"]) == 1
    kept = at.parts.records.records("asked", "", 10)
    assert kept
    for record in kept:
        assert "whsec_" not in record.text
        assert "whsec_" not in b64decode(Answered.model_validate_json(record.text).body).decode()


def test_the_log_is_read_in_pages(at: Bench) -> None:
    hook = at.client.post(HOOKS, json={"url": URL}).json()["id"]
    for _ in range(3):
        at.client.post(f"{HOOKS}/{hook}/ping")
    first = at.client.get(f"{HOOKS}/{hook}/messages", params={"limit": 2}).json()
    rest = at.client.get(f"{HOOKS}/{hook}/messages", params={"limit": 2, "after": first["next"]}).json()
    assert (len(first["messages"]), len(rest["messages"]), rest["next"]) == (2, 1, "")


@pytest.mark.parametrize("role", [Role.VIEWER, Role.EDITOR, Role.OPERATOR])
def test_it_takes_an_admin(at: Bench, role: Role) -> None:
    ann = asked_by(at, ann=role)
    assert ann.get(HOOKS).status_code == 403
    assert ann.post(HOOKS, json={"url": URL}).status_code == 403
    assert ann.get("/v1/owners/bob/webhooks").status_code == 404


def test_chats_and_mail_are_hooks_whose_address_says_their_form(at: Bench) -> None:
    chat = at.client.post(HOOKS, json={"url": "https://hooks.slack.com/services/T0/B0/key"}).json()
    mail = at.client.post(HOOKS, json={"url": "mailto:ann@example.com"}).json()
    assert (chat["form"], chat["url"], chat["secret"]) == ("slack", "https://hooks.slack.com/…", "")
    assert (mail["form"], mail["url"], mail["states"]) == ("mail", "mailto:ann@example.com", ["done", "failed", "held"])
    assert "key" not in at.client.get(HOOKS).text
    assert at.client.post(HOOKS, json={"url": URL, "form": "google-chat"}).json()["form"] == "google-chat"


@pytest.mark.parametrize("url", ["mailto:", "mailto:nobody", "mailto:a@b\nBcc: c@d", "mailto:a@b,c@d", "mailto:a@b?subject=x"])
def test_what_is_no_address_of_a_person_is_refused(at: Bench, url: str) -> None:
    assert at.client.post(HOOKS, json={"url": url}).status_code == 422
