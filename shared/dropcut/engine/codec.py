"""Between typed calls of steps and the plain data that the ledger keeps."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping
from functools import cache
from hashlib import sha256
from typing import Any, get_type_hints

from pydantic import TypeAdapter, ValidationError, create_model

from dropcut.domain.blobs import INLINE_LIMIT, Blob, Many, Result
from dropcut.domain.errors import LostBlob, NotFound, Permanent
from dropcut.domain.names import origin
from dropcut.domain.values import Value, digest
from dropcut.ports.blobs import Blobs

Step = Callable[..., Any]


@cache
def inputs_of(step: Step) -> type[Value]:
    """The inputs of a step as a model, from its signature; the first parameter, the tools, is not one."""
    hints = get_type_hints(step, include_extras=True)
    names = list(inspect.signature(step).parameters)[1:]
    fields: dict[str, Any] = {name: (hints[name], ...) for name in names}
    return create_model(f"Inputs of {step.__name__}", __base__=Value, **fields)


@cache
def result_of(step: Step) -> TypeAdapter[Any]:
    """What a step gives, as something that reads and writes it."""
    return TypeAdapter(get_type_hints(step, include_extras=True)["return"])


@cache
def adapter(kind: Any) -> TypeAdapter[Any]:  # noqa: ANN401 - any type pydantic knows
    """The reader and writer of a type, made once."""
    return TypeAdapter(kind)


def item_kind(step: Step) -> Any:  # noqa: ANN401 - a type, of whatever the step takes
    """The type of the one thing that a shard's step works on."""
    (field,) = inputs_of(step).model_fields.values()
    return field.annotation


def bound(step: Step, args: tuple[object, ...], named: Mapping[str, object]) -> Value:
    """The inputs of a call. Raises TypeError for a call that does not fit: a recipe is code, not data."""
    names = list(inputs_of(step).model_fields)
    given = dict(zip(names, args, strict=False)) | dict(named)
    try:
        return inputs_of(step)(**given)
    except ValidationError as error:
        raise TypeError(f"the recipe called {step.__name__} with inputs that do not fit: {error}") from error


def encoded(value: object, text: bytes, blobs: Blobs, path: str) -> Result:
    """A value as kept in the ledger; its text goes to a blob at `path` when long."""
    if len(text) <= INLINE_LIMIT:
        return Result(digest=digest(value), inline=text.decode())
    return Result(digest=digest(value), blob=blobs.put(path, text))


def text_of(result: Result, blobs: Blobs) -> bytes:
    """The JSON text that was kept. Raises LostBlob."""
    if result.blob is None:
        return (result.inline or "null").encode()
    return read_whole(result.blob, blobs)


def read_whole(blob: Blob, blobs: Blobs) -> bytes:
    """A blob's bytes, checked. Raises LostBlob when they are missing or others."""
    try:
        with blobs.open(blob.path) as file:
            data = file.read()
    except NotFound as error:
        raise lost(blob, "is missing") from error
    if sha256(data).hexdigest() != blob.sha256:
        raise lost(blob, "is damaged")
    return data


def lost(blob: Blob, how: str) -> LostBlob:
    """The error for a recorded blob that cannot be relied on."""
    return LostBlob([blob.path], f"A stored result of {origin(blob.path).task.step} {how}: {blob.path}.")


def read_result(step: Step, result: Result, blobs: Blobs) -> Any:  # noqa: ANN401 - what the step gives
    """The value that a step gave."""
    return result_of(step).validate_json(text_of(result, blobs))


def read_inputs(step: Step, inputs: Result, blobs: Blobs) -> dict[str, Any]:
    """The inputs of a task, by name. Raises Permanent when they do not fit the step."""
    model = inputs_of(step)
    try:
        value = model.model_validate_json(text_of(inputs, blobs))
    except ValidationError as error:
        message = f"{step.__name__} was asked for with inputs that it does not know: {error}"
        raise Permanent(message, "The code changed without a new version of the step: raise it in the catalog.") from error
    return {name: getattr(value, name) for name in model.model_fields}


def read_items(many: Many[Any], kind: Any, blobs: Blobs) -> tuple[Any, ...]:  # noqa: ANN401 - items of the given type
    """The items of a list, wherever they are kept. Raises LostBlob."""
    many_of = adapter(tuple[kind, ...])
    if many.blob is not None:
        return tuple(many_of.validate_json(read_whole(many.blob, blobs)))
    return tuple(many_of.validate_python(many.inline or ()))
