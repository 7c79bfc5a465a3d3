"""Ids that tell nobody whose they are, for logs and for who did what: the names stand where they can be deleted."""

from __future__ import annotations

import hmac
from typing import Final

from dropcut.domain.names import JobId, Owner, TaskId

_DIGITS: Final = 16
"""Sixteen hexadecimal digits: two of a million drops have the same with a chance of one in forty million."""


class Opaque:
    """The ids of one home. Without its key nobody finds a name by trying names, and nobody needs the key to forget one."""

    def __init__(self, key: bytes) -> None:
        self._key = key

    def owner(self, owner: Owner) -> str:
        """`owner:` and digits; no owner has a `:` in their name."""
        return self._of("owner", owner)

    def job(self, job: JobId) -> str:
        """`job:` and digits."""
        return self._of("job", str(job))

    def task(self, task: TaskId) -> str:
        """The owner's id, and the step and key: a key is a digest, and tells nothing."""
        return f"{self.owner(task.owner)}/{task.step}/{task.key}"

    def person(self, person: str) -> str:
        """`person:` and digits."""
        return self._of("person", person)

    def address(self, address: str) -> str:
        """`from:` and digits; of a call that comes from nowhere, nothing."""
        return self._of("from", address) if address else ""

    def text(self, kind: str, text: str) -> str:
        """Of anything else that somebody chose: a file's name, a folder's."""
        return self._of(kind, text)

    def _of(self, kind: str, text: str) -> str:
        said = f"{kind}\0{text}".encode("utf-8", "surrogatepass")
        return f"{kind}:{hmac.digest(self._key, said, 'sha256').hex()[:_DIGITS]}"
