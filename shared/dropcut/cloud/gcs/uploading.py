"""A long object on its way, piece by piece: it appears with the last one."""

from __future__ import annotations

from collections.abc import Mapping
from http import HTTPStatus
from time import sleep
from typing import Self

from requests import Response

from dropcut.cloud.gcs.bucket import NOBODY, Bucket
from dropcut.cloud.gcs.faults import in_words, said
from dropcut.cloud.gcs.stored import Stored
from dropcut.domain.errors import Unavailable

UNIT = 1 << 18
"""Pieces but the last are multiples of this."""
_GOES_ON = HTTPStatus.PERMANENT_REDIRECT
_WAITS_S = (0.5, 1, 2, 4, 8)
_TIMEOUT_S = 120


class BrokenUpload(Unavailable):
    """The service knows the upload no more, or says of it what cannot be: it must begin anew."""


class Upload:
    """An upload over the generation `over` only: to a name that is free unless said.

    One that is never ended costs nothing, and is forgotten after a week.
    """

    def __init__(self, bucket: Bucket, name: str, metadata: Mapping[str, str], over: int = NOBODY, address: str = "") -> None:
        self.sent = 0
        self._bucket = bucket
        self._name = name
        self.address = address or bucket.begin(name, metadata, over)
        """Whoever has it can go on with the upload."""

    @classmethod
    def resumed(cls, bucket: Bucket, name: str, address: str, sent: int) -> Self:
        """One that was begun earlier, and has at least so many bytes."""
        upload = cls(bucket, name, {}, address=address)
        upload.sent = sent
        return upload

    def send(self, piece: memoryview) -> int:
        """Send a piece, a multiple of `UNIT`; gives how many of its bytes were kept: the others are to be sent again."""
        answer = self._insist(piece, "*")
        kept = _kept(answer) - self.sent if answer.status_code == _GOES_ON else 0
        if kept <= 0:
            raise self._broken()
        self.sent += kept
        return kept

    def end(self, rest: memoryview) -> Stored:
        """Send what is left, at least a byte; gives the object. Raises Conflict when the name was taken meanwhile."""
        total = str(self.sent + len(rest))
        answer = self._insist(rest, total)
        while answer.status_code == _GOES_ON:
            kept = _kept(answer) - self.sent
            if not 0 < kept < len(rest):
                raise self._broken()
            self.sent, rest = self.sent + kept, rest[kept:]
            answer = self._insist(rest, total)
        return Stored.of_resource(answer.json())

    def _insist(self, piece: memoryview, total: str) -> Response:
        """Send, again when it fails for now: the service leaves out what it already has."""
        for wait in _WAITS_S:
            try:
                return self._put(piece, total)
            except BrokenUpload:
                raise
            except Unavailable:
                sleep(wait)
        return self._put(piece, total)

    def _put(self, piece: memoryview, total: str) -> Response:
        headers = {"Content-Range": f"bytes {self.sent}-{self.sent + len(piece) - 1}/{total}"}
        where = self._bucket.where(self._name)
        with in_words(where):
            answer = self._bucket.session.put(self.address, data=piece, headers=headers, timeout=_TIMEOUT_S)
        if answer.status_code in {HTTPStatus.NOT_FOUND, HTTPStatus.GONE}:
            raise self._broken()
        if answer.status_code not in {HTTPStatus.OK, HTTPStatus.CREATED, _GOES_ON}:
            raise said(where, answer.status_code, answer.text)
        return answer

    def _broken(self) -> BrokenUpload:
        return BrokenUpload(f"The upload to {self._bucket.where(self._name)} broke off.", "The work goes on by itself.")


def _kept(answer: Response) -> int:
    """How many bytes the service has, from the beginning on."""
    _, _, last = answer.headers.get("Range", "bytes=0--1").partition("-")
    return int(last) + 1
