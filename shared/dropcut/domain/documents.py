"""What is stored outlives the code that stored it: every document says its kind and its number, and old ones are lifted."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar, Self

from pydantic import ConfigDict, Field, ValidationError

from dropcut.domain.errors import Permanent
from dropcut.domain.values import Value, canonical, parsed

Lift = Callable[[dict[str, Any]], dict[str, Any]]
"""Turns the plain data of one number into that of the next."""


class Document(Value):
    """A value that is stored. A subclass names its `KIND` and `NUMBER`, and how older numbers become newer ones."""

    KIND: ClassVar[str]
    NUMBER: ClassVar[int] = 1
    LIFTS: ClassVar[dict[int, Lift]] = {}

    model_config = ConfigDict(serialize_by_alias=True)  # also where it is part of another value, or a step's result

    schema_: str = Field(alias="schema", default="")

    def model_post_init(self, _context: object, /) -> None:
        """Every document says its schema, however it was made."""
        if not self.schema_:
            object.__setattr__(self, "schema_", self.schema_name())

    @classmethod
    def schema_name(cls) -> str:
        """As it stands in stored documents."""
        return f"dropcut/{cls.KIND}@{cls.NUMBER}"

    def dumped(self) -> bytes:
        """The stored form."""
        return canonical(self.model_dump(mode="json", by_alias=True))

    @classmethod
    def load(cls, text: bytes | str) -> Self:
        """Read a stored form of this or an older number. Raises Permanent for anything else."""
        try:
            newest = cls.model_validate_json(text)
        except ValidationError:
            return cls._lifted(text)
        return newest if newest.says_its_schema else cls._lifted(text)

    @property
    def says_its_schema(self) -> bool:
        """Whether it came with a schema, and that is today's: nearly always so, and then it is read in one go."""
        return "schema_" in self.model_fields_set and self.schema_ == self.schema_name()

    @classmethod
    def _lifted(cls, text: bytes | str) -> Self:
        data = cls._plain(text)
        number = cls._number(data)
        try:
            while number < cls.NUMBER:
                data = cls.LIFTS[number](data)
                number += 1
            return cls.model_validate({**data, "schema": cls.schema_name()})
        except (LookupError, TypeError) as error:
            raise cls._damaged(f"{error!r} while it was lifted from number {number}") from error
        except ValidationError as error:
            raise cls._damaged(error.errors()[0]["msg"]) from error

    @classmethod
    def _plain(cls, text: bytes | str) -> Any:  # noqa: ANN401 - JSON is untyped until it is validated
        try:
            return parsed(text)
        except ValueError as error:
            raise cls._damaged(str(error)) from error

    @classmethod
    def _damaged(cls, how: str) -> Permanent:
        return Permanent(f"A stored {cls.KIND} is damaged: {how}.", "Restore the home from a backup, or start the job again.")

    @classmethod
    def _number(cls, data: object) -> int:
        schema = data.get("schema") if isinstance(data, dict) else None
        kind, _, number = str(schema).partition("@")
        if kind != f"dropcut/{cls.KIND}" or not number.isdecimal() or not int(number):
            raise Permanent(
                f"This is not a stored {cls.KIND}: its schema says {schema!r}.",
                "It belongs to another program or another place of the store.",
            )
        if int(number) > cls.NUMBER:
            raise Permanent(
                f"This {cls.KIND} was stored by a newer Dropcut ({schema}).", "Install that version or a later one."
            )
        return int(number)
