"""The checksum that the service keeps of every object."""

from __future__ import annotations

from base64 import b64encode

from google_crc32c import Checksum


class Crc32c:
    """Grows with what is added."""

    def __init__(self, data: bytes | memoryview = b"") -> None:
        self._checksum = Checksum(bytes(data))  # type: ignore[no-untyped-call]

    def add(self, data: bytes) -> None:
        """Count in `data`."""
        self._checksum.update(data)  # type: ignore[no-untyped-call]

    def __str__(self) -> str:
        """As the service writes it."""
        return b64encode(self._checksum.digest()).decode()  # type: ignore[no-untyped-call]
