"""The key of a task: what makes two pieces of work the same work."""

from __future__ import annotations

from hashlib import sha256

from dropcut.domain.names import Key
from dropcut.domain.values import canonical, content


def task_key(step: str, version: str, inputs: object) -> Key:
    """The sha256 of a step, its version, and the content of what it works on.

    The owner is not part of the key: it is part of every place where a key is looked up.
    """
    return Key(sha256(canonical([step, version, content(inputs)])).hexdigest())


def group_key(step: str, version: str, items_digest: str, recheck: int) -> Key:
    """Names one batch of shards of a job. `recheck` grows when a blob was lost, so that every shard is looked at again."""
    return Key(sha256(canonical([step, version, items_digest, recheck])).hexdigest())
