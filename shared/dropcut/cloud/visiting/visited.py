"""See `dropcut.engine.elsewhere.Elsewhere`."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property
from pathlib import Path

from dropcut.cloud.gcs.bucket import Bucket
from dropcut.cloud.gcs.stored import Stored
from dropcut.cloud.inbox.listing import version_of
from dropcut.cloud.inbox.naming import inbox_of, is_visible, outbox_of
from dropcut.cloud.submitting.notes import Notes
from dropcut.cloud.submitting.one_file import is_ours, occupied
from dropcut.cloud.submitting.sending import Load, Sending
from dropcut.domain.blobs import FileVersion
from dropcut.domain.errors import Permanent
from dropcut.domain.names import JobId
from dropcut.engine.elsewhere import Law, UserFile
from dropcut.engine.findings import Finding
from dropcut.engine.home import Home


def nothing_to_say() -> Iterator[Finding]:
    """For whoever is not examined."""
    return iter(())


class Visited:
    """The home whose inbox is `inbox`; `store` names the bucket of its deliveries, `build` finds the rest of it."""

    def __init__(
        self,
        inbox: Bucket,
        store: Callable[[], str],
        build: Callable[[], Home],
        examine: Callable[[], Iterator[Finding]] = nothing_to_say,
        law: Callable[[Home], Law] | None = None,
    ) -> None:
        self._law = law
        self.examined = examine
        self._inbox = inbox
        self._store = store
        self._build = build

    @cached_property
    def home(self) -> Home:
        """Its ledger, folder and messages."""
        return self._build()

    @cached_property
    def law(self) -> Law:
        """How it deletes. Raises Permanent where it cannot be told."""
        if self._law is None:
            raise Permanent("This home cannot be asked for that from here.", "Ask its API.")
        return self._law(self.home)

    @property
    def address(self) -> str:
        """As `--home` takes it."""
        return f"gs://{self._inbox.name}"

    @property
    def log(self) -> str:
        """Where its operators read what happened."""
        return "in Cloud Logging, under jsonPayload.job: GET /v1/jobs/<owner>/<drop> tells its log_id"

    def inbox_of(self, drop: JobId) -> str:
        """Where its files lie."""
        return f"gs://{self._inbox.name}/{inbox_of(drop)}"

    def outbox_of(self, drop: JobId) -> str:
        """Where its deliveries lie."""
        return f"gs://{self._store()}/{outbox_of(drop)}"

    def there(self, drop: JobId) -> Mapping[str, FileVersion]:
        """What lies in a drop now."""
        top = inbox_of(drop)
        paths = {name.removeprefix(top): stored for name, stored in self._objects(drop).items()}
        return {path: version_of(path, stored) for path, stored in paths.items() if is_visible(path)}

    def send(self, drop: JobId, waves: Sequence[Sequence[UserFile]], notes: Path, *, replace: bool) -> Sending:
        """Begin to send."""
        known, top, objects = Notes(notes), inbox_of(drop), self._objects(drop)
        for file in (file for wave in waves for file in wave):
            there = objects.get(top + file.version.path)
            if there is not None and not replace and there.size != file.version.size and not is_ours(there, known):
                raise occupied(self._inbox.where(there.name))
        sending = Sending(self._inbox, Load(top, waves, objects, replace), known)
        sending.begin()
        return sending

    def _objects(self, drop: JobId) -> dict[str, Stored]:
        self._inbox.check()
        return {stored.name: stored for stored in self._inbox.list(inbox_of(drop))}
