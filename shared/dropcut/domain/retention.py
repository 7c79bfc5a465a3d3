"""How long a home keeps what it keeps."""

from __future__ import annotations

from typing import Annotated, Final, Self

from pydantic import Field

from dropcut.domain.errors import Permanent
from dropcut.domain.values import Millis, Value
from dropcut.domain.wording import spoken

_DAY_MS: Final = 24 * 3_600 * 1_000
_NEVER: Final = "never"
_LONGEST: Final = 36_500
Days = Annotated[int, Field(ge=0, le=_LONGEST)]


class Retention(Value):
    """Days by kind; None: until somebody deletes it."""

    artifacts: Days | None = 30
    """Results that no job reaches any more, since somebody last used them."""
    deliveries: Days | None = None
    """What stands in an outbox, since its job ended."""
    jobs: Days | None = None
    """A job with all that was made of it, its deliveries too, since it ended."""
    audit: Days = 400
    """Who did what."""
    logs: Days | None = 90
    """Files of a log on one machine; in the cloud the log's own bucket says."""
    uploads: Annotated[int, Field(ge=1, le=_LONGEST)] = 7
    """What arrived of a file that nobody sends on. A bucket takes what is sent to one address for a week at most."""

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read `artifacts=30,deliveries=never`; what is not said is as it is by itself. Raises Permanent."""
        found = dict[str, int | None]()
        for part in (part.strip() for part in text.split(",") if part.strip()):
            kind, _, days = (piece.strip() for piece in part.partition("="))
            if kind not in cls.model_fields:
                raise Permanent(
                    f"{spoken(kind)} is no kind of thing that is kept.", f"There are: {', '.join(cls.model_fields)}."
                )
            found[kind] = _days(kind, days)
        return cls.model_validate(found)


def _days(kind: str, said: str) -> int | None:
    if said == _NEVER and kind not in {"audit", "uploads"}:
        return None
    if said == "0" * len(said) and kind == "uploads":
        raise Permanent("uploads=0 would throw away what is being sent.", "Say a day or more.")
    if not said.isdecimal() or int(said) > _LONGEST:
        raise Permanent(f"{kind}={spoken(said)} says no time.", f"Say a number of days up to {_LONGEST}, or {_NEVER}.")
    return int(said)


WEEK: Final = Millis(7 * _DAY_MS)


def millis(days: int) -> Millis:
    """So many days."""
    return Millis(days * _DAY_MS)
