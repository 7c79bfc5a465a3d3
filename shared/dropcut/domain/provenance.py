"""Content Credentials: what a delivered file says, signed, of how it came to be."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Final

from dropcut.domain.blobs import Blob
from dropcut.domain.cut import Cut
from dropcut.domain.values import Count, Sha256, Value, Where
from dropcut.domain.wording import spoken


class Credentials(Value):
    """What a home signs with. The key is read where something is signed and nowhere else."""

    fingerprint: Sha256
    """Of the chain of certificates: part of the key of what is signed, so that another signer signs anew."""
    certificates: Annotated[Path, Where()]
    """A PEM file: the signer's own certificate first, its issuer's next."""
    key: Annotated[Path, Where()]
    """A PEM file with the private key."""
    timestamps: Annotated[str, Where()] = ""
    """The address of a time stamping authority (RFC 3161); empty when none is asked."""


class Ingredient(Value):
    """One of the user's files that is in the cut."""

    name: str
    sha256: Sha256
    size: Count


class Signing(Value):
    """A file to be signed, and what is said of it."""

    name: str
    blob: Blob
    title: str
    signer: Sha256
    """See `Credentials.fingerprint`."""
    ingredients: tuple[Ingredient, ...]
    enlarged_by: str = ""
    """The network that made its pictures larger, with its engine; empty where none did."""
    edited: bool = True
    """Whether it was cut together; else it is one clip."""


class Signed(Value):
    """The same file with its manifest in it."""

    blob: Blob
    manifest: str
    """The manifest's own label."""


SIGNABLE: Final = frozenset({"mp4", "m4v", "mov"})
"""What can hold a manifest, by the ending of its name."""


def can_be_signed(name: str) -> bool:
    """Whether a file of this name can hold a manifest."""
    return name.rpartition(".")[2].lower() in SIGNABLE


def not_signed(signer: str, name: str) -> tuple[str, ...]:
    """What its owner should know, where a home signs and this file cannot be."""
    if not signer or can_be_signed(name):
        return ()
    return (f"{spoken(name)} carries no Content Credentials: only MP4 and QuickTime files can.",)


def ingredients_of(cut: Cut) -> tuple[Ingredient, ...]:
    """The clips and stills that are seen or heard in a cut, each once, in the order in which they come."""
    numbers = [number for placed in cut.placed() for number in (placed.piece.clip, placed.piece.sound)]
    clips = [cut.clips[number] for number in dict.fromkeys(numbers)]
    return tuple(dict.fromkeys(Ingredient(name=clip.name, sha256=clip.asset.sha256, size=clip.asset.size) for clip in clips))
