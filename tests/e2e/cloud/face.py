"""The face of a cloud home over a job that its functions made: search, pages, footage in parts, webhooks and their log."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from contextlib import closing, contextmanager
from functools import partial
from html import unescape
from urllib.parse import urlsplit

import httpx2

from dropcut.api.access.keys import Keys
from dropcut.api.access.members import Member, enrol
from dropcut.api.access.sessions import Sessions
from dropcut.api.access.tokens import Access, Tokens
from dropcut.cloud.firestore.clients import connected_to_emulator
from dropcut.cloud.firestore.records import FirestoreRecords
from dropcut.domain.access import Role
from dropcut.domain.names import JobId, Owner
from dropcut.engine.clock import SystemClock
from tests.e2e.cloud.estate import Estate
from tests.emulators.firestore import firestore_address
from tests.emulators.running import started
from tests.entry_points.deployed import framework

ANN = "google:ann@example.com"
HOST = "dropcut.example"
NOWHERE = "https://hooks.invalid/dropcut"
"""A name that leads nowhere: what is sent there is tried, and stands in the log."""


@contextmanager
def faced(home: Estate, owner: Owner) -> Iterator[httpx2.Client]:
    """`functions/api` beside the home's other functions, and an admin of the owner's drops who asks it."""
    with closing(connected_to_emulator(home.environment["DROPCUT_PROJECT"], firestore_address())) as connection:
        records, clock = FirestoreRecords(connection), SystemClock()
        enrol(records, owner, Member(person=ANN, role=Role.ADMIN))
        token = Tokens(Keys(records, clock), clock).written(Access(ANN, Sessions(records).begin(ANN).session))
    told = {**home.environment, "DROPCUT_HOSTS": HOST, "DROPCUT_CLIENTS": "some.apps.googleusercontent.com"}
    headers = {"Host": HOST, "Authorization": f"Bearer {token}"}
    with (
        started(partial(framework, told, "api"), home.folder / "api.log") as address,
        httpx2.Client(base_url=f"http://{address}", headers=headers, timeout=120, trust_env=False) as client,
    ):
        yield client


def hooked(face: httpx2.Client, owner: Owner) -> str:
    """Have a program told of what is done."""
    made = face.post(f"/v1/owners/{owner}/webhooks", json={"url": NOWHERE, "states": ["done"]})
    assert made.status_code == 201, made.text
    return str(made.json()["id"])


def shows(face: httpx2.Client, job: JobId, hook: str, phrase: str) -> None:
    """All of it. `phrase` is said in the cut."""
    _finds(face, job, phrase)
    _is_on_the_pages(face, job, phrase)
    _was_told(face, job, hook)


def _finds(face: httpx2.Client, job: JobId, phrase: str) -> None:
    """What was said, and where it plays: the link is good, and gives just the part that a player asks for."""
    answer = face.get("/v1/search", params={"words": f'"{phrase}"'})
    assert answer.status_code == 200, answer.text
    hits = answer.json()["hits"]
    assert {hit["job"] for hit in hits} == {str(job)}
    assert {hit["part"] for hit in hits} >= {"script"}
    in_cut = next(hit for hit in hits if hit["program"] is not None)
    part = face.get(urlsplit(in_cut["link"]).path, headers={"Range": "bytes=4-7"})
    assert (part.status_code, part.content) == (206, b"ftyp")
    page = face.get("/search", params={"words": f'"{phrase}"'}).text
    assert f"<mark>{phrase}</mark>" in page or phrase in re.sub(r"</?mark>", "", page)


def _is_on_the_pages(face: httpx2.Client, job: JobId, phrase: str) -> None:
    listed = face.get("/").text
    assert unescape(listed).count(job.name) >= 1
    where = next(href for href in re.findall(r'href="(/jobs/[^"]+)"', listed) if href.startswith(f"/jobs/{job.owner}/"))
    page = face.get(where)
    assert page.status_code == 200
    sheet = json.loads(unescape(re.search(r'data-sheet="([^"]+)"', page.text)[1]))  # type: ignore[index]  # it is there
    assert any(phrase in line["text"] for line in sheet["lines"])
    clip = face.get(sheet["clips"][0]["href"], headers={"Range": "bytes=0-99"})
    assert (clip.status_code, len(clip.content)) == (206, 100)
    wave = face.get(f"{where}/waves/0?start=0&end=2").json()
    assert len(wave["levels"]) > 100
    assert face.get(where, headers={"If-None-Match": page.headers["ETag"]}).status_code == 304


def _was_told(face: httpx2.Client, job: JobId, hook: str) -> None:
    """Once, by whichever function looked; and what became of that is in the log."""
    messages = face.get(f"/v1/owners/{job.owner}/webhooks/{hook}/messages").json()["messages"]
    assert [(told["type"], told["job"]) for told in messages] == [("job.done", str(job))]
    assert messages[0]["sent"]
