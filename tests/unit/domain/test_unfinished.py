"""Names that say that a file is being brought, and what it will be called: nothing else is taken for one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dropcut.domain.unfinished import name_when_whole

BROUGHT = [
    ("take1.mp4.crdownload", "take1.mp4", "Chromium"),
    ("take1.mp4.part", "take1.mp4", "Firefox, curl"),
    ("cam b/take1.mov.partial", "cam b/take1.mov", "a browser of old"),
    ("take1.mp4.1a2b3c4d.partial", "take1.mp4", "rclone"),
    ("take1.mp4.download/take1.mp4", "take1.mp4", "Safari"),
    ("cam b/take1.mp4.download/take1.mp4", "cam b/take1.mp4", "Safari"),
    ("take1.mp4.opdownload", "take1.mp4", "Opera"),
    ("take1.mp4.filepart", "take1.mp4", "WinSCP"),
    ("take1.mp4.!ut", "take1.mp4", "uTorrent"),
    ("take1.mp4.!qB", "take1.mp4", "qBittorrent"),
    ("take1.mp4.!sync", "take1.mp4", "Resilio"),
    ("take1.mp4.aria2", "take1.mp4", "aria2"),
    (".take1.mp4.Xy12zQ", "take1.mp4", "rsync"),
    ("sub/.script.md.abcdef", "sub/script.md", "rsync"),
    (".syncthing.take1.mp4.tmp", "take1.mp4", "Syncthing"),
    ("~syncthing~take1.mp4.tmp", "take1.mp4", "Syncthing on Windows"),
    (".take1.mp4.~1f2e3d", "take1.mp4", "Nextcloud"),
    (".take1.mp4.icloud", "take1.mp4", "iCloud"),
    (".unison.take1.mp4.0a1b2c.unison.tmp", "take1.mp4", "Unison"),
    ("take1.mp4.tmp", "take1.mp4", "OneDrive and many more"),
    ("TAKE1.MP4.CRDOWNLOAD", "TAKE1.MP4", "capitals"),
]


@pytest.mark.parametrize(("path", "meant"), [each[:2] for each in BROUGHT], ids=[each[2] for each in BROUGHT])
def test_a_name_says_what_is_coming(path: str, meant: str) -> None:
    assert name_when_whole(path) == meant


@pytest.mark.parametrize(
    "path",
    [
        "take1.mp4",
        "part",
        ".part",
        "my.part/take.mp4",
        "cam.download/take.mp4",
        ".DS_Store",
        "._take1.mp4",
        ".~lock.script.docx#",
        "~$script.docx",
        "~WRL0001.tmp",
        "x.tmp",
        ".bash.config",
        ".dropcut/ledger.sqlite",
        ".0123456789abcdef.part",
        "Thumbs.db",
        "",
    ],
)
def test_whatever_else_is_hidden_or_odd_says_nothing(path: str) -> None:
    assert name_when_whole(path) is None


@given(st.text(max_size=60))
def test_any_name_can_be_asked_about(path: str) -> None:
    meant = name_when_whole(path)
    assert meant is None or (meant and meant != path)
