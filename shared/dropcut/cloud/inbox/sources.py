"""What is delivered, looked at before anything is changed."""

from __future__ import annotations

from hashlib import file_digest

from dropcut.cloud.gcs.bucket import Bucket
from dropcut.cloud.gcs.reading import ObjectFile, buffered, located
from dropcut.cloud.gcs.stored import Stored
from dropcut.cloud.gcs.writing import SHA256
from dropcut.domain.blobs import Blob
from dropcut.domain.errors import LostBlob, NotFound


def source_of(bucket: Bucket, blob: Blob) -> Stored:
    """The object of a blob. Raises LostBlob when it is missing, or holds other bytes.

    An object of ours says what it holds, and the service keeps what it was given: only one that says nothing is read.
    """
    try:
        stored = bucket.look(blob.path)
        if (stored.metadata.get(SHA256) or _sha256(bucket, stored)) == blob.sha256:
            return stored
    except NotFound as error:
        raise LostBlob([blob.path], f"What is to be delivered is missing: {blob.path}.") from error
    raise LostBlob([blob.path], f"What is to be delivered is damaged: {blob.path}.")


def _sha256(bucket: Bucket, stored: Stored) -> str:
    head, size = located(bucket, stored.name, stored.generation)
    with buffered(ObjectFile(bucket, stored.name, head, size)) as file:
        return file_digest(file, "sha256").hexdigest()  # type: ignore[arg-type]
