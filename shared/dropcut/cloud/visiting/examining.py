"""Is a home of the cloud sound, from its inbox to its functions: one finding a line, each with what to do."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Final

from dropcut.cloud.gcs.bucket import Bucket
from dropcut.cloud.pubsub.clients import Posts
from dropcut.cloud.run_jobs.clients import Connection
from dropcut.cloud.settings import job_of
from dropcut.cloud.visiting.answering import Answering, answering
from dropcut.cloud.visiting.card import HomeCard
from dropcut.cloud.visiting.executions import deployed
from dropcut.cloud.visiting.mail import Mail
from dropcut.domain.jobs import JobState
from dropcut.domain.wording import count_of, printable, spoken
from dropcut.engine.findings import Finding, bad, good, looked, noted
from dropcut.engine.home import Home
from dropcut.engine.lookout import last_sweep
from dropcut.engine.webhooks.checking import untold
from dropcut.ports.records import Records

_SWEEP_MS: Final = 5 * 60_000
"""The clock calls once a minute."""
_RUNBOOK: Final = "docs/operations.md tells how, under"
_MANY: Final = 200


@dataclass(frozen=True)
class Examining:
    """One look at a home. What cannot be looked at, because a role is missing, is a finding too."""

    inbox: Bucket
    card: Callable[[], HomeCard]
    store: Callable[[str], Bucket]
    home: Callable[[], Home]
    records: Callable[[], Records]
    posts: Callable[[], Posts]
    runs: Callable[[], Connection]

    def findings(self) -> Iterator[Finding]:
        """From the outside in; nothing is changed."""
        yield from looked("inbox", self._inbox)
        yield from looked("home.json", self._card)
        yield from looked("store", self._store)
        yield from looked("firestore", self._ledger)
        yield from looked("sweep", self._sweep)
        yield from looked("messages", self._mail)
        yield from looked("gpu jobs", self._jobs)
        yield from looked("people", lambda: untold(self.records()))

    def _inbox(self) -> Iterator[Finding]:
        self.inbox.check()
        yield good("inbox", f"{spoken(f'gs://{self.inbox.name}')} can be read")

    def _card(self) -> Iterator[Finding]:
        card = self.card()
        yield good("home.json", f"the home of the project {spoken(card.project)}, with the store {spoken(card.store)}")

    def _store(self) -> Iterator[Finding]:
        name = self.card().store
        self.store(name).check()
        yield good("store", f"{spoken(f'gs://{name}')} can be read")

    def _ledger(self) -> Iterator[Finding]:
        ledger = self.home().ledger
        now = ledger.now()
        yield good("firestore", f"the database {spoken(self.card().database)} answers")
        working = [job for job, _ in zip(ledger.jobs(states={JobState.WORKING}), range(_MANY), strict=False)]
        failed = sum(1 for _ in zip(ledger.jobs(states={JobState.FAILED}), range(_MANY), strict=False))
        oldest = max((now - job.revised for job in working), default=0) // 60_000
        about = f", the oldest for {oldest} min" if oldest else ""
        yield good("jobs", f"{count_of(len(working), 'job')} worked on{about}")
        if failed:
            listed = f"dropcut status --home gs://{self.inbox.name}"
            yield noted("jobs", f"{count_of(failed, 'job')} failed.", f"What went wrong is told by: {listed}")

    def _sweep(self) -> Iterator[Finding]:
        records = self.records()
        swept = last_sweep(records)
        advice = f"See whether Cloud Scheduler calls functions/sweep, and what that logs. {_RUNBOOK} The sweep is silent."
        if swept is None:
            yield bad("sweep", "No sweep was ever noted.", advice)
            return
        ago = max(0, records.now() - swept.ended)
        if ago > _SWEEP_MS:
            yield bad("sweep", f"The last one ended {ago // 60_000} min ago.", advice)
        else:
            yield good("sweep", f"the last one ended {ago // 1000} s ago")

    def _mail(self) -> Iterator[Finding]:
        card = self.card()
        mail = Mail(self.posts(), f"projects/{card.project}/topics/{card.topic}")
        found = mail.subscriptions()
        advice = "Set the home up again with terraform: each step has one of its own."
        if not found:
            yield bad("messages", f"Nobody subscribes to the topic {spoken(card.topic)}.", advice)
            return
        yield good("messages", f"the topic {spoken(card.topic)} has {count_of(len(found), 'subscription')}")
        for subscription in found:
            if not subscription.dead_letters:
                yield noted("messages", f"{spoken(subscription.name)} has no dead letters.", advice)
        yield from looked("functions", partial(self._functions, mail))
        yield from looked("dead letters", partial(self._dead_letters, mail))

    def _functions(self, mail: Mail) -> Iterator[Finding]:
        """Asked without a word of who asks: whoever is there says that he lets nobody in like that."""
        pushed = [each for each in mail.subscriptions() if each.pushes_to]
        if not pushed:
            yield noted("functions", "No subscription says where its function is.", "They were not looked at.")
        by_answer = {each.name: answering(each.pushes_to) for each in pushed}
        for name, answer in by_answer.items():
            if answer is not Answering.THERE:
                yield bad("functions", f"{spoken(name)} pushes to a function that {answer.value}.", "Deploy it again.")
        there = sum(answer is Answering.THERE for answer in by_answer.values())
        if there:
            yield good("functions", f"{count_of(there, 'function')} answer{'s' if there == 1 else ''}")

    def _jobs(self) -> Iterator[Finding]:
        card = self.card()
        steps = [row.name for row in card.pipeline.load_catalog().rows if row.runs == "gpu_job"]
        if not steps or not card.region:
            yield noted("gpu jobs", "home.json does not say where they run: they were not looked at.", "Write it anew.")
            return
        connection, names = self.runs(), [job_of(step) for step in steps]
        top = f"projects/{card.project}/locations/{card.region}/jobs"
        found = {name: deployed(connection, f"{top}/{name}") for name in names}
        for name, job in found.items():
            if not job.there:
                yield bad("gpu jobs", f"There is no {spoken(name)}.", "Deploy the home again.")
            elif job.trouble:
                yield bad("gpu jobs", f"{spoken(name)}: {printable(job.trouble)}", "Deploy the home again.")
            elif job.failed:
                told = f"{spoken(name)} did not end well the last time."
                yield noted("gpu jobs", told, f"{_RUNBOOK} Executions fail.")
        if all(job.there and not job.trouble for job in found.values()):
            yield good("gpu jobs", f"{count_of(len(found), 'job')} can be started")

    def _dead_letters(self, mail: Mail) -> Iterator[Finding]:
        boxes = mail.dead_letters()
        if not boxes:
            return
        waiting = {name: mail.waiting(name) for name in boxes}
        for name, count in waiting.items():
            if count:
                said = f"{count_of(count, 'message')} or more lie in {spoken(name.rpartition('/')[2])}."
                yield bad("dead letters", said, f"Look at them before you throw them away. {_RUNBOOK} Dead letters wait.")
        if not any(waiting.values()):
            yield good("dead letters", "none wait")
