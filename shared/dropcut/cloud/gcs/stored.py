"""What a bucket tells of one object."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Self

from google.cloud.storage import Blob as GoogleBlob  # type: ignore[import-untyped]
from pydantic import Field

from dropcut.domain.values import Count, Instant, Value


class Stored(Value):
    """One generation of one object."""

    name: str
    generation: int
    size: Count
    created: Instant
    updated: Instant
    crc32c: str
    md5: str = ""
    """Empty for an object that was composed of others."""
    metadata: dict[str, str] = Field(default_factory=dict)

    @classmethod
    def of(cls, blob: GoogleBlob) -> Self:
        """What the client has read."""
        return cls(
            name=blob.name,
            generation=int(blob.generation),
            size=int(blob.size),
            created=_instant(blob.time_created),
            updated=_instant(blob.updated or blob.time_created),
            crc32c=blob.crc32c or "",
            md5=blob.md5_hash or "",
            metadata=blob.metadata or {},
        )

    @classmethod
    def of_resource(cls, resource: Mapping[str, object]) -> Self:
        """What an answer or an event holds as JSON, its numbers written as text."""
        created = datetime.fromisoformat(str(resource["timeCreated"]))
        metadata = resource.get("metadata")
        return cls(
            name=str(resource["name"]),
            generation=int(str(resource["generation"])),
            size=int(str(resource["size"])),
            created=_instant(created),
            updated=_instant(datetime.fromisoformat(str(resource["updated"])) if "updated" in resource else created),
            crc32c=str(resource.get("crc32c", "")),
            md5=str(resource.get("md5Hash", "")),
            metadata=dict(metadata) if isinstance(metadata, Mapping) else {},
        )

    def has_the_bytes_of(self, other: Stored) -> bool:
        """Whether two objects hold the same bytes, as far as their checksums tell."""
        return (self.size, self.crc32c, self.md5) == (other.size, other.crc32c, other.md5)


def _instant(time: datetime) -> Instant:
    return Instant(round(time.timestamp() * 1000))
