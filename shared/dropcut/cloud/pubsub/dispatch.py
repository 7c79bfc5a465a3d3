"""Messages through one topic, from which each function has the subscription that its filter describes."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from google.api_core.exceptions import (
    Aborted,
    DeadlineExceeded,
    GoogleAPIError,
    InternalServerError,
    ServiceUnavailable,
    TooManyRequests,
)
from google.api_core.retry import Retry, if_exception_type
from google.auth.exceptions import GoogleAuthError
from google.pubsub_v1 import PublisherClient
from google.pubsub_v1.types import PubsubMessage

from dropcut.cloud.pubsub.messages import attributes, encoded
from dropcut.cloud.tracing import PARENT
from dropcut.domain.errors import Unavailable
from dropcut.domain.values import Millis
from dropcut.domain.wording import spoken
from dropcut.ports.dispatch import NOW, Message
from dropcut.ports.traces import Cause, nowhere

MOST_AT_ONCE = 1_000
"""What Pub/Sub takes in one request."""
WAITED_OUT = Millis(2_000)
_MARGIN = Millis(100)
"""Clocks differ: whoever comes a little early finds nothing to do."""
_FOR_NOW = (Aborted, DeadlineExceeded, InternalServerError, ServiceUnavailable, TooManyRequests)
_TIMEOUT_S = 10.0


class PubsubDispatch:
    """Publishes to `topic`, `projects/P/topics/T`, a thousand messages in one request.

    Pub/Sub knows no later delivery, urgency, or turns. A message for up to `WAITED_OUT` later is sent after `sleep`; any
    other for later is not sent at all: the ledger knows when it is due, and the sweep sends it then.

    `here` tells in which trace the sender is: messages take that along.
    """

    def __init__(
        self,
        publisher: PublisherClient,
        topic: str,
        sleep: Callable[[Millis], object],
        patience_s: float = 15.0,
        here: Cause = nowhere,
    ) -> None:
        self.publisher = publisher
        self.topic = topic
        self._sleep = sleep
        self._here = here
        self._again = Retry(predicate=if_exception_type(*_FOR_NOW), initial=0.1, maximum=2.0, timeout=patience_s)

    def send(self, messages: Sequence[Message], after: Millis = NOW) -> None:
        """Publish `messages`, and know that they were taken before this returns: a function may be frozen then."""
        if after > WAITED_OUT or not messages:
            return
        if after > NOW:
            self._sleep(Millis(after + _MARGIN))
        for start in range(0, len(messages), MOST_AT_ONCE):
            self._publish(messages[start : start + MOST_AT_ONCE])

    def _publish(self, messages: Sequence[Message]) -> None:
        trace = self._here()
        also = {PARENT: str(trace)} if trace and trace.span else {}
        wrapped = [PubsubMessage(data=encoded(message), attributes=attributes(message) | also) for message in messages]
        try:
            self.publisher.publish(topic=self.topic, messages=wrapped, retry=self._again, timeout=_TIMEOUT_S)
        except (GoogleAPIError, GoogleAuthError) as error:
            raise Unavailable(
                f"The topic {spoken(self.topic)} did not take {len(messages)} messages: {type(error).__name__}.",
                "The sweep sends them again.",
            ) from error
