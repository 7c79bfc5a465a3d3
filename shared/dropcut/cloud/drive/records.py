"""What is known of a shared folder: one document for each file of Drive, and for what we did about it."""

from __future__ import annotations

from typing import ClassVar

from pydantic import Field

from dropcut.cloud.drive.files import DriveFile
from dropcut.domain.documents import Document
from dropcut.domain.values import Count, Instant, Sha256, Value, says_nothing
from dropcut.editing.status.situation import Doubt


class Entry(Document):
    """A file or folder as Drive told of it last. Nothing is judged here: what it is for is seen from the whole tree."""

    KIND: ClassVar[str] = "drive-entry"

    file: DriveFile
    gone: bool = False
    """We see it no more."""
    listed: Count = 0
    """Of a folder: the era of the feed in which its files were listed."""
    called: str = ""
    """What it is called in the inbox."""
    called_for: str = ""
    """The name in Drive, and the folder, for which that was chosen."""
    as_text: bool = False
    """A document of Google's that is too large for the form of a word processor."""

    def with_(self, **changes: object) -> Entry:
        """A copy that differs in `changes`."""
        return self.model_copy(update=changes)


class Channel(Value):
    """A way by which Drive tells us that something changed."""

    id: str
    secret: str
    """Only Drive and we know it."""
    asked: Instant
    resource: str = ""
    """Empty until Drive has answered."""
    expires: Instant = Instant(0)


class Feed(Document):
    """How far the changes of a shared folder are known, and who tells of new ones."""

    KIND: ClassVar[str] = "drive-feed"

    token: str
    era: Count = 1
    """Grows whenever the place in the feed was lost: every folder is listed once in each era."""
    drive: str = ""
    channels: tuple[Channel, ...] = ()

    def with_(self, **changes: object) -> Feed:
        """A copy that differs in `changes`."""
        return self.model_copy(update=changes)


class Trouble(Value):
    """A file that cannot be copied, and why; tried again when it changes."""

    content: str
    message: str
    hint: str = ""


class DriveDrop(Document):
    """A folder that is a drop."""

    KIND: ClassVar[str] = "drive-drop"

    name: str
    """Its name as a drop: chosen once, whatever the folder is called later."""
    served: Count = 0
    """The count of tellings up to which all is copied."""
    troubles: dict[str, Trouble] = Field(default_factory=dict)
    """By file."""
    coming: tuple[str, ...] = ()
    """What was on its way when somebody last looked, some of many."""
    coming_count: Count = 0
    refused: str = ""
    """Why it can be no drop as it is now."""
    notes: tuple[str, ...] = ()
    """What its owner should know: which files are left out, or called otherwise, and why."""
    copier: str = Field(default="", exclude_if=says_nothing)
    """Who copies it now."""
    until: Instant = Field(default=Instant(0), exclude_if=says_nothing)
    """By Firestore's clock, as for `Copying`."""

    def with_(self, **changes: object) -> DriveDrop:
        """A copy that differs in `changes`."""
        return self.model_copy(update=changes)


class Copying(Document):
    """Who copies a file now, and how far it is."""

    KIND: ClassVar[str] = "drive-copying"

    content: str
    """What is copied: another content begins anew."""
    holder: str = ""
    until: Instant = Instant(0)
    """By Firestore's clock. Whoever has not said by then that he is at work is taken for dead."""
    upload: str = ""
    """The address of the upload; empty when there is none."""
    sent: Count = 0

    def with_(self, **changes: object) -> Copying:
        """A copy that differs in `changes`."""
        return self.model_copy(update=changes)


class SentFile(Value):
    """A file that we put into Drive. Its id stays, whatever is put into it, so that links to it do."""

    id: str
    sha256: Sha256 = Sha256("")
    """Of what was put there last; empty before that."""
    md5: str = ""
    link: str = ""


class Delivered(Document):
    """What we made in the folder of a drop. Ids are kept here before anything is made under them."""

    KIND: ClassVar[str] = "drive-delivery"

    holder: str = ""
    """Who delivers now."""
    until: Instant = Instant(0)
    """By Firestore's clock, as for `Copying`."""
    revision: Count = 0
    """Zero while no delivery was ever complete."""
    folder: str = ""
    """The id of `cut/`."""
    link: str = ""
    files: dict[str, SentFile] = Field(default_factory=dict)
    """By name."""
    uploads: dict[str, str] = Field(default_factory=dict)
    """The address of an upload that has not ended, by the id of its file and what is sent."""
    status: str = ""
    """The id of the status document."""
    said: str = ""
    """The digest of what it says."""
    trouble: str = ""
    """Why nothing can be delivered into the folder."""
    refused_edit: str = Field(default="", exclude_if=says_nothing)
    """The md5 of what somebody made of the review, and nobody would obey."""
    remarks: tuple[str, ...] = Field(default=(), exclude_if=says_nothing)
    """What the status document says of that."""
    judged: str = Field(default="", exclude_if=says_nothing)
    """The revision and state of which `doubts` tells."""
    doubts: tuple[Doubt, ...] = Field(default=(), exclude_if=says_nothing)
    """The lines that a person should look at."""

    def with_(self, **changes: object) -> Delivered:
        """A copy that differs in `changes`."""
        return self.model_copy(update=changes)

    def made(self, file: str) -> bool:
        """Whether that id is of something that we made."""
        return file in {self.folder, self.status} or file in {sent.id for sent in self.files.values()}
