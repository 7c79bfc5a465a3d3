"""One call of `dropcut submit`: a folder is sent, its job followed, and what came of it said."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from time import monotonic

from dropcut.domain.jobs import Job, JobState
from dropcut.domain.money import Afforded
from dropcut.domain.names import JobId
from dropcut.domain.wording import count_of, spoken
from dropcut.engine.elsewhere import Elsewhere
from dropcut.engine.jobs import afford_ahead
from dropcut.engine.progress import progress
from dropcut.local.elsewhere.choosing import Chosen, chosen
from dropcut.local.elsewhere.fetching import check_target, delivered_addresses, fetched
from dropcut.local.elsewhere.following import Following
from dropcut.local.elsewhere.opening import misused
from dropcut.local.elsewhere.sending import Outcome, sent
from dropcut.local.elsewhere.standing import why_there
from dropcut.local.ending import Ending, Standing, ending_of
from dropcut.local.exits import Exit
from dropcut.local.lock import kept_alone
from dropcut.local.place import safe_name
from dropcut.local.showing.shown import Display
from dropcut.local.signals import Told, told_to_stop

_GOES_ON = "The work goes on there without this: the same command follows it again."


@dataclass(frozen=True)
class Submission:
    """What was asked for."""

    folder: Path
    drop: JobId
    notes: Path
    """A folder of this machine for what is half sent."""
    replace: bool = False
    follow: bool = True
    get: Path | None = None
    """Where to put what is delivered, if anywhere."""
    afforded: Afforded | None = None
    """What the job may spend, where that was said."""


@dataclass(frozen=True)
class Submitted:
    """How it ended, and what a person should know besides."""

    ending: Ending
    remarks: tuple[str, ...]


def drop_for(folder: Path, owner: str, name: str | None) -> JobId:
    """The drop that a folder becomes, called like it unless said. Raises Permanent."""
    return JobId.parse(f"{owner}/{name or safe_name(folder.resolve().name).lstrip('.') or 'drop'}")


def submit(elsewhere: Elsewhere, submission: Submission, display: Display) -> Submitted:
    """Send, and follow. Raises Misuse or BadInput before anything is sent."""
    where = elsewhere.inbox_of(submission.drop)
    notes = submission.notes / sha256(where.encode()).hexdigest()[:40]
    with told_to_stop() as told, kept_alone(notes / "lock", spoken(where)):
        return _Submitting(elsewhere, submission, notes, display, told).submitted()


class _Submitting:
    def __init__(self, elsewhere: Elsewhere, submission: Submission, notes: Path, display: Display, told: Told) -> None:
        self._elsewhere = elsewhere
        self._submission = submission
        self._notes = notes
        self._drop = submission.drop
        self._display = display
        self._told = told
        self._began = monotonic()
        self._where = elsewhere.inbox_of(submission.drop)

    def submitted(self) -> Submitted:
        files, remarks = self._prepared()
        self._afford()
        outcome = self._sent(files)
        if not outcome.complete or not self._submission.follow:
            return Submitted(self._ending_of_sending(outcome), remarks)
        return Submitted(self._followed(outcome), remarks)

    def _prepared(self) -> tuple[Chosen, tuple[str, ...]]:
        """Everything that may be wrong is found here, before the first byte is sent."""
        top = self._submission.folder
        if self._submission.get is not None:
            check_target(self._submission.get, top)
        with misused():
            there = self._elsewhere.there(self._drop)
            if self._submission.follow:
                self._elsewhere.home.ledger.open_tasks(self._drop, 1)
        files = chosen(top, self._drop, there)
        return files, tuple(_remarks(files, frozenset(there)))

    def _afford(self) -> None:
        """Before the first file is there: then nothing is begun that could pass it."""
        afforded = self._submission.afforded
        if afforded is not None:
            with misused():
                afford_ahead(self._elsewhere.home, self._drop, afforded.budget)

    def _sent(self, files: Chosen) -> Outcome:
        with misused():
            sending = self._elsewhere.send(self._drop, files.waves, self._notes, replace=self._submission.replace)
        return sent(sending, self._drop, self._display, self._told)

    def _ending_of_sending(self, outcome: Outcome) -> Ending:
        return Ending(
            job=str(self._drop),
            revision=0,
            state=JobState.WORKING,
            exit_code=outcome.exit_code,
            message=outcome.said(self._where),
            problems=outcome.problems(),
            files=(),
            steps=(outcome.step,),
            milliseconds=self._milliseconds(),
            log=self._elsewhere.log,
        )

    def _followed(self, outcome: Outcome) -> Ending:
        following = Following(self._elsewhere, self._drop, self._display, (outcome.step,))
        at_rest = following.until_it_rests(self._told)
        if following.job is None:
            return self._left(outcome)
        ending = self._ending(following.job, outcome, at_rest=at_rest)
        return ending if at_rest else ending.model_copy(update={"message": f"Stopped following. {_GOES_ON}"})

    def _left(self, outcome: Outcome) -> Ending:
        """Somebody stopped us before the home had seen anything."""
        update = {"exit_code": Exit.STOPPED, "message": f"{outcome.said(self._where)} {_GOES_ON}"}
        return self._ending_of_sending(outcome).model_copy(update=update)

    def _ending(self, job: Job, outcome: Outcome, *, at_rest: bool) -> Ending:
        home = self._elsewhere.home
        standing = Standing(
            job=job,
            at_rest=at_rest,
            worked=True,
            why=why_there(self._elsewhere, job),
            files=self._files(job),
            steps=(outcome.step, *progress(home, job).steps),
        )
        return ending_of(standing, self._milliseconds() / 1000, self._elsewhere.log)

    def _files(self, job: Job) -> tuple[Path | str, ...]:
        if job.state is not JobState.DONE:
            return ()
        if self._submission.get is not None:
            return fetched(self._elsewhere, self._drop, self._submission.get)
        return delivered_addresses(self._elsewhere, self._drop)

    def _milliseconds(self) -> int:
        return round((monotonic() - self._began) * 1000)


def _remarks(files: Chosen, there: frozenset[str]) -> Iterator[str]:
    if files.unfinished:
        left = count_of(len(files.unfinished), "file")
        yield f"{left} still being copied, such as {spoken(files.unfinished[0])}: left out, submit again once complete."
    others = sorted(there - {file.version.path for file in files.files})
    if others:
        held = count_of(len(others), "file")
        yield f"The drop also holds {held} that this folder has not, such as {spoken(others[0])}: nothing there is deleted."
