"""Whether a job stands as it should: against what the model makes of the same files."""

from __future__ import annotations

from enum import Enum
from hashlib import sha256

from dropcut.domain.errors import NotFound
from dropcut.domain.jobs import Job, JobState
from dropcut.domain.values import Sha256, content
from tests.simulation import steps
from tests.simulation.model import Outcome, State, outcome
from tests.simulation.recipes import RECIPES
from tests.simulation.scenario import Story
from tests.simulation.steps import Delivered
from tests.simulation.world import World


class Verdict(Enum):
    """How a job stands."""

    FINE = "fine"
    NOT_YET = "not yet"
    RETRY = "a person must retry"
    WRONG = "wrong"


Known = dict[tuple[object, ...], Outcome]


class Judge:
    """Judges the jobs of one world."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._known: Known = {}

    def verdict(self, story: Story) -> tuple[Verdict, str]:
        """How the job of a story stands, and why."""
        try:
            job = self._world.ledger.job(story.drop)
        except NotFound:
            return Verdict.NOT_YET, "it is not submitted"
        if job.state is JobState.CANCELLED or story.drop in self._world.cancelled:
            both = job.state is JobState.CANCELLED and story.drop in self._world.cancelled
            return (Verdict.FINE, "") if both else (Verdict.WRONG, f"it is {job.state} after a cancel, or without one")
        if job.files != self._world.folder.present(story.drop) or job.arriving:
            return Verdict.NOT_YET, "it has not seen the files that are there"
        newer = "" if job.catalog == steps.catalog("").digest else self._world.newest
        return self._against(job, self._outcome(job, newer))

    def _outcome(self, job: Job, newer: str) -> Outcome:
        known = (job.id, job.files, job.options, job.revision, newer)
        if known not in self._known:
            texts = {file: self._world.folder.texts[job.id, file] for file in job.files}
            state = State(job.id, job.files, texts, job.options, job.revision)
            self._known[known] = outcome(RECIPES[self._world.scenario.recipe], state, steps.catalog(newer))
        return self._known[known]

    def _against(self, job: Job, wanted: Outcome) -> tuple[Verdict, str]:
        if job.state is JobState.WORKING:
            if job.catalog != steps.catalog(self._world.newest).digest:
                return Verdict.NOT_YET, "it has not seen the new version"
            waits = wanted.waits and bool(job.waiting_for) and not self._world.ledger.open_tasks(job.id, 1)
            return (Verdict.FINE, "") if waits else (Verdict.NOT_YET, "it is still being worked on")
        refused = {(each.step, each.about, each.failure.kind) for each in job.refusals}
        more = refused - wanted.refused
        if more and all(kind == "exhausted" or self._was_mended(job, about) for _, about, kind in more):
            return Verdict.RETRY, f"it gave up on {sorted(more)}"
        if refused != wanted.refused:
            return Verdict.WRONG, f"refused {sorted(refused)}, not {sorted(wanted.refused)}: {job.refusals}"
        return self._same(job, wanted)

    def _was_mended(self, job: Job, about: str) -> bool:
        """Whether it failed for good at first, but would not any more."""
        texts = {file: self._world.folder.texts[job.id, file].decode() for file in job.files}
        mended = {name for file, text in texts.items() if "=mended" in text for name in (file.path, text.split()[0])}
        return "=mended" in about or about.partition(" ")[0] in mended

    def _same(self, job: Job, wanted: Outcome) -> tuple[Verdict, str]:
        if wanted.value is None:
            return (Verdict.FINE, "") if job.state is JobState.FAILED else (Verdict.WRONG, f"it is {job.state}, not failed")
        if job.state is not JobState.DONE or job.result is None:
            return Verdict.WRONG, f"it is {job.state}, not done"
        gave = self._result(job)
        if content(gave) != content(wanted.value) and any(each.failure.kind == "exhausted" for each in job.refusals):
            return Verdict.RETRY, "it gave up on one of two things that are called the same"
        if content(gave) != content(wanted.value):
            return Verdict.WRONG, f"it gave {gave.text!r}, not {wanted.value.text!r}"
        return self._delivered(job, gave)

    def _result(self, job: Job) -> Delivered:
        result = job.result
        if result is None or result.inline is None:
            message = f"{job.id} has no result at hand"
            raise ValueError(message)
        return Delivered.model_validate_json(result.inline)

    def _delivered(self, job: Job, gave: Delivered) -> tuple[Verdict, str]:
        stands = self._world.folder.delivery(job.id)
        if stands is None or stands.revision != job.revision:
            return Verdict.WRONG, f"the outbox holds {stands}, not revision {job.revision}"
        found = Sha256(sha256(self._world.folder.delivered(job.id)["film"]).hexdigest())
        if found != gave.picture.sha256:
            return Verdict.WRONG, f"the outbox holds another film than the job gave: {stands}, {gave}"
        return Verdict.FINE, ""
