"""Whether deliveries can be signed, where they are to be: a certificate ends on a day that nobody remembers."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from importlib.util import find_spec
from typing import Final

from dropcut.domain.provenance import Credentials
from dropcut.domain.wording import spoken
from dropcut.engine.findings import Finding, bad, good, noted

_TO_SIGN: Final = "Install the extra: pip install 'dropcut[provenance]'"
_TO_RENEW: Final = "Have a new one issued, and name it in DROPCUT_SIGN_CERTIFICATE: nothing can be signed without."
_SOON: Final = timedelta(days=30)


def signs(credentials: Credentials | None, now: datetime) -> Iterator[Finding]:
    """How the certificate stands. Raises Permanent when it, or its key, cannot be read."""
    if credentials is None:
        return
    if find_spec("c2pa") is None or find_spec("cryptography") is None:
        yield bad("signing", "Content Credentials need a package that is not installed.", _TO_SIGN)
        return
    from dropcut.media.credentials import good_from_to  # noqa: PLC0415 - of an extra

    (begins, ends), which = good_from_to(credentials), spoken(str(credentials.certificates))
    if now >= ends:
        yield bad("signing", f"{which} was good until {ends:%Y-%m-%d}.", _TO_RENEW)
    elif now < begins:
        yield bad("signing", f"{which} is good from {begins:%Y-%m-%d} on.", _TO_RENEW)
    elif now >= ends - _SOON:
        yield noted("signing", f"{which} is good until {ends:%Y-%m-%d}.", _TO_RENEW)
    else:
        yield good("signing", f"{which} is good until {ends:%Y-%m-%d}")
