"""Where one home of this machine keeps things, and where its users' files and deliveries lie."""

from __future__ import annotations

from pathlib import Path

from dropcut.domain.names import JobId, Owner
from dropcut.domain.values import Value
from dropcut.domain.wording import spoken
from dropcut.local.files.names import as_name, as_text

OURS = ".dropcut"
"""The folder beside a user's footage that is ours."""
DELIVERIES = "cut"
LOCAL = Owner("local")
"""The owner of every drop that names none: who sits at this machine."""
_LONGEST_NAME = 200


class Place(Value):
    """The paths of one home. Nothing is made by making one of these."""

    home: Path
    inbox: Path
    """Of one drop when `drop` says so, else of many."""
    outbox: Path
    drop: JobId | None = None
    file: str = ""
    """The one file of the inbox that is taken, where `drop` is that file and not the folder around it."""
    by_owner: bool = False
    """Whether the inbox holds folders of owners, and these the drops; else all drops are `LOCAL`."""

    @property
    def ledger(self) -> Path:
        """The SQLite file."""
        return self.home / "ledger.sqlite"

    @property
    def lock(self) -> Path:
        """Held by whoever keeps the home."""
        return self.home / "keeper.lock"

    @property
    def scratch(self) -> Path:
        """Folders of running attempts."""
        return self.home / "scratch"

    @property
    def slots(self) -> Path:
        """The cores that workers share."""
        return self.home / "slots"

    @property
    def search(self) -> Path:
        """Merged indexes, which can be thrown away."""
        return self.home / "search"

    @property
    def log(self) -> Path:
        """What happened, a JSON document a line."""
        return self.home / "log" / "dropcut.jsonl"

    @property
    def held(self) -> Path:
        """What a person looks at before they approve."""
        return self.home / "held.html"

    @property
    def complaints(self) -> Path:
        """What workers and libraries print, and last words of those that could not begin."""
        return self.log.with_name("workers.txt")

    @property
    def said(self) -> str:
        """What a person calls it."""
        return spoken(str(self.inbox if self.drop else self.home))

    @property
    def only(self) -> JobId:
        """The one drop. For the home of one."""
        if self.drop is None:
            message = f"{self.home} is the home of many drops"
            raise ValueError(message)
        return self.drop

    def outbox_of(self, drop: JobId) -> Path:
        """Where the deliveries of one drop lie."""
        return self.outbox if self.drop is not None else self.outbox / drop.owner / as_name(drop.name)

    def inbox_of(self, drop: JobId) -> Path:
        """Where the files of one drop lie."""
        if self.drop is not None:
            return self.inbox
        return (self.inbox / drop.owner if self.by_owner else self.inbox) / as_name(drop.name)

    def drop_at(self, path: Path) -> JobId | None:
        """The drop that something in the inbox belongs to; None where that is above all drops."""
        parts = tuple(map(as_text, path.relative_to(self.inbox).parts))
        owner = parts[:1] if self.by_owner else (LOCAL,)
        name = parts[1:2] if self.by_owner else parts[:1]
        return JobId(Owner(owner[0]), name[0]) if owner and name else None

    @property
    def feeds_on_itself(self) -> bool:
        """Whether what is made here would be taken for footage: the home lies in its own inbox, where everybody sees it."""
        home, inbox = self.home.resolve(), self.inbox.resolve()
        return home.is_relative_to(inbox) and not any(part.startswith(".") for part in home.relative_to(inbox).parts)

    @property
    def begun(self) -> bool:
        """Whether anything was ever recorded here."""
        return self.ledger.exists()


def of_folder(folder: Path, outbox: Path | None = None) -> Place:
    """The home of one drop: inside the folder itself."""
    whole = folder.resolve()
    drop = JobId(LOCAL, safe_name(whole.name))
    return Place(home=whole / OURS, inbox=whole, outbox=(outbox or whole / DELIVERIES).absolute(), drop=drop)


def of_home(home: Path, inbox: Path | None = None, *, by_owner: bool = False) -> Place:
    """The home of many drops, whose inbox is inside it unless it is said."""
    whole = home.absolute()
    return Place(home=whole, inbox=(inbox or whole / "inbox").absolute(), outbox=whole / "outbox", by_owner=by_owner)


def safe_name(name: str) -> str:
    """A folder's name as the name of a drop: what cannot be printed becomes `-`."""
    return "".join(letter if letter.isprintable() else "-" for letter in as_text(name))[:_LONGEST_NAME] or "drop"
