"""Log lines that tell nobody whose work they are about: names become opaque ids on their way out.

What is logged was never meant for the owner: they are told by status, report and pages, with every name. So a line may lose
words. What looks like a name in free text - in quotes, a path, a file, an address of a person - goes as well.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, MutableMapping
from typing import Any, Final

from dropcut.domain.errors import Permanent
from dropcut.domain.names import JobId, Owner, TaskId
from dropcut.domain.opaque import Opaque

Event = MutableMapping[str, Any]
Processor = Callable[[Any, str, Event], Event]

_OURS: Final = frozenset(
    {
        "event",
        "level",
        "timestamp",
        "time",
        "logger",
        "process",
        "holder",
        "step",
        "state",
        "status",
        "method",
        "route",
        "request",
        "hook",
        "message",
        "deletion",
        "run",
        "of",
        "type",
        "did",
        "catalog",
        "trace",
        "kind",
        "code",
        "claim",
        "hint",
        "wanted",
        "id",
        "digest",
        "issuer",
        "exc_info",
        "stack_info",
        "positional_args",
        "figure",
    }
)
"""Fields in which the house itself chooses every word."""
_TRACES: Final = frozenset({"exception", "stack_trace"})
_STORED: Final = re.compile(r"\b(store|inbox|outbox|arriving)/([a-z0-9][a-z0-9_.-]{0,62})/([^\s\"']*)")
_QUOTED: Final = re.compile(r'"((?:[^"\\]|\\.)*)"')
_PERSON: Final = re.compile(r"[^\s\"'<>(),;]+@[^\s\"'<>(),;]+")
_PATH: Final = re.compile(r"(?<![\w/:.-])[^\s\"'<>(),;:]*[/\\][^\s\"'<>(),;]+")
_FILE: Final = re.compile(r"(?<![\w/:.-])(?=[^\s\"'<>(),;:/]*[^\W\d_])[^\s\"'<>(),;:/]+\.(?=\w*[A-Za-z])\w{1,10}(?![\w/])")
_OPAQUE: Final = re.compile(r"(?:owner|job|person|file|text|from|path):[0-9a-f]{16}")
_BUCKET: Final = re.compile(r"gs://[a-z0-9._-]+/?")
_FALLEN: Final = re.compile(r"^((?:  [|+-] )?[A-Za-z_][\w.]*)(?:: (.*))?$")
_BETWEEN: Final = frozenset(
    {
        "During handling of the above exception, another exception occurred:",
        "The above exception was the direct cause of the following exception:",
    }
)
"""What Python says between two of them."""
_FRAME: Final = re.compile(r'^\s*(?:File "|Traceback|\^|~|\|)|^ {4,}')


def discreet(opaque: Opaque) -> Processor:
    """A step of logging that comes after all facts are known, and before they are written."""
    words = _Words(opaque)

    def told(_logger: object, _method: str, event: Event) -> Event:
        names = words.ids(event)
        rest = {name: words.said(name, value) for name, value in event.items() if name not in names}
        return {**rest, **names}

    return told


class _Words:
    """Finds the names in one line."""

    def __init__(self, opaque: Opaque) -> None:
        self._opaque = opaque

    def ids(self, event: Mapping[str, Any]) -> dict[str, str]:
        """The fields that are names by what they are called."""
        found = dict[str, str]()
        owner = event.get("owner")
        if isinstance(owner, str) and owner and not _OPAQUE.fullmatch(owner):
            found["owner"] = self._opaque.owner(Owner(owner))
            if event.get("about"):
                found["about"] = self._opaque.job(JobId(Owner(owner), str(event["about"])))
        for name, of in (
            ("job", self._job),
            ("task", self._task),
            ("person", self._opaque.person),
            ("address", self._opaque.address),
        ):
            value = event.get(name)
            if isinstance(value, str) and value and not _OPAQUE.match(value):
                found[name] = of(value)
        if "owner" not in event and isinstance(event.get("job"), str) and "/" in event["job"]:
            found["owner"] = self._opaque.owner(Owner(event["job"].partition("/")[0]))
        return found

    def said(self, name: str, value: object) -> object:
        """One field's words."""
        if name in _OURS or name.startswith("_") or value is None or isinstance(value, bool | int | float):
            return value
        if name in _TRACES:
            return "\n".join(line if _FRAME.match(line) else self._fallen(line) for line in str(value).split("\n"))
        if isinstance(value, str):
            return self.text(value)
        return value if isinstance(value, tuple | list | dict) and not value else self.text(str(value))

    def _fallen(self, line: str) -> str:
        """A mistake's own words may hold anything that it stumbled over: its kind stays."""
        found = _FALLEN.match(line)
        if found is None:
            return self._known(line, "text") if line.strip() and line not in _BETWEEN else line
        return f"{found[1]}: {self._known(found[2], 'text')}" if found[2] else line

    def text(self, text: str) -> str:
        """Free text without what looks like a name."""
        text = _STORED.sub(self._stored, text)
        text = _QUOTED.sub(lambda found: f'"{self._known(found[1], "text")}"', text)
        text = _PERSON.sub(lambda found: self._known(found[0], "person"), text)
        text = _PATH.sub(self._path, text)
        return _FILE.sub(lambda found: self._known(found[0], "file"), text)

    def _job(self, text: str) -> str:
        owner, slash, name = text.partition("/")
        return self._opaque.job(JobId(Owner(owner), name)) if slash else self._opaque.text("job", text)

    def _task(self, text: str) -> str:
        try:
            return self._opaque.task(TaskId.parse(text))
        except (ValueError, Permanent):
            return self._opaque.text("text", text)

    def _stored(self, found: re.Match[str]) -> str:
        """A place in the store keeps its step and key: both are ours. Anywhere else the rest is the user's."""
        top, owner, rest = found.groups()
        kept = rest if top == "store" else self._known(rest, "path")
        return f"{top}/{self._opaque.owner(Owner(owner))}/{kept}"

    def _path(self, found: re.Match[str]) -> str:
        text = found[0]
        bucket = _BUCKET.match(text)
        return text if _OPAQUE.search(text) else f"{bucket[0] if bucket else ''}{self._known(text, 'path')}"

    def _known(self, text: str, kind: str) -> str:
        return text if _OPAQUE.fullmatch(text) else self._opaque.text(kind, text)
