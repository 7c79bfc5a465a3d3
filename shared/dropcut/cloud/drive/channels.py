"""Pushes: Drive tells that something changed, and that is all they are believed for."""

from __future__ import annotations

from collections.abc import Mapping
from hmac import compare_digest
from secrets import token_hex
from typing import Final

import structlog

from dropcut.cloud.drive.api import Drive
from dropcut.cloud.drive.book import Book
from dropcut.cloud.drive.faults import LostToken
from dropcut.cloud.drive.records import Channel, Feed
from dropcut.domain.errors import NotFound, Permanent
from dropcut.domain.values import Instant, Millis

log = structlog.get_logger(__name__)

LASTS: Final = Millis(7 * 24 * 3600 * 1000)
"""The longest that Drive allows."""
RENEWED: Final = Millis(24 * 3600 * 1000)
"""So long before its end a channel is followed by another."""
_ANSWERED: Final = Millis(10 * 60 * 1000)
"""Who asked for a channel and has not written down Drive's answer by then has died."""


class Push:
    """What the headers of a push say; nothing of it is true before it is checked."""

    def __init__(self, headers: Mapping[str, str]) -> None:
        told = {name.lower(): value for name, value in headers.items()}
        self.channel = told.get("x-goog-channel-id", "")
        self.secret = told.get("x-goog-channel-token", "")
        number = told.get("x-goog-message-number", "")
        self.number = int(number) if number.isascii() and number.isdecimal() and len(number) <= len(str(1 << 62)) else 0

    @property
    def is_one(self) -> bool:
        """Whether it claims to be one at all."""
        return bool(self.channel)


class Channels:
    """The channels of one root."""

    def __init__(self, drive: Drive, book: Book, address: str) -> None:
        self._drive = drive
        self._book = book
        self._address = address

    def knows(self, push: Push) -> bool:
        """Whether it came through a channel of ours, by somebody who knows its secret. Compared in constant time."""
        feed = self._book.one(Feed, "").value
        channels = feed.channels if feed else ()
        return any([_is_of(channel, push) for channel in channels])  # noqa: C419 - all of them, whichever it is

    def is_news(self, push: Push) -> bool:
        """Whether no later push came through its channel: doubled and late ones wake nobody."""
        return self._book.numbered(push.channel, push.number)

    def keep(self) -> None:
        """Have a channel that lasts a while, and none too many. Raises Unavailable."""
        kept = self._book.one(Feed, "")
        if not self._address or kept.value is None:
            return
        now = self._book.now()
        if any(_lasts(channel, now) for channel in kept.value.channels):
            self._stop_old(kept.value, now)
            return
        channel = Channel(id=token_hex(16), secret=token_hex(32), asked=now)
        feed = kept.value.with_(channels=(*kept.value.channels, channel))
        if self._book.store.commit([self._book.written(kept, feed)]):  # before Drive knows it: its first push is at once
            self._open(feed, channel, now)

    def _open(self, feed: Feed, channel: Channel, now: Instant) -> None:
        wanted = {"id": channel.id, "type": "web_hook", "address": self._address, "token": channel.secret}
        try:
            told = self._drive.watch(feed.token, feed.drive, {**wanted, "expiration": str(now + LASTS)})
        except (LostToken, Permanent) as error:  # polls go on, and notice by themselves
            log.error("Google Drive sends no pushes", why=str(error), root=str(self._book.root))  # noqa: TRY400 - known
            return
        answered = channel.model_copy(update={"resource": told.resource, "expires": told.expires})
        self._book.changed(Feed, "", lambda feed: _with(feed, answered))

    def _stop_old(self, feed: Feed, now: Instant) -> None:
        """Older ones go once a newer one is sure to tell."""
        newest = max((channel for channel in feed.channels if _lasts(channel, now)), key=lambda channel: channel.asked)
        for channel in feed.channels:
            if channel.id == newest.id or not newest.resource:
                continue
            if channel.resource and channel.expires > now:
                self._drive.stop(channel.id, channel.resource)
            self._book.changed(Feed, "", lambda feed, old=channel.id: _without(feed, old))  # type: ignore[misc]
            self._book.forget_channel(channel.id)


def _is_of(channel: Channel, push: Push) -> bool:
    return compare_digest(channel.id.encode(), push.channel.encode()) & compare_digest(
        channel.secret.encode(), push.secret.encode()
    )


def _lasts(channel: Channel, now: Instant) -> bool:
    if not channel.resource:
        return now - channel.asked < _ANSWERED
    return channel.expires - now > RENEWED


def _with(feed: Feed | None, channel: Channel) -> Feed:
    if feed is None:
        raise NotFound("The feed was forgotten.")
    return feed.with_(channels=tuple(channel if each.id == channel.id else each for each in feed.channels))


def _without(feed: Feed | None, channel: str) -> Feed:
    if feed is None:
        raise NotFound("The feed was forgotten.")
    return feed.with_(channels=tuple(each for each in feed.channels if each.id != channel))
