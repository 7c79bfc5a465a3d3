"""What a task works on, in a person's words."""

from __future__ import annotations

from dropcut.domain.values import Value


def subject_of(inputs: Value) -> str:
    """The spoken name of the first input that has one: a file's name, a line. Empty when none has."""
    for name in type(inputs).model_fields:
        spoken = getattr(getattr(inputs, name), "spoken", None)
        if spoken is not None:
            return str(spoken())
    return ""
