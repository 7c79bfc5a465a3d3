"""How a message to somebody's program is signed, and how that program sees that it is ours and new.

As the Standard Webhooks specification has it, so that there is a library for every language: see `docs/how-to/webhooks.md`.
"""

from __future__ import annotations

import hmac
from base64 import b64decode, b64encode
from binascii import Error
from collections.abc import Mapping
from hashlib import sha256
from typing import Final

from dropcut.domain.errors import Permanent

ID: Final = "webhook-id"
TIMESTAMP: Final = "webhook-timestamp"
SIGNATURE: Final = "webhook-signature"
TOLERANCE_S: Final = 300
"""How far a message's time may lie from the receiver's clock."""
_PREFIX: Final = "whsec_"
_FEWEST_BYTES: Final = 24
_MOST_BYTES: Final = 64
_VERSION: Final = "v1"
_LONGEST: Final = 4_096
_SIGNED_BY_SOMEBODY_ELSE: Final = "The signature is not made with this secret, or something was changed on the way."


def secret_of(random: bytes) -> str:
    """A secret as people copy it, from so many random bytes as are wanted."""
    return _PREFIX + b64encode(random).decode()


def signed(secret: str, message: str, seconds: int, body: bytes) -> dict[str, str]:
    """The headers of one attempt to send a message, `seconds` being the time of it since 1970. Raises Permanent."""
    return {ID: message, TIMESTAMP: str(seconds), SIGNATURE: f"{_VERSION},{_mac(secret, message, str(seconds), body)}"}


def verify(secret: str, headers: Mapping[str, str], body: bytes, seconds: int) -> str:
    """For receivers: the message's id, when it is ours and of now; `seconds` is the receiver's time since 1970.

    Every attempt to send one message has its id: whoever keeps the ids of the last `TOLERANCE_S` sees what is played again.
    `body` is what came, byte for byte. Takes the same time for every wrong signature. Raises Permanent for all else.
    """
    told = {name.lower(): value for name, value in headers.items()}
    message, stamp, signatures = told.get(ID, ""), told.get(TIMESTAMP, ""), told.get(SIGNATURE, "")
    if not (message and stamp.isascii() and stamp.isdigit() and signatures) or len(signatures) > _LONGEST:
        raise Permanent("The message is not signed.", f"Its headers are {ID}, {TIMESTAMP} and {SIGNATURE}.")
    if abs(int(stamp[:15]) - seconds) > TOLERANCE_S:
        raise Permanent("The message is too old, or the clocks differ.", "It may be an older one that is played again.")
    ours = f"{_VERSION},{_mac(secret, message, stamp, body)}".encode()
    if not any([hmac.compare_digest(ours, one.encode()) for one in signatures.split(" ")]):  # noqa: C419 - all, whichever fits
        raise Permanent(_SIGNED_BY_SOMEBODY_ELSE, "Take the secret that was shown when the webhook was made.")
    return message


def _mac(secret: str, message: str, stamp: str, body: bytes) -> str:
    made = hmac.new(_key(secret), f"{message}.{stamp}.".encode() + body, sha256)
    return b64encode(made.digest()).decode()


def _key(secret: str) -> bytes:
    try:
        key = b64decode(secret.removeprefix(_PREFIX), validate=True)
    except (Error, ValueError):
        key = b""
    if not secret.startswith(_PREFIX) or not _FEWEST_BYTES <= len(key) <= _MOST_BYTES:
        raise Permanent("This is no secret of a webhook.", f"It begins with {_PREFIX} and is base64 of 24 to 64 bytes.")
    return key
