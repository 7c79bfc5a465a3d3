"""Our values, writes and queries in Firestore's protocol, and its documents in our values."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from google.cloud.firestore_v1 import types
from google.protobuf.timestamp_pb2 import Timestamp  # type: ignore[import-untyped]
from google.protobuf.wrappers_pb2 import Int32Value  # type: ignore[import-untyped]

from dropcut.cloud.firestore.queries import Operator, Query
from dropcut.cloud.firestore.writes import (
    Add,
    CommitTime,
    Create,
    Delete,
    Expiry,
    Fields,
    Lower,
    Seen,
    Transform,
    Unchanged,
    Update,
    Write,
)

# The raw messages: the client's wrapped ones take several times as long to make and to read.
_Value = types.Value.pb()
_Array = types.ArrayValue.pb()
_Map = types.MapValue.pb()
_Document = types.Document.pb()
_Mask = types.DocumentMask.pb()
_Write = types.Write.pb()
_Precondition = types.Precondition.pb()
_Change = types.DocumentTransform.pb().FieldTransform
_Cursor = types.Cursor.pb()
_Ask = types.StructuredQuery.pb()
_WAYS: Mapping[Operator, int] = {
    "==": _Ask.FieldFilter.EQUAL,
    "<": _Ask.FieldFilter.LESS_THAN,
    "<=": _Ask.FieldFilter.LESS_THAN_OR_EQUAL,
    ">": _Ask.FieldFilter.GREATER_THAN,
    ">=": _Ask.FieldFilter.GREATER_THAN_OR_EQUAL,
    "in": _Ask.FieldFilter.IN,
    "array_contains": _Ask.FieldFilter.ARRAY_CONTAINS,
}
_SECOND = 10**9

Raw = Any
"""A raw message, which has no type that a checker knows."""


def value(plain: object) -> Raw:  # noqa: PLR0911 - one return for each kind of data
    """Plain data as a value of Firestore's. Raises TypeError for what we never store."""
    match plain:
        case None:
            return _Value(null_value=0)
        case bool():
            return _Value(boolean_value=plain)
        case int():
            return _Value(integer_value=plain)
        case str():
            return _Value(string_value=plain)
        case Expiry():
            return _Value(timestamp_value=Timestamp(seconds=plain.at // 1000, nanos=plain.at % 1000 * 10**6))
        case list() | tuple():
            return _Value(array_value=_Array(values=[value(item) for item in plain]))
        case dict():
            return _Value(map_value=_Map(fields={name: value(item) for name, item in plain.items()}))
        case _:
            raise TypeError(f"the ledger stores no {type(plain).__name__}")


def plain(raw: Raw) -> Any:  # noqa: ANN401 - what a document holds has no type until somebody reads it
    """The reverse of `value`; of a moment that the server set, nothing."""
    kind = raw.WhichOneof("value_type")
    if kind == "array_value":
        return [plain(item) for item in raw.array_value.values]
    if kind == "map_value":
        return {name: plain(item) for name, item in raw.map_value.fields.items()}
    return None if kind in {"null_value", "timestamp_value"} else getattr(raw, kind)


def seen(path: str, raw: Raw) -> Seen:
    """A document as it was read."""
    return Seen(path, {name: plain(item) for name, item in raw.fields.items()}, nanoseconds(raw.update_time))


def nanoseconds(moment: Timestamp) -> int:
    """A moment, exactly."""
    return int(moment.seconds) * _SECOND + int(moment.nanos)


def write(asked: Write, documents: str) -> Raw:
    """A write below `documents`, the database's root."""
    name = f"{documents}/{asked.path}"
    match asked:
        case Create():
            return _written(name, asked.fields, None, _Precondition(exists=False))
        case Update() | Unchanged():
            mask = _Mask(field_paths=[field for field, to in asked.fields.items() if not isinstance(to, Transform)])
            return _written(name, asked.fields, mask, _unless_written(asked.updated))
        case Delete():
            return _Write(delete=name, current_document=_unless_written(asked.updated))


def query(asked: Query) -> Raw:
    """A query."""
    return _Ask(
        from_=[_Ask.CollectionSelector(collection_id=asked.collection)],
        where=_all_of([_filter(*each) for each in asked.where]),
        order_by=[_order(field) for field in asked.order],
        limit=None if asked.limit is None else Int32Value(value=asked.limit),
        start_at=None if asked.after is None else _Cursor(values=[value(each) for each in asked.after], before=False),
        select=None if asked.only is None else _Ask.Projection(fields=[_field(name) for name in asked.only]),
    )


def _written(name: str, fields: Fields, mask: Raw | None, holds: Raw) -> Raw:
    kept = {field: value(to) for field, to in fields.items() if not isinstance(to, Transform)}
    made = [_transform(field, to) for field, to in fields.items() if isinstance(to, Transform)]
    document = _Document(name=name, fields=kept)
    return _Write(update=document, update_mask=mask, update_transforms=made, current_document=holds)


def _transform(field: str, to: Transform) -> Raw:
    match to:
        case Add():
            return _Change(field_path=field, increment=value(to.more))
        case Lower():
            return _Change(field_path=field, minimum=value(to.to))
        case CommitTime():
            return _Change(field_path=field, set_to_server_value=_Change.REQUEST_TIME)


def _unless_written(updated: int | None) -> Raw:
    if updated is None:
        return _Precondition(exists=True)
    return _Precondition(update_time=Timestamp(seconds=updated // _SECOND, nanos=updated % _SECOND))


def _all_of(filters: Sequence[Raw]) -> Raw | None:
    if len(filters) < 2:  # noqa: PLR2004 - one, or none
        return filters[0] if filters else None
    return _Ask.Filter(composite_filter=_Ask.CompositeFilter(op=_Ask.CompositeFilter.AND, filters=filters))


def _filter(field: str, operator: Operator, to: object) -> Raw:
    return _Ask.Filter(field_filter=_Ask.FieldFilter(field=_field(field), op=_WAYS[operator], value=value(to)))


def _order(field: str) -> Raw:
    direction = _Ask.DESCENDING if field.startswith("-") else _Ask.ASCENDING
    return _Ask.Order(field=_field(field.removeprefix("-")), direction=direction)


def _field(name: str) -> Raw:
    return _Ask.FieldReference(field_path=name)
