"""The doctor looks at a home of the cloud from its inbox to its dead letters, and changes nothing."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import NamedTuple
from uuid import uuid4

import pytest
from google.pubsub_v1.types import DeadLetterPolicy, PubsubMessage, PushConfig, Subscription

from dropcut.cloud.pubsub.clients import Posts, posts_of_emulator
from dropcut.cloud.run_jobs.clients import connected_to_emulator
from dropcut.cloud.visiting.answering import Answering, answering
from dropcut.cloud.visiting.card import HomeCard
from dropcut.cloud.visiting.examining import Examining
from dropcut.domain.errors import Permanent
from dropcut.domain.values import Instant, Millis
from dropcut.engine.findings import Condition, Finding
from dropcut.engine.home import Home
from dropcut.engine.lookout import note_a_sweep
from dropcut.local.memory.clock import MemoryClock
from dropcut.local.memory.records import MemoryRecords
from dropcut.ports.recipe import Do, Drop
from tests.e2e.cloud.pipeline import QUICK
from tests.e2e.cloud.run_double import RunDouble, run_double
from tests.e2e.driving import soon
from tests.emulators.pubsub import pubsub_address
from tests.emulators.running import free_port
from tests.unit.cloud.stages import Stage
from tests.unit.engine.small_home import SmallHome


def nothing(_drop: Drop, _do: Do) -> object:
    return None


class Post:
    """A topic, a subscription that pushes, and its dead letters, on the emulator."""

    def __init__(self, posts: Posts, project: str) -> None:
        self.posts = posts
        self.project = project

    def set_up(self, address: str) -> None:
        for topic in ("work", "dead"):
            self.posts.publisher.create_topic(name=f"projects/{self.project}/topics/{topic}")
        dead = f"projects/{self.project}/topics/dead"
        self.posts.subscriber.create_subscription(
            request=Subscription(
                name=f"projects/{self.project}/subscriptions/find",
                topic=f"projects/{self.project}/topics/work",
                push_config=PushConfig(push_endpoint=address),
                dead_letter_policy=DeadLetterPolicy(dead_letter_topic=dead, max_delivery_attempts=5),
            )
        )
        self.posts.subscriber.create_subscription(name=f"projects/{self.project}/subscriptions/dead", topic=dead)

    def die(self) -> None:
        self.posts.publisher.publish(topic=f"projects/{self.project}/topics/dead", messages=[PubsubMessage(data=b"{}")])


class Examined(NamedTuple):
    """A home that is looked at, and what stands for its Cloud Run jobs."""

    double: RunDouble
    examining: Examining


@pytest.fixture
def post() -> Iterator[Post]:
    with closing(posts_of_emulator(pubsub_address())) as posts:
        yield Post(posts, f"doctor-{uuid4().hex[:10]}")


@pytest.fixture
def function() -> Iterator[str]:
    """Somebody who lets nobody in, as a function does."""

    class Refusing(BaseHTTPRequestHandler):
        def do_HEAD(self) -> None:
            self.send_error(403)

        def log_message(self, *_: object) -> None:
            """Quietly."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Refusing) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/find"
        server.shutdown()


@pytest.fixture
def clock() -> MemoryClock:
    return MemoryClock(Instant(1_000_000))


@pytest.fixture
def examined(stage: Stage, post: Post, clock: MemoryClock) -> Iterator[Examined]:
    records = MemoryRecords(clock.now)
    note_a_sweep(records)
    card = HomeCard(project=post.project, store=stage.store.name, topic="work", pipeline=QUICK, region="here")
    home = SmallHome(nothing).home
    port = free_port()
    with run_double(lambda _job, _told: 1, port) as double:
        runs = connected_to_emulator(f"127.0.0.1:{port}")
        yield Examined(
            double,
            Examining(
                inbox=stage.inbox,
                card=lambda: card,
                store=lambda _name: stage.store,
                home=lambda: home,
                records=lambda: records,
                posts=lambda: post.posts,
                runs=lambda: runs,
            ),
        )


@pytest.fixture
def examining(examined: Examined) -> Examining:
    return examined.examining


def of(examining: Examining) -> dict[str, Finding]:
    return {finding.about: finding for finding in examining.findings()}


def test_a_sound_home_is_well(examining: Examining, post: Post, function: str) -> None:
    post.set_up(function)
    found = of(examining)
    assert list(found) == [
        *("inbox", "home.json", "store", "firestore", "jobs", "sweep", "messages", "functions", "dead letters", "gpu jobs")
    ]
    assert {finding.condition for finding in found.values()} == {Condition.OK}
    assert found["functions"].said == "1 function answers"


def test_dead_letters_are_counted_and_handed_back(examining: Examining, post: Post, function: str) -> None:
    post.set_up(function)
    post.die()
    for _ in range(2):  # a second look finds them again
        found = of(examining)["dead letters"]
        assert (found.condition, found.said) == (Condition.BAD, "1 message or more lie in dead.")


def test_a_sweep_that_is_long_ago_is_told(examining: Examining, post: Post, function: str, clock: MemoryClock) -> None:
    post.set_up(function)
    clock.sleep(Millis(3_600_000))
    found = of(examining)["sweep"]
    assert (found.condition, found.said) == (Condition.BAD, "The last one ended 60 min ago.")
    assert "Cloud Scheduler" in found.advice


def test_a_topic_that_is_not_there_ends_no_examination(examining: Examining) -> None:
    found = of(examining)
    assert found["messages"].condition is Condition.BAD
    assert "Pub/Sub knows no work." in found["messages"].said
    assert found["sweep"].condition is Condition.OK


def test_a_function_that_is_gone_is_told(examining: Examining, post: Post) -> None:
    post.set_up("http://127.0.0.1:9/find")
    found = of(examining)["functions"]
    assert (found.condition, found.said) == (Condition.BAD, "find pushes to a function that does not answer.")


def test_a_database_that_is_closed_to_us_is_a_finding_like_others(examining: Examining, post: Post, function: str) -> None:
    post.set_up(function)

    def closed() -> Home:
        raise Permanent("The database is closed to this account.", "Have it granted roles/datastore.viewer.")

    found = of(replace(examining, home=closed))
    assert (found["firestore"].condition, found["firestore"].advice) == (
        Condition.BAD,
        "Have it granted roles/datastore.viewer.",
    )
    assert found["dead letters"].condition is Condition.OK


def test_a_job_that_did_not_end_well_is_told(examined: Examined, post: Post, function: str) -> None:
    post.set_up(function)
    assert of(examined.examining)["gpu jobs"].said == "1 job can be started"
    name = f"projects/{post.project}/locations/here/jobs/dropcut-shout"
    connection = examined.examining.runs()
    connection.jobs.run_job(name=name)
    soon(lambda: len(examined.double.codes) > 1)
    told = [finding for finding in examined.examining.findings() if finding.about == "gpu jobs"]
    assert [(each.condition, each.said) for each in told] == [
        (Condition.NOTE, "dropcut-shout did not end well the last time."),
        (Condition.OK, "1 job can be started"),
    ]


def test_a_card_of_old_says_not_where_jobs_are(examining: Examining, post: Post, function: str) -> None:
    post.set_up(function)
    old = examining.card().model_copy(update={"region": ""})
    assert of(replace(examining, card=lambda: old))["gpu jobs"].condition is Condition.NOTE


def test_an_address_that_is_none_asks_nobody() -> None:
    assert answering("file:///etc/hostname") is Answering.GONE
