"""Content Credentials (C2PA), written by the standard's own library into MP4 and QuickTime files."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from datetime import datetime
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Final

from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePrivateKey
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import load_pem_private_key
from cryptography.x509 import load_pem_x509_certificates

from dropcut import __version__
from dropcut.domain.errors import Permanent, Retryable
from dropcut.domain.provenance import Credentials, Signing
from dropcut.domain.wording import printable, spoken
from dropcut.media.running import Bounds, never, run

TO_INSTALL: Final = "Install the extra: pip install 'dropcut[provenance]'"
_PROGRAM: Final = "dropcut.media.sealing"
_WALL_S: Final = 120
_BYTES_A_SECOND: Final = 10_000_000
"""A file is read twice and written once; whatever is slower than that hangs."""
_FORMATS: Final = {"mp4": "video/mp4", "m4v": "video/mp4", "mov": "video/quicktime"}
_SOURCES: Final = "http://cv.iptc.org/newscodes/digitalsourcetype/"
_NETWORK: Final = f"{_SOURCES}compositeWithTrainedAlgorithmicMedia"
_EDITS: Final = f"{_SOURCES}composite"
_SOFTWARE: Final = {"name": "Dropcut", "version": __version__}


def signed(file: Path, made: Path, signing: Signing, credentials: Credentials, stop: Callable[[], bool] = never) -> str:
    """Write a signed copy of `file` to `made`; gives the manifest's label.

    Raises Permanent, Retryable, and what `running.run` raises: signing that hangs is ended.
    """
    if find_spec("c2pa") is None:
        raise Permanent("Content Credentials need a package that is not installed.", TO_INSTALL)
    asked = made.with_suffix(".json")
    asked.write_text(json.dumps(_asked(file, made, signing, credentials)))
    bounds = Bounds(wall_s=_WALL_S + file.stat().st_size // _BYTES_A_SECOND)
    answer = json.loads(run((sys.executable, "-I", "-m", _PROGRAM, str(asked)), bounds, stop).out)
    if "label" in answer:
        return str(answer["label"])
    if credentials.timestamps and "timestamp" in answer["refused"].lower():
        raise Retryable(f"{spoken(credentials.timestamps)} gave no time stamp.", "It is tried again by itself.")
    raise Permanent(
        f"{spoken(signing.name)} cannot be signed: {printable(answer['refused'])}.",
        "Look at the certificate: it must allow e-mail or document signing, and come with its issuer's.",
    )


def _asked(file: Path, made: Path, signing: Signing, credentials: Credentials) -> dict[str, Any]:
    """The key stays where it is: only its place is told."""
    _read(credentials.certificates)
    return {
        "file": str(file),
        "made": str(made),
        "manifest": manifest(signing),
        "certificates": str(credentials.certificates.absolute()),
        "key": str(credentials.key.absolute()),
        "algorithm": _algorithm(_read(credentials.key)),
        "timestamps": credentials.timestamps,
    }


def good_from_to(credentials: Credentials) -> tuple[datetime, datetime]:
    """From when to when the signer's own certificate is good. Raises Permanent when it, or the key, cannot be read."""
    _algorithm(_read(credentials.key))
    try:
        own = load_pem_x509_certificates(_read(credentials.certificates))[0]
    except ValueError as error:
        raise Permanent(
            f"{spoken(str(credentials.certificates))} holds no certificate.", "It is PEM text: the signer's, then its issuer's."
        ) from error
    return own.not_valid_before_utc, own.not_valid_after_utc


def manifest(signing: Signing) -> dict[str, Any]:
    """What is said, as the library takes it."""
    return {
        "claim_generator_info": [_SOFTWARE],
        "title": signing.title,
        "format": _FORMATS[signing.name.rpartition(".")[2].lower()],
        "assertions": [{"label": "c2pa.actions.v2", "data": {"actions": _actions(signing)}}],
    }


def _actions(signing: Signing) -> list[dict[str, Any]]:
    """Made of the ingredients; then each thing that was done to them."""
    actions = [
        {
            "action": "c2pa.created",
            "softwareAgent": _SOFTWARE,
            "digitalSourceType": _NETWORK if signing.enlarged_by else _EDITS,
            "parameters": {"org.dropcut.sources": [each.model_dump(mode="json") for each in signing.ingredients]},
        }
    ]
    if signing.edited:
        actions.append({"action": "c2pa.edited", "softwareAgent": _SOFTWARE, "description": "Takes were cut together."})
    if signing.enlarged_by:
        actions.append(
            {
                "action": "c2pa.edited",
                "softwareAgent": {"name": signing.enlarged_by},
                "digitalSourceType": _NETWORK,
                "description": "Pictures were made larger by a neural network, which invents plausible detail.",
            }
        )
    return actions


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise Permanent(f"{spoken(str(path))} cannot be read: {error.strerror}.", "Deliveries are signed with it.") from error


def _algorithm(key: bytes) -> str:
    """By the key itself, so that nobody has to say it."""
    try:
        found = load_pem_private_key(key, None)
    except (ValueError, TypeError) as error:
        raise Permanent("The private key for signing cannot be read.", "It is PEM text without a password.") from error
    if isinstance(found, EllipticCurvePrivateKey):
        return {256: "es256", 384: "es384", 521: "es512"}.get(found.curve.key_size, "es256")
    return "ed25519" if isinstance(found, Ed25519PrivateKey) else "ps256"
