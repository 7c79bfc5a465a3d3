"""Names of owners, drops, jobs, tasks, and the paths under which things are kept."""

from __future__ import annotations

import re
from typing import NamedTuple, NewType, Self

from dropcut.domain.errors import Permanent

Owner = NewType("Owner", str)
Key = NewType("Key", str)

_OWNER = re.compile(r"[a-z0-9][a-z0-9_.-]{0,62}")
_LONGEST_NAME = 200


def owner_named(text: str) -> Owner:
    """Read an owner. Raises Permanent with the rule that was broken."""
    if not _OWNER.fullmatch(text):
        raise Permanent(f"{text!r} is no owner: small letters, digits, '.', '_' or '-', at most 63, a letter or digit first.")
    return Owner(text)


class JobId(NamedTuple):
    """A drop, and the job that processes it: `<owner>/<name>`."""

    owner: Owner
    name: str

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read `<owner>/<name>`. Raises Permanent with the rule that was broken."""
        owner, slash, name = text.partition("/")
        if not slash or not _OWNER.fullmatch(owner):
            raise Permanent(
                f"{text!r} is not a drop's id: it is <owner>/<name>, the owner in small letters, digits, '.', '_' or '-'."
            )
        if not _safe(name):
            raise Permanent(f"{name!r} cannot name a drop: use one folder name of at most {_LONGEST_NAME} characters.")
        return cls(Owner(owner), name)

    def __str__(self) -> str:
        """As it is written and parsed."""
        return f"{self.owner}/{self.name}"


def _safe(name: str) -> bool:
    plain = name not in {"", ".", ".."} and "/" not in name and "\x00" not in name
    return plain and len(name) <= _LONGEST_NAME


class TaskId(NamedTuple):
    """One task of one owner; `key` is a digest of what it does on what (see `task_key`)."""

    owner: Owner
    step: str
    key: Key

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read what `str` wrote."""
        owner, step, key = text.split("/")
        return cls(Owner(owner), step, Key(key))

    def __str__(self) -> str:
        """As it is stored: `<owner>/<step>/<key>`."""
        return f"{self.owner}/{self.step}/{self.key}"


def blob_path(task: TaskId, epoch: int, name: str) -> str:
    """Where attempt `epoch` of `task` keeps what it calls `name`: no two attempts ever share a path."""
    return f"store/{task}/{epoch}/{name}"


class Origin(NamedTuple):
    """Which attempt of which task wrote a blob."""

    task: TaskId
    epoch: int


def origin(path: str) -> Origin:
    """Who wrote the blob at `path`, the reverse of `blob_path`."""
    _, owner, step, key, epoch, _ = path.split("/", 5)
    return Origin(TaskId(Owner(owner), step, Key(key)), int(epoch))


def name_of(path: str) -> str:
    """What the attempt that wrote the blob at `path` called it."""
    return path.split("/", 5)[5]
