"""What a file of a drop is for, judged by its name alone. Its bytes may correct this: see `steps.ingest`."""

from __future__ import annotations

from functools import lru_cache
from pathlib import PurePosixPath
from typing import Final

from dropcut.domain.kinds import Kind

_FOOTAGE: Final = {
    ".mp4", ".m4v", ".mov", ".qt", ".mkv", ".webm", ".avi", ".mts", ".m2ts", ".ts", ".mpg", ".mpeg", ".vob", ".mxf", ".flv",
    ".f4v", ".3gp", ".3g2", ".ogv", ".wmv", ".asf", ".dv", ".mod", ".tod", ".divx", ".insv", ".360",
    ".wav", ".bwf", ".w64", ".mp3", ".m4a", ".m4b", ".aac", ".flac", ".ogg", ".oga", ".opus", ".aif", ".aiff", ".aifc",
    ".caf", ".mka", ".wma", ".amr", ".spx",
}  # fmt: skip
_FOOTAGE_OF_OTHERS: Final = {
    ".braw", ".r3d", ".ari", ".arx", ".crm", ".mlv", ".nev", ".h264", ".264", ".h265", ".265", ".hevc", ".m2v", ".m1v", ".rm",
    ".rmvb", ".wtv", ".mp2", ".ac3", ".ape", ".wv", ".au", ".dsf",
}  # fmt: skip
"""Footage to whoever dropped it, in formats that are not read: it is refused by name rather than left lying."""
_SCRIPTS: Final = {".md", ".markdown", ".txt", ".fountain", ".docx"}
_IMAGES: Final = {".png", ".jpg", ".jpeg", ".webp", ".svg"}
_SIDECARS: Final = {".srt", ".vtt", ".json"}
_SETTINGS: Final = {"dropcut.yaml", "dropcut.yml"}
_ABOUT_THE_FOLDER: Final = {"readme", "license", "licence", "changelog"}
_LOGOS: Final = "logos"
_GO: Final = {"GO", "Go", "go", "GO.txt", "GO.docx"}


@lru_cache(maxsize=50_000)
def kind_of(path: str) -> Kind:
    """What `path`, relative to its drop, is for.

    Subtitles and JSON are sidecars: a transcript of the clip they are named after, or, where a drop has no other
    script, the script. Proxies and thumbnails that cameras write beside a clip (`.lrv`, `.thm`) are not footage.
    """
    file = PurePosixPath(path.casefold())
    if is_go(path):
        return Kind.OTHER
    if file.name in _SETTINGS and len(file.parts) == 1:
        return Kind.SETTINGS
    if file.suffix in _FOOTAGE | _FOOTAGE_OF_OTHERS:
        return Kind.MEDIA
    if file.suffix in _SCRIPTS:
        return Kind.OTHER if file.stem in _ABOUT_THE_FOLDER else Kind.SCRIPT
    if file.suffix in _IMAGES and file.parts[0] == _LOGOS:
        return Kind.LOGO
    return Kind.SIDECAR if file.suffix in _SIDECARS else Kind.OTHER


def is_go(path: str) -> bool:
    """Whether this file says that all is there and work may begin: only that it lies there counts, not what it holds."""
    return path in _GO


def is_proxy(path: str) -> bool:
    """Whether a camera wrote this small copy beside the real clip."""
    return PurePosixPath(path.casefold()).suffix in {".lrv", ".thm"}
