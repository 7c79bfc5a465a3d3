"""What a home signs deliveries with, as its environment says. Called by wiring alone."""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path
from typing import Final

from dropcut.domain.errors import Permanent
from dropcut.domain.provenance import Credentials
from dropcut.domain.values import Sha256
from dropcut.domain.wording import spoken

CERTIFICATE: Final = "DROPCUT_SIGN_CERTIFICATE"
KEY: Final = "DROPCUT_SIGN_KEY"
TIMESTAMPS: Final = "DROPCUT_SIGN_TIMESTAMPS"


def credentials_from(told: Mapping[str, str]) -> Credentials | None:
    """None where nothing is said: nothing is signed then. Raises Permanent for what cannot be read.

    Whoever only decides needs no key: it may be kept where things are signed.
    """
    if not told.get(CERTIFICATE):
        return None
    certificates = Path(told[CERTIFICATE])
    try:
        text = certificates.read_bytes()
    except OSError as error:
        raise Permanent(f"{CERTIFICATE} names {spoken(str(certificates))}: {error.strerror}.", "Name a PEM file.") from error
    return Credentials(
        fingerprint=Sha256(sha256(text).hexdigest()),
        certificates=certificates,
        key=Path(told.get(KEY, "")),
        timestamps=told.get(TIMESTAMPS, ""),
    )
