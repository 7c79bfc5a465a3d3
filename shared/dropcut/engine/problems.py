"""What did not work, for a person."""

from __future__ import annotations

from dropcut.domain.jobs import Job
from dropcut.domain.values import Value
from dropcut.domain.wording import told_of


class Problem(Value):
    """Something that did not work, and what to do about it."""

    about: str
    """The file or line that it was about; the step where there is none."""
    message: str
    hint: str

    def __str__(self) -> str:
        """On one line."""
        return f"{told_of(self.about, one_line(self.message))} {one_line(self.hint)}".strip()


def one_line(text: str) -> str:
    """A sentence on one line, with nothing in it that a terminal would obey."""
    return " ".join("".join(letter if letter.isprintable() else " " for letter in text).split())


def problems_of(job: Job) -> tuple[Problem, ...]:
    """What a person should know of, once each."""
    told = (
        Problem(about=refusal.about or refusal.step, message=refusal.failure.message, hint=refusal.failure.hint)
        for refusal in job.refusals
    )
    return tuple(dict.fromkeys(told))
