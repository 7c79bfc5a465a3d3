"""Sign: the finished programme, with a manifest that says what it was made from and what was done to it."""

from __future__ import annotations

from dropcut.domain.errors import Gone, Permanent
from dropcut.domain.provenance import Signed, Signing
from dropcut.ports.tools import Tools


def sign(tools: Tools, signing: Signing) -> Signed:
    """Put Content Credentials into a copy of the file. Raises Permanent when it cannot be signed."""
    try:
        from dropcut.media.credentials import signed
    except ImportError as error:
        raise Permanent(
            "Content Credentials need a package that is not installed.", "Install the extra: pip install 'dropcut[provenance]'"
        ) from error
    credentials = tools.programs.credentials
    if credentials is None or credentials.fingerprint != signing.signer:
        raise Gone(
            "The certificate that this delivery was to be signed with is not here any more.",
            "Set DROPCUT_SIGN_CERTIFICATE as it was, or retry: the job then goes on with the one that is set.",
        )
    made = tools.scratch / f"signed.{signing.name.rpartition('.')[2]}"
    label = signed(tools.path(signing.blob), made, signing, credentials, tools.stopped)
    return Signed(blob=tools.keep(signing.name, made), manifest=label)
