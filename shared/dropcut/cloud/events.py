"""What a request tells: that something lies in the inbox, or that there is work."""

from __future__ import annotations

from base64 import b64decode
from collections.abc import Mapping
from typing import TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from dropcut.cloud.inbox.naming import delivered_at, drop_of
from dropcut.cloud.pubsub.messages import EDIT, decoded
from dropcut.cloud.tracing import trace_of
from dropcut.domain.errors import Permanent
from dropcut.domain.names import JobId
from dropcut.domain.values import Value
from dropcut.domain.wording import spoken
from dropcut.ports.dispatch import Message
from dropcut.ports.traces import Trace

M = TypeVar("M", bound=BaseModel)

_STORAGE = "google.cloud.storage.object.v1."
_PUBLISHED = "google.cloud.pubsub.topic.v1.messagePublished"
_NO_TYPE = ""
"""A push by a subscription of our own is no CloudEvent and says no type."""


class Changed(Value):
    """An object of the inbox came, went, or was replaced."""

    drop: JobId


class Delivered(Value):
    """An object was written into the outbox of a drop: by us, or by somebody who edits what we delivered."""

    drop: JobId
    file: str


class Elsewhere(Value):
    """An object that belongs to no drop, such as one that was put beside them."""

    name: str


Event = Message | Changed | Delivered | Elsewhere


class _Plain(BaseModel):
    """What others send: they may add to it."""

    model_config = ConfigDict(extra="ignore", frozen=True)


class _Published(_Plain):
    data: str = ""
    attributes: dict[str, str] = Field(default_factory=dict)


class _Push(_Plain):
    message: _Published


class _Attributes(_Plain):
    traceparent: str = ""


class _Attributed(_Plain):
    attributes: _Attributes


class _Told(_Plain):
    message: _Attributed


class _Object(_Plain):
    bucket: str
    name: str


def event_of(headers: Mapping[str, str], body: bytes, inbox: str) -> Event:
    """Read a CloudEvent in binary form, or a push of Pub/Sub. Raises Permanent for what nobody will ever understand."""
    kind = {name.lower(): value for name, value in headers.items()}.get("ce-type", _NO_TYPE)
    if kind.startswith(_STORAGE):
        return _stored(_read(_Object, body), inbox)
    if kind in {_PUBLISHED, _NO_TYPE}:
        message = _read(_Push, body).message
        return _written(message) if message.attributes.get("kind") == EDIT else decoded(_data(message))
    raise Permanent(f"An event of the kind {spoken(kind)} is not for Dropcut.", "Look at the trigger that sent it.")


def cause_in(headers: Mapping[str, str], body: bytes) -> Trace | None:
    """What sent the message that a request brings, or else the request itself, in whoever's trace that is."""
    try:
        told = Trace.parse(_Told.model_validate_json(body).message.attributes.traceparent)
    except ValidationError:  # whoever reads the event says so
        told = None
    return told or trace_of(headers)


def _stored(found: _Object, inbox: str) -> Event:
    if found.bucket != inbox:
        message = f"An object of the bucket {spoken(found.bucket)} is none of the inbox {spoken(inbox)}."
        raise Permanent(message, "Look at the trigger that sent it.")
    drop = drop_of(found.name)
    return Elsewhere(name=found.name) if drop is None else Changed(drop=drop)


def _written(message: _Published) -> Event:
    """What Cloud Storage tells of an object of the store."""
    found = _read(_Object, _data(message))
    delivered = delivered_at(found.name)
    return Elsewhere(name=found.name) if delivered is None else Delivered(drop=delivered[0], file=delivered[1])


def _data(message: _Published) -> bytes:
    try:
        return b64decode(message.data, validate=True)
    except ValueError as error:
        raise Permanent(f"A message holds no base64: {error}.", "Somebody else publishes to the topic of Dropcut.") from error


def _read(model: type[M], body: bytes) -> M:
    try:
        return model.model_validate_json(body)
    except ValidationError as error:
        why = error.errors()[0]
        place = ".".join(map(str, why["loc"])) or "the body"
        raise Permanent(f"An event cannot be read: {place}: {why['msg']}.", "Look at the trigger that sent it.") from error
