"""A whole folder on its way: a few files side by side, wave after wave."""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from threading import Event, Lock, Thread

from dropcut.cloud.gcs.bucket import Bucket
from dropcut.cloud.gcs.stored import Stored
from dropcut.cloud.submitting.notes import Notes
from dropcut.cloud.submitting.one_file import Arrived, OneFile
from dropcut.domain.errors import DropcutError, Permanent, Stopped
from dropcut.engine.elsewhere import Moved, UserFile

_SIDE_BY_SIDE = 4


@dataclass(frozen=True)
class Load:
    """What is to be sent, and where to."""

    top: str
    """What the names of all its objects begin with."""
    waves: Sequence[Sequence[UserFile]]
    there: Mapping[str, Stored]
    """What lay there before, by name."""
    replace: bool


class Sending:
    """See `dropcut.engine.elsewhere.Sending`. Its threads end with the process: what they had sent is noted piece by piece."""

    def __init__(self, bucket: Bucket, load: Load, notes: Notes) -> None:
        self._bucket = bucket
        self._load = load
        self._notes = notes
        self._tally = Tally([file for wave in load.waves for file in wave])
        self._ended = Event()

    def begin(self) -> None:
        """Start."""
        Thread(target=self._run, daemon=True, name="sending").start()

    def moved(self) -> Moved:
        """How far it is now."""
        return self._tally.moved()

    def over(self, within_s: float) -> bool:
        """Whether nothing is under way any more."""
        return self._ended.wait(within_s)

    def stop(self) -> None:
        """Begin nothing more."""
        self._tally.stop()

    def troubles(self) -> Sequence[DropcutError]:
        """What could not be sent, and why."""
        return tuple(self._tally.troubles)

    def _run(self) -> None:
        try:
            for wave in self._load.waves:
                self._send(wave)
                if self._tally.troubles:
                    return
        finally:
            self._ended.set()

    def _send(self, wave: Sequence[UserFile]) -> None:
        left = deque(wave)
        threads = [Thread(target=self._work, args=(left,), daemon=True) for _ in wave[:_SIDE_BY_SIDE]]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

    def _work(self, left: deque[UserFile]) -> None:
        while True:
            try:
                file = left.popleft()
            except IndexError:
                return
            self._bring(file)

    def _bring(self, file: UserFile) -> None:
        name = self._load.top + file.version.path
        watch = FileWatch(self._tally, file)
        try:
            one = OneFile(self._bucket, name, file, self._notes, watch)
            arrived = one.bring(self._load.there.get(name), replace=self._load.replace)
        except Stopped:
            return
        except DropcutError as trouble:
            self._tally.note_trouble(trouble)
        except Exception as mistake:  # noqa: BLE001 - a thread that dies in silence would leave a file behind
            message = f"{file.version.spoken()} was not sent: {type(mistake).__name__}: {mistake}"
            self._tally.note_trouble(Permanent(message, "This is a mistake in Dropcut: please report it."))
        else:
            self._tally.note_arrived(arrived)


class Tally:
    """What is known of all files together. Safe for threads."""

    def __init__(self, files: Sequence[UserFile]) -> None:
        self.troubles: list[DropcutError] = []
        self._all = Moved(files=len(files), bytes=sum(file.version.size for file in files))
        self._arrived: dict[str, int] = {}
        self._resumed: dict[str, int] = {}
        self._how = dict.fromkeys(Arrived, 0)
        self._doing = ""
        self._lock = Lock()
        self._stopped = Event()

    def moved(self) -> Moved:
        with self._lock:
            counted = {
                "sent": self._how[Arrived.SENT],
                "there": self._how[Arrived.THERE],
                "arrived": sum(self._arrived.values()),
                "resumed": sum(self._resumed.values()),
                "doing": self._doing,
            }
        return self._all.model_copy(update=counted)

    def stop(self) -> None:
        self._stopped.set()

    def check(self) -> None:
        if self._stopped.is_set():
            raise Stopped("The sending was stopped.")

    def note(self, path: str, *, arrived: int | None = None, resumed: int | None = None) -> None:
        with self._lock:
            self._doing = path
            if arrived is not None:
                self._arrived[path] = arrived
            if resumed is not None:
                self._resumed[path] = resumed

    def note_arrived(self, how: Arrived) -> None:
        with self._lock:
            self._how[how] += 1

    def note_trouble(self, trouble: DropcutError) -> None:
        with self._lock:
            self.troubles.append(trouble)


class FileWatch:
    """See `Onlooker`."""

    def __init__(self, tally: Tally, file: UserFile) -> None:
        self._tally = tally
        self._path = file.version.path
        tally.note(self._path)

    def check(self) -> None:
        self._tally.check()

    def arrived(self, count: int) -> None:
        self._tally.note(self._path, arrived=count)

    def resumed(self, count: int) -> None:
        self._tally.note(self._path, resumed=count)
