"""Topics and subscriptions of a home, looked at and never changed: a message that is looked at is handed back."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from google.api_core.exceptions import DeadlineExceeded, GoogleAPIError, NotFound, PermissionDenied
from google.auth.exceptions import GoogleAuthError

from dropcut.cloud.pubsub.clients import Posts
from dropcut.domain.errors import Permanent, Unavailable
from dropcut.domain.wording import spoken

_WITHIN_S: Final = 20.0
_SILENT_S: Final = 3.0
_LOOKED_AT: Final = 100


@dataclass(frozen=True)
class Subscription:
    """One of them."""

    name: str
    pushes_to: str = ""
    dead_letters: str = ""
    """The topic of what nobody took."""


class Mail:
    """Of one topic, by its full name."""

    def __init__(self, posts: Posts, topic: str) -> None:
        self._posts = posts
        self._topic = topic

    def subscriptions(self) -> tuple[Subscription, ...]:
        """Those of the topic. Raises Permanent when there is no such topic, or we may not look."""
        return self._found

    @cached_property
    def _found(self) -> tuple[Subscription, ...]:
        with _in_words(self._topic):
            self._posts.publisher.get_topic(topic=self._topic, timeout=_WITHIN_S)
        return tuple(map(self._subscription, self._of(self._topic)))

    def dead_letters(self) -> tuple[str, ...]:
        """The subscriptions by which dead letters are looked at, by their full names."""
        topics = sorted({each.dead_letters for each in self.subscriptions() if each.dead_letters})
        return tuple(name for topic in topics for name in self._of(topic))

    def waiting(self, subscription: str) -> int:
        """How many messages wait there, as far as one look tells."""
        with _in_words(subscription):
            tickets = self._pulled(subscription)
            if tickets:
                self._posts.subscriber.modify_ack_deadline(
                    subscription=subscription, ack_ids=tickets, ack_deadline_seconds=0, timeout=_WITHIN_S
                )
        return len(tickets)

    def _pulled(self, subscription: str) -> list[str]:
        """Whoever has nothing waits for something: silence for a while is nothing."""
        try:
            found = self._posts.subscriber.pull(
                subscription=subscription, max_messages=_LOOKED_AT, timeout=_SILENT_S, retry=None
            )
        except DeadlineExceeded:
            return []
        return [each.ack_id for each in found.received_messages]

    def _of(self, topic: str) -> list[str]:
        with _in_words(topic):
            return sorted(self._posts.publisher.list_topic_subscriptions(topic=topic, timeout=_WITHIN_S))

    def _subscription(self, name: str) -> Subscription:
        with _in_words(name):
            found = self._posts.subscriber.get_subscription(subscription=name, timeout=_WITHIN_S)
        return Subscription(
            name=name.rpartition("/")[2],
            pushes_to=found.push_config.push_endpoint,
            dead_letters=found.dead_letter_policy.dead_letter_topic,
        )


@contextmanager
def _in_words(name: str) -> Iterator[None]:
    said = spoken(name.rpartition("/")[2])
    try:
        yield
    except NotFound as error:
        raise Permanent(f"Pub/Sub knows no {said}.", "Set the home up again with terraform.") from error
    except PermissionDenied as error:
        raise Permanent(f"{said} is closed to this account.", "Have it granted roles/pubsub.viewer, to look at it.") from error
    except (GoogleAPIError, GoogleAuthError) as error:
        raise Unavailable(f"Pub/Sub did not answer about {said}: {type(error).__name__}.", "Try again.") from error
