"""What is asked of the process that looks at a file, and what it answers: the only words that cross between the two."""

from __future__ import annotations

from dropcut.domain.footage import Footage
from dropcut.domain.values import Value
from dropcut.media.kinds import Kind
from dropcut.media.limits import Limits


class Question(Value):
    """Which file to look at, and how it is to be opened."""

    url: str
    kind: Kind
    size: int
    options: dict[str, str]
    limits: Limits

    @property
    def path(self) -> str:
        """The file's path, for what is read without a media library."""
        return self.url.removeprefix("file:")


class Refusal(Value):
    """Why a file is no footage: the rest of a sentence that starts with its name, and what to do."""

    said: str
    hint: str


class Answer(Value):
    """Exactly one of the two."""

    footage: Footage | None = None
    refusal: Refusal | None = None


class Refused(Exception):
    """Ends the look: this file is no footage."""

    def __init__(self, said: str, hint: str = "Copy it again from the camera.") -> None:
        super().__init__(said)
        self.refusal = Refusal(said=said, hint=hint)
