"""Drive's API, version 3, as far as it is used: what each request gets."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from email import message_from_bytes
from hashlib import sha256
from typing import Any
from urllib.parse import unquote

from tests.drive.double.drive import DOCUMENT, GOOGLES, Drive, Item
from tests.drive.double.wire import is_media, refused, told
from tests.emulators.listening import Answer, Asked

_API, _UPLOAD = "/drive/v3", "/upload/drive/v3"
_WEEK_MS = 7 * 24 * 3600 * 1000
_ITEM = re.compile(r"/files/([^/]+)")
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@dataclass
class Channel:
    """A channel as Drive keeps it."""

    id: str
    secret: str
    resource: str
    expires: int
    address: str
    number: int = 0
    running: bool = True


@dataclass
class Upload:
    """An upload in pieces."""

    item: Item
    replaces: bool
    size: int
    data: bytearray = field(default_factory=bytearray)
    ended: Answer | None = None


class Service:
    """Answers for one `Drive`. Pushes are not sent: a test carries them, or does not."""

    def __init__(self, drive: Drive, now: Callable[[], int]) -> None:
        self.drive = drive
        self.channels: dict[str, Channel] = {}
        self.pushes: list[dict[str, str]] = []
        """The headers of every push, the oldest first."""
        self.uploads: dict[str, Upload] = {}
        self.address = ""
        self.page = 1_000
        self.exported: list[str] = []
        self.violations: list[str] = []
        """Where the application tried to change what is not its own."""
        self._now = now
        drive.noticed = self._push_all

    def act(self, asked: Asked) -> Answer:
        with self.drive.lock:
            if asked.path.startswith(_UPLOAD):
                return self._upload(asked)
            path = asked.path.removeprefix(_API)
            plain = {
                ("GET", "/files"): self._list,
                ("POST", "/files"): self._create,
                ("GET", "/files/generateIds"): self._ids,
                ("GET", "/changes/startPageToken"): self._start,
                ("GET", "/changes"): self._changes,
                ("POST", "/changes/watch"): self._watch,
                ("POST", "/channels/stop"): self._stop,
            }.get((asked.method, path))
            return plain(asked) if plain else self._of_item(asked, path)

    # Files

    def _of_item(self, asked: Asked, path: str) -> Answer:
        match = _ITEM.match(path)
        item = self.drive.seen(unquote(match[1])) if match else None
        if match is None or item is None:
            return refused(404, "notFound")
        rest = path[match.end() :]
        if rest == "/export":
            return self._export(asked, item)
        if rest == "/copy":
            return self._copy(asked, item)
        if asked.method == "PATCH":
            return self._update(item, asked.json)
        return self._media(asked, item) if is_media(asked) else told(self.drive.told(item))

    def _list(self, asked: Asked) -> Answer:
        match = re.fullmatch(r"'([^']+)' in parents and trashed = false", asked.query["q"])
        if match is None or self.drive.seen(match[1]) is None:
            return refused(404, "notFound")
        if self.drive.shared_drive and asked.query.get("driveId") != self.drive.shared_drive:
            return told({"files": []})
        begin = int(asked.query.get("pageToken", "0"))
        if begin == 0:
            self._listing = self.drive.inside(match[1])
        end = begin + min(int(asked.query["pageSize"]), self.page)
        following = {"nextPageToken": str(end)} if end < len(self._listing) else {}
        return told({"files": [self.drive.told(item) for item in self._listing[begin:end]], **following})

    def _media(self, asked: Asked, item: Item) -> Answer:
        if item.mime.startswith(GOOGLES) or not item.whole:
            return refused(403, "fileNotDownloadable")
        match = re.fullmatch(r"bytes=(\d+)-(\d+)", asked.headers.get("range", ""))
        if match is None:
            return Answer(200, {"Content-Type": item.mime}, item.data)
        begin, end = int(match[1]), min(int(match[2]), len(item.data) - 1)
        if begin > end:
            return refused(416, "requestedRangeNotSatisfiable")
        told_of = {"Content-Type": item.mime, "Content-Range": f"bytes {begin}-{end}/{len(item.data)}"}
        return Answer(206, told_of, item.data[begin : end + 1])

    def _export(self, asked: Asked, item: Item) -> Answer:
        form = asked.query["mimeType"]
        if item.mime != DOCUMENT:
            return refused(403, "fileNotExportable")
        if form == WORD and len(item.data) > self.drive.largest_export:
            return refused(403, "exportSizeLimitExceeded")
        self.exported.append(item.id)
        return Answer(200, {"Content-Type": form}, (b"PK" if form == WORD else b"") + item.data)

    # What we make

    def _ids(self, asked: Asked) -> Answer:
        return told({"ids": [self.drive.new_id() for _ in range(int(asked.query["count"]))]})

    def _create(self, asked: Asked) -> Answer:
        item = self._new(asked.json)
        return item if isinstance(item, Answer) else told(self.drive.told(self.drive.add_ours(item)))

    def _new(self, body: dict[str, Any], data: bytes = b"") -> Item | Answer:
        if self.drive.full:
            return refused(403, "storageQuotaExceeded")
        if body.get("id") in self.drive.used:
            return refused(409, "fileIdInUse")
        mime = body.get("mimeType", "application/octet-stream")
        if "id" in body and mime.startswith(GOOGLES) and not mime.endswith("folder"):
            return refused(400, "invalid")
        if self.drive.seen(body["parents"][0]) is None:
            return refused(404, "notFound")
        new = body.get("id") or self.drive.new_id()
        return Item(new, body["name"], mime, body["parents"][0], data, properties=body.get("appProperties", {}))

    def _update(self, item: Item, body: dict[str, Any]) -> Answer:
        if not item.by_us:
            return self._violated(item)
        fields = {name: body[name] for name in ("name", "trashed") if name in body}
        return told(self.drive.told(self.drive.change(item.id, **fields)))

    def _copy(self, asked: Asked, item: Item) -> Answer:
        body = asked.json
        properties = {**item.properties, **body.get("appProperties", {})}
        made = Item(self.drive.new_id(), body["name"], item.mime, body["parents"][0], item.data, properties=properties)
        return told(self.drive.told(self.drive.add_ours(made)))

    def _violated(self, item: Item) -> Answer:
        self.violations.append(item.name)
        return refused(403, "appNotAuthorizedToFile")

    # Uploads

    def _upload(self, asked: Asked) -> Answer:
        if "upload_id" in asked.query:
            return (
                self._piece(self.uploads[asked.query["upload_id"]], asked)
                if self._is_known(asked)
                else refused(404, "notFound")
            )
        match = _ITEM.match(asked.path.removeprefix(_UPLOAD))
        there = self.drive.seen(match[1]) if match else None
        if match and there is None:
            return refused(404, "notFound")
        if there is not None and not there.by_us:
            return self._violated(there)
        body, data = _parts(asked)
        item = there or self._new(body)
        if isinstance(item, Answer):
            return item
        if asked.query["uploadType"] != "resumable":
            return self._kept(item, data, replaces=there is not None)
        name = sha256(f"{item.id} {len(self.uploads)}".encode()).hexdigest()
        self.uploads[name] = Upload(item, there is not None, int(asked.headers["x-upload-content-length"]))
        return Answer(200, {"Location": f"{self.address}{_UPLOAD}/files?uploadType=resumable&upload_id={name}"})

    def _is_known(self, asked: Asked) -> bool:
        return asked.query["upload_id"] in self.uploads

    def _piece(self, upload: Upload, asked: Asked) -> Answer:
        if upload.ended:
            return upload.ended
        match = re.fullmatch(r"bytes (\d+)-(\d+)/(\d+)", asked.headers.get("content-range", ""))
        if match and int(match[1]) <= len(upload.data):
            del upload.data[int(match[1]) :]
            upload.data += asked.body
        if len(upload.data) == upload.size:
            upload.ended = self._kept(upload.item, bytes(upload.data), replaces=upload.replaces)
            return upload.ended
        so_far = {"Range": f"bytes=0-{len(upload.data) - 1}"} if upload.data else {}
        return Answer(308, so_far)

    def _kept(self, item: Item, data: bytes, *, replaces: bool) -> Answer:
        if replaces:
            return told(self.drive.told(self.drive.change(item.id, data=data)))
        if item.id in self.drive.used:
            return refused(409, "fileIdInUse")
        made = Item(item.id, item.name, item.mime, item.parent, data, properties=item.properties)
        return told(self.drive.told(self.drive.add_ours(made)))

    # Changes

    def _start(self, _asked: Asked) -> Answer:
        return told({"startPageToken": str(len(self.drive.feed))})

    def _changes(self, asked: Asked) -> Answer:
        token = asked.query["pageToken"]
        if not token.isdecimal() or int(token) > len(self.drive.feed):
            return refused(400, "invalid")
        begin = int(token)
        if begin < self.drive.forgotten:
            return refused(410, "pageTokenExpired")
        end = begin + int(asked.query["pageSize"])
        changes = [self._change(item) for item in self.drive.feed[begin:end]]
        last = end >= len(self.drive.feed)
        following = "newStartPageToken" if last else "nextPageToken"
        return told({"changes": changes, following: str(min(end, len(self.drive.feed)))})

    def _change(self, item: str) -> dict[str, Any]:
        seen = self.drive.seen(item)
        return {
            "kind": "drive#change",
            "changeType": "file",
            "fileId": item,
            "removed": seen is None,
            **({"file": self.drive.told(seen)} if seen else {}),
        }

    def _watch(self, asked: Asked) -> Answer:
        body = asked.json
        expires = min(int(body.get("expiration", 0)), self._now() + _WEEK_MS)
        channel = Channel(body["id"], body["token"], sha256(body["id"].encode()).hexdigest(), expires, body["address"])
        self.channels[channel.id] = channel
        self._push(channel, "sync")
        return told({"kind": "api#channel", "id": channel.id, "resourceId": channel.resource, "expiration": str(expires)})

    def _stop(self, asked: Asked) -> Answer:
        channel = self.channels.get(asked.json["id"])
        if channel is None or not channel.running:
            return refused(404, "notFound")
        channel.running = False
        return Answer(204)

    def _push_all(self) -> None:
        for channel in self.channels.values():
            if channel.running and channel.expires > self._now():
                self._push(channel, "change")

    def _push(self, channel: Channel, state: str) -> None:
        channel.number += 1
        self.pushes.append(
            {
                "X-Goog-Channel-ID": channel.id,
                "X-Goog-Channel-Token": channel.secret,
                "X-Goog-Message-Number": str(channel.number),
                "X-Goog-Resource-ID": channel.resource,
                "X-Goog-Resource-State": state,
                "X-Goog-Resource-URI": "https://www.googleapis.com/drive/v3/changes",
            }
        )


def _parts(asked: Asked) -> tuple[dict[str, Any], bytes]:
    if asked.query["uploadType"] == "resumable":
        return asked.json, b""
    kind = asked.headers["content-type"]
    if not kind.startswith("multipart/"):  # nothing but the bytes: nothing else of the file changes
        return {}, asked.body
    message = message_from_bytes(b"Content-Type: " + kind.encode() + b"\r\n\r\n" + asked.body)
    described, data = (part.get_payload(decode=True) for part in message.get_payload())  # type: ignore[union-attr]
    return json.loads(bytes(described)), bytes(data)
