"""A bucket in our words: every call is one request, every error one of ours."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from io import BytesIO
from mimetypes import guess_type
from typing import NamedTuple

from google.api_core.exceptions import NotFound as NotThere
from google.api_core.exceptions import RequestRangeNotSatisfiable
from google.cloud.storage import Blob as GoogleBlob  # type: ignore[import-untyped]

from dropcut.cloud.gcs.clients import Connection
from dropcut.cloud.gcs.faults import in_words, said
from dropcut.cloud.gcs.stored import Stored
from dropcut.domain.errors import NotFound, Permanent
from dropcut.domain.wording import spoken

_FIELDS = "name,generation,size,timeCreated,updated,crc32c,md5Hash,metadata"
_LISTED = f"items({_FIELDS}),nextPageToken"
_CANCELLED = {499, 404, 410}
"""What the service answers where an upload is closed now (a number of its own), and where it was over before."""
_CANCEL_S = 60
NOBODY = 0
"""The generation of a name that is free."""


_NOTHING = "dropcut/nothing/"
"""No object begins like this: listing these tells of the bucket alone."""


class Part(NamedTuple):
    """Some bytes of one generation of an object."""

    data: bytes | memoryview
    generation: int
    crc32c: str
    """Of the whole object."""


class Bucket:
    """The objects of one bucket."""

    def __init__(self, connection: Connection, name: str) -> None:
        self.name = name
        self.session = connection.session
        self._client = connection.client
        self._again = connection.again
        self._bucket = connection.client.bucket(name)

    def where(self, name: str) -> str:
        """An object as a person is told of it."""
        return spoken(f"gs://{self.name}/{name}")

    def put(self, name: str, data: bytes, metadata: Mapping[str, str], over: int = NOBODY) -> Stored:
        """Write an object in one request, over the generation `over` only. Raises Conflict."""
        blob = self._named(name, metadata)
        with in_words(self.where(name)):
            blob.upload_from_file(BytesIO(data), size=len(data), checksum="crc32c", if_generation_match=over, retry=self._again)
        return Stored.of(blob)

    def begin(
        self, name: str, metadata: Mapping[str, str], over: int = NOBODY, *, size: int | None = None, origin: str = ""
    ) -> str:
        """The address of an upload in pieces, over the generation `over`. Raises Conflict, maybe not before its end.

        With a size it takes just so many bytes; with an origin the scripts of that site may send them.
        """
        with in_words(self.where(name)):
            blob = self._named(name, metadata)
            begun = blob.create_resumable_upload_session(
                size=size, origin=origin or None, if_generation_match=over, checksum=None, retry=self._again
            )
            return str(begun)

    def cancel(self, address: str) -> None:
        """Close the address of an upload: what arrived there is thrown away. One that is over is fine."""
        with in_words(spoken(f"gs://{self.name}")):
            answer = self.session.delete(address, headers={"Content-Length": "0"}, timeout=_CANCEL_S)
        if answer.status_code not in _CANCELLED and not answer.ok:
            raise said(spoken(f"gs://{self.name}"), answer.status_code, answer.text)

    def note(self, stored: Stored, metadata: Mapping[str, str]) -> None:
        """Add to what an object says of itself; its bytes and generation stay."""
        blob = self._named(stored.name, {**stored.metadata, **metadata})
        with in_words(self.where(stored.name)):
            blob.patch(if_generation_match=stored.generation, retry=self._again)

    def look(self, name: str, generation: int | None = None) -> Stored:
        """What is there. Raises NotFound."""
        blob = self._bucket.blob(name, generation=generation)
        with in_words(self.where(name)):
            blob.reload(retry=self._again)
        return Stored.of(blob)

    def check(self) -> None:
        """Raises Permanent when there is no such bucket, or it is closed to us."""
        where = spoken(f"gs://{self.name}")
        try:
            with in_words(where):
                next(iter(self._client.list_blobs(self._bucket, prefix=_NOTHING, fields=_LISTED, retry=self._again)), None)
        except NotFound as error:
            raise Permanent(f"There is no bucket {where}.", "Check its name; whoever runs the home can tell it.") from error

    def looked(self, name: str) -> Stored | None:
        """What is there, if anything is."""
        try:
            return self.look(name)
        except NotFound:
            return None

    def part(self, name: str, start: int, end: int, generation: int | None = None) -> Part | None:
        """The bytes from `start` on and before `end`, or up to the last one; None when there are none so far in.

        Raises NotFound, also when another generation is there.
        """
        blob, into = self._bucket.blob(name, generation=generation), BytesIO()
        with in_words(self.where(name)):
            try:
                blob.download_to_file(into, start=start, end=end - 1, raw_download=True, checksum=None, retry=self._again)
            except RequestRangeNotSatisfiable:
                return None
        return Part(data=into.getbuffer(), generation=int(blob.generation), crc32c=blob.crc32c or "")

    def list(self, prefix: str) -> Iterator[Stored]:
        """What is there below `prefix`, in the order of names."""
        with in_words(self.where(prefix)):
            for blob in self._client.list_blobs(self._bucket, prefix=prefix or None, fields=_LISTED, retry=self._again):
                yield Stored.of(blob)

    def folders(self, prefix: str) -> Iterator[str]:
        """The names of what looks like a folder right below `prefix`."""
        with in_words(self.where(prefix)):
            pages = self._client.list_blobs(
                self._bucket, prefix=prefix, delimiter="/", fields="prefixes,nextPageToken", retry=self._again
            )
            for page in pages.pages:
                yield from (found.removeprefix(prefix).removesuffix("/") for found in sorted(page.prefixes))

    def copy(self, source: Stored, name: str, metadata: Mapping[str, str], over: int = NOBODY) -> Stored:
        """Copy an object inside the bucket, over the generation `over` only. Raises Conflict, NotFound."""
        origin, target = self._bucket.blob(source.name), self._named(name, metadata)
        token = None
        with in_words(self.where(name)):
            while True:
                token, _, _ = target.rewrite(
                    origin,
                    token=token,
                    if_generation_match=over,
                    if_source_generation_match=source.generation,
                    retry=self._again,
                )
                if token is None:
                    return Stored.of(target)

    def delete(self, name: str, generation: int | None = None) -> None:
        """Remove an object, that generation only when one is given (Conflict); one that is not there is fine."""
        with in_words(self.where(name)):
            try:
                self._bucket.blob(name).delete(if_generation_match=generation, retry=self._again)
            except NotThere:
                return

    def _named(self, name: str, metadata: Mapping[str, str]) -> GoogleBlob:
        blob = self._bucket.blob(name)
        blob.metadata = dict(metadata)
        blob.content_type = _content_type(name)
        return blob


def _content_type(name: str) -> str:
    """What a browser is told of an object: a copy does not inherit it."""
    guessed, _ = guess_type(name)
    return f"{guessed}; charset=utf-8" if guessed and guessed.startswith("text/") else guessed or "application/octet-stream"
