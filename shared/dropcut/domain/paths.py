"""Paths of blobs and names of deliveries: rules that every store keeps, so that what one home wrote another can hold."""

from __future__ import annotations

from unicodedata import category, is_normalized

from dropcut.domain.errors import Permanent
from dropcut.domain.wording import spoken

_LONGEST_PART = 255
_LONGEST_PATH = 1024
"""In bytes of UTF-8: what a file system takes as one name, and what a bucket takes as a whole."""


def checked_path(path: str) -> str:
    """`path`, when every store can hold a blob under it. Raises Permanent with the rule that it breaks.

    It is `/`-separated, no part empty or beginning with a dot (so none is `.` or `..`), in composed (NFC) Unicode
    without control characters or lone surrogates: two different paths are two files on any file system that tells
    capitals from small letters.
    """
    why = broken_rule(path)
    if why:
        raise Permanent(f"{spoken(path)} cannot be the path of a blob: {why}.", "A step chose that name: please report it.")
    return path


def checked_delivery(name: str) -> str:
    """`name`, when every home can deliver a file under it: a path of one part, or of two. Raises Permanent."""
    why = broken_rule(name) or ("it lies deeper than one folder" if name.count("/") > 1 else "")
    if why:
        raise Permanent(f"{spoken(name)} cannot be the name of a delivery: {why}.", "A step chose that name: please report it.")
    return name


def checked_prefix(prefix: str) -> str:
    """`prefix`, when it may begin a path: its whole folders keep the rule of paths. Raises Permanent."""
    folders, slash, _ = prefix.rpartition("/")
    if slash:
        checked_path(folders)
    return prefix


def broken_rule(path: str) -> str:
    """What of the rule of paths this breaks, in words; nothing when it keeps it."""
    parts = path.split("/")
    if "" in parts:
        return "a part of it is empty"
    if any(part.startswith(".") for part in parts):
        return "a part of it begins with a dot"
    plain = path.isascii() and path.isprintable()
    if not plain and any(category(character) in {"Cc", "Cs"} for character in path):
        return "it holds a character that is no text"
    if not plain and not is_normalized("NFC", path):
        return "its accents are not composed (NFC)"
    if len(path.encode()) > _LONGEST_PATH or any(len(part.encode()) > _LONGEST_PART for part in parts):
        return f"it is longer than {_LONGEST_PATH} bytes, or a part of it longer than {_LONGEST_PART}"
    return ""
