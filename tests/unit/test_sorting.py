"""What a file is for, by its name."""

from __future__ import annotations

import pytest

from dropcut.domain.assets import Kind
from dropcut.domain.sorting import is_proxy, kind_of


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("take1.mp4", Kind.MEDIA),
        ("DAY 1/CAM-B.MOV", Kind.MEDIA),
        ("voice.wav", Kind.MEDIA),
        ("old.WMV", Kind.MEDIA),
        ("voice.caf", Kind.MEDIA),
        ("A001_C002.braw", Kind.MEDIA),
        ("script.md", Kind.SCRIPT),
        ("Script.TXT", Kind.SCRIPT),
        ("scene.fountain", Kind.SCRIPT),
        ("talk.docx", Kind.SCRIPT),
        ("README.md", Kind.OTHER),
        ("take1.srt", Kind.SIDECAR),
        ("take1.json", Kind.SIDECAR),
        ("dropcut.yaml", Kind.SETTINGS),
        ("old/dropcut.yaml", Kind.OTHER),
        ("logos/acme.png", Kind.LOGO),
        ("Logos/Acme.PNG", Kind.LOGO),
        ("acme.png", Kind.OTHER),
        ("GX010001.LRV", Kind.OTHER),
        ("take1", Kind.OTHER),
        ("take1.mp4.bak", Kind.OTHER),
    ],
)
def test_each_name_says_what_the_file_is_for(path: str, kind: Kind) -> None:
    assert kind_of(path) is kind


def test_small_copies_beside_a_clip_are_no_footage() -> None:
    assert is_proxy("GX010001.LRV")
    assert is_proxy("gx010001.thm")
    assert not is_proxy("GX010001.MP4")
