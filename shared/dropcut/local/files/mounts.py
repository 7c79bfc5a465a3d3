"""On what kind of disk a folder lies: what another machine changes on a network mount is told to nobody here."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

_MOUNTS: Final = Path("/proc/self/mounts")
_HERE: Final = {
    *("ext2", "ext3", "ext4", "xfs", "btrfs", "f2fs", "zfs", "bcachefs", "jfs", "reiserfs", "nilfs2"),
    *("tmpfs", "ramfs", "overlay", "vfat", "exfat", "ntfs3", "msdos", "hfsplus", "udf", "iso9660"),
}
"""Disks of this machine. All that is not known to be one is taken for a network mount: FUSE, NFS, SMB, 9P and the rest."""
_OCTAL: Final = re.compile(r"\\([0-7]{3})")


def is_on_this_machine(folder: Path, mounts: Path = _MOUNTS) -> bool:
    """Whether all that changes below `folder` is changed by programs of this machine. True where nobody can tell."""
    try:
        table = mounts.read_text("utf-8", "surrogateescape")
    except OSError:  # another system than Linux: it tells of its own mounts by itself
        return True
    kinds = dict(_entry(row) for row in table.splitlines() if row.count(" ") > 1)  # a later mount hides an earlier one
    whole = folder.resolve()
    return next((kinds[place] in _HERE for place in map(str, (whole, *whole.parents)) if place in kinds), True)


def _entry(row: str) -> tuple[str, str]:
    _, place, kind, *_ = row.split(" ")
    return _OCTAL.sub(lambda code: chr(int(code[1], 8)), place), kind
