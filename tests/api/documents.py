"""What the API keeps, by the names of the files that guard its shape."""

from __future__ import annotations

from hashlib import sha256

from dropcut.api.access.audit import Deed
from dropcut.api.access.members import Membership
from dropcut.api.access.sessions import Session
from dropcut.domain.access import Role
from dropcut.domain.documents import Document
from dropcut.domain.names import JobId, Owner
from dropcut.domain.values import Instant, Sha256
from dropcut.ports.uploads import Sending, Upload, UploadNote

EXAMPLES: dict[str, Document] = {
    "deed@2": Deed(
        number=7,
        previous="e" * 64,
        at=Instant(1_700_000_000_000),
        person="person:0123456789abcdef",
        did="approve_job",
        owner="owner:0123456789abcdef",
        about="job:0123456789abcdef",
        status=200,
        request="3f2a91c03f2a91c0",
        address="from:0123456789abcdef",
    ),
    "membership@1": Membership(owner=Owner("ann"), person="google:ann@example.com", role=Role.EDITOR),
    "session@1": Session(person="google:ann@example.com", newest=sha256(b"secret").hexdigest(), rotations=3),
    "upload@1": UploadNote(
        upload=Upload(
            id="7c1e",
            drop=JobId(Owner("ann"), "holiday"),
            sending=Sending(path="take1.mp4", size=10, sha256=Sha256("0" * 64), origin="https://studio.example"),
            offset=4,
            until=Instant(1_700_000_000_000),
            direct="https://storage.example/session",
        )
    ),
}
