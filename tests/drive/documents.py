"""One example of every document that is kept about Drive. `tests/golden/kept` guards their shapes."""

from __future__ import annotations

from dropcut.cloud.drive.files import DELIVERY, SHORTCUT, DriveFile
from dropcut.cloud.drive.records import Channel, Copying, Delivered, DriveDrop, Entry, Feed, SentFile, Trouble
from dropcut.cloud.inbox.awaited import Awaited
from dropcut.domain.documents import Document
from dropcut.domain.values import Instant, Sha256
from dropcut.editing.status.situation import Doubt

_MOMENT = Instant(1_793_000_000_123)
_FILE = DriveFile(
    id="1AbC-d_e",
    name="Take 1.mp4",
    mime=SHORTCUT,
    parent="1Folder",
    trashed=True,
    size=70_000,
    md5="a" * 32,
    sha256="b" * 64,
    version=12,
    created=_MOMENT,
    modified=Instant(_MOMENT + 1),
    drive="0ADrive",
    target="1Target",
    target_mime="video/mp4",
    ours=DELIVERY,
    link="https://drive.google.com/file/d/1AbC-d_e/view",
)
_SENT = SentFile(id="1Cut", sha256=Sha256("b" * 64), md5="a" * 32, link="https://drive.google.com/file/d/1Cut/view")

EXAMPLES: dict[str, Document] = {
    "drive-entry@1": Entry(file=_FILE, gone=True, listed=2, called="Take 1.mp4", called_for="1Folder/Take 1.mp4", as_text=True),
    "drive-feed@1": Feed(
        token="4711",  # noqa: S106 - a place in a feed
        era=2,
        drive="0ADrive",
        channels=(
            Channel(id="c0ffee", secret="5ec2e7", asked=_MOMENT, resource="1Res", expires=Instant(_MOMENT + 604_800_000)),  # noqa: S106 - an example's
        ),
    ),
    "drive-drop@1": DriveDrop(
        name="my video",
        served=3,
        troubles={"1AbC-d_e": Trouble(content="a 1", message="take1.mp4 may not be downloaded.", hint="Allow it.")},
        coming=("b002.mov",),
        coming_count=1,
        refused="my video holds more than 2,000 files.",
        notes=("budget is left out: it is a spreadsheet of Google's, neither footage nor a script.",),
    ),
    "drive-drop@1-copied": DriveDrop(name="my video", copier="drive:7:0f", until=_MOMENT),
    "drive-copying@1": Copying(
        content="a 1", holder="drive:7:0f", until=_MOMENT, upload="https://storage.example/?upload_id=1", sent=8_388_608
    ),
    "drive-delivery@1": Delivered(
        holder="drive:7:0f",
        until=_MOMENT,
        revision=3,
        folder="1Cuts",
        link="https://drive.google.com/drive/folders/1Cuts",
        files={"cut.mp4": _SENT},
        uploads={f"1Cut {'b' * 64}": "https://www.googleapis.example/?upload_id=1"},
        status="1Status",
        said="c" * 64,
        trouble="There is no room for cut.mp4 in Google Drive (storageQuotaExceeded).",
    ),
    "drive-delivery@1-edited": Delivered(
        refused_edit="9e107d9d372bb6826bd81d3542a419d6",
        remarks=("What you changed in review.md is not obeyed: row 9.",),
        judged="3 done",
        doubts=(Doubt(number=4, text="Then home.", why="Nobody says it."),),
    ),
    "awaited@1": Awaited(files={"day 1/b002.mov": "a 1", "c003.mov": ""}),
    "awaited@1-unfinished": Awaited(unfinished={"day 1/b002.mov.crdownload": "a 1"}),
}
