"""Content Credentials (C2PA), written by the standard's own library into MP4 and QuickTime files."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Final

import c2pa  # type: ignore[import-untyped]
from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePrivateKey
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import load_pem_private_key

from dropcut import __version__
from dropcut.domain.errors import Permanent, Retryable
from dropcut.domain.provenance import Credentials, Signing
from dropcut.domain.wording import spoken

_FORMATS: Final = {"mp4": "video/mp4", "m4v": "video/mp4", "mov": "video/quicktime"}
_SOURCES: Final = "http://cv.iptc.org/newscodes/digitalsourcetype/"
_NETWORK: Final = f"{_SOURCES}compositeWithTrainedAlgorithmicMedia"
_EDITS: Final = f"{_SOURCES}composite"
_SOFTWARE: Final = {"name": "Dropcut", "version": __version__}


def signed(file: Path, made: Path, signing: Signing, credentials: Credentials) -> str:
    """Write a signed copy of `file` to `made`; gives the manifest's label. Raises Permanent, Retryable."""
    chain, secret = _read(credentials.certificates), _read(credentials.key)
    try:
        info = c2pa.C2paSignerInfo(_algorithm(secret), chain, secret, credentials.timestamps.encode() or None)
        with c2pa.Signer.from_info(info) as signer, c2pa.Builder(json.dumps(manifest(signing))) as builder:
            builder.sign_file(str(file), str(made), signer)
        with c2pa.Reader(str(made)) as reader:
            return str(json.loads(reader.json())["active_manifest"])
    except c2pa.C2paError as error:
        if credentials.timestamps and "timestamp" in str(error).lower():
            raise Retryable(f"{spoken(credentials.timestamps)} gave no time stamp.", "It is tried again by itself.") from error
        raise Permanent(
            f"{spoken(signing.name)} cannot be signed: {error}.",
            "Look at the certificate: it must allow e-mail or document signing, and come with its issuer's.",
        ) from error


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


def _algorithm(key: bytes) -> bytes:
    """By the key itself, so that nobody has to say it."""
    try:
        found = load_pem_private_key(key, None)
    except (ValueError, TypeError) as error:
        raise Permanent("The private key for signing cannot be read.", "It is PEM text without a password.") from error
    if isinstance(found, EllipticCurvePrivateKey):
        return {256: b"es256", 384: b"es384", 521: b"es512"}.get(found.curve.key_size, b"es256")
    return b"ed25519" if isinstance(found, Ed25519PrivateKey) else b"ps256"
