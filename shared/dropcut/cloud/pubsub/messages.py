"""How a message travels: its data is all of it, its attributes are what a subscription filters by and an operator reads."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, TypeAdapter, ValidationError

from dropcut.domain.errors import Permanent
from dropcut.ports.dispatch import Advance, Message, RunTask

SCHEMA = "dropcut/message@1"
ADVANCES = 'attributes.kind = "advance"'
"""The filter of the subscription that advances jobs."""
EDIT = "edit"
"""The kind of what Cloud Storage says of an object in an outbox, as terraform has it: its data is that object, no message."""
EDITS = f'attributes.kind = "{EDIT}"'
"""The filter of the subscription that brings it."""

_MESSAGES: TypeAdapter[Message] = TypeAdapter(Annotated[RunTask | Advance, Field(discriminator="kind")])


def runs(step: str) -> str:
    """The filter of the subscription that runs a step."""
    return f'attributes.kind = "task" AND attributes.step = "{step}"'


def encoded(message: Message) -> bytes:
    """The data of a message."""
    return _MESSAGES.dump_json(message)


def attributes(message: Message) -> dict[str, str]:
    """What is told beside the data. A subscription's filter sees nothing else."""
    told = {"schema": SCHEMA, "kind": message.kind, "owner": message.owner, "priority": str(message.priority)}
    return {**told, "step": message.task.step} if isinstance(message, RunTask) else told


def decoded(data: bytes) -> Message:
    """The message with that data. Raises Permanent for what is none: nobody will ever understand it."""
    try:
        return _MESSAGES.validate_json(data)
    except ValidationError as error:
        raise Permanent(
            f"This is no message of ours: {error.errors()[0]['msg']}.", "Somebody else publishes to the topic of Dropcut."
        ) from error
