"""Requests as Google sends them."""

from __future__ import annotations

import json
from base64 import b64encode

from flask import Request
from werkzeug.test import EnvironBuilder

from dropcut.cloud.pubsub.messages import attributes, encoded
from dropcut.ports.dispatch import Message

JSON = {"Content-Type": "application/json"}
INBOX = "drops"


def pushed(message: Message) -> bytes:
    """What a subscription pushes."""
    return push_of(b64encode(encoded(message)).decode(), attributes(message))


def push_of(data: str, told: dict[str, str] | None = None) -> bytes:
    message = {"data": data, "attributes": told or {}, "messageId": "7", "publishTime": "2026-11-21T00:00:00Z"}
    return json.dumps({"subscription": "projects/p/subscriptions/s", "message": message}).encode()


def storage_headers(kind: str = "finalized") -> dict[str, str]:
    """Those of Eventarc."""
    return {
        **JSON,
        "ce-id": "10001",
        "ce-specversion": "1.0",
        "ce-type": f"google.cloud.storage.object.v1.{kind}",
        "ce-source": f"//storage.googleapis.com/projects/_/buckets/{INBOX}",
    }


def stored(name: str, bucket: str = INBOX) -> bytes:
    """An object's resource, with more in it than anybody needs."""
    return json.dumps({"kind": "storage#object", "name": name, "bucket": bucket, "generation": "17", "size": "12"}).encode()


def request(body: bytes, headers: dict[str, str] | None = None) -> Request:
    return Request(EnvironBuilder(method="POST", data=body, headers=list((headers or JSON).items())).get_environ())
