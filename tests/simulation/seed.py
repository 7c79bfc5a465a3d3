"""One seed: a storm, then calm; everything must then come to its right end in time, and stay there."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from hashlib import sha256
from random import Random
from traceback import format_exception
from typing import Any

from dropcut.domain.jobs import JobState
from tests.simulation.aftermath import come_late, nothing_happened, nothing_is_left, standing
from tests.simulation.faults import Clear, Fault, Storm, Weather
from tests.simulation.judging import Judge, Verdict
from tests.simulation.monitor import Violation
from tests.simulation.people import Owner, go_on
from tests.simulation.quiet import quietly
from tests.simulation.scenario import Cancel, Deed, Put, Scenario, Story, Submit, drawn
from tests.simulation.steps import ATTEMPTS, BACKOFF, LEASE
from tests.simulation.world import START, SWEEP, TUNING, World

LOOK = 400
"""How often it is looked whether all is done, in milliseconds."""
LONGEST_BACKOFF = BACKOFF << (ATTEMPTS - 2)
LEEWAY = max(LEASE, TUNING.turn_lease) + LONGEST_BACKOFF + SWEEP + TUNING.patience
"""What a completion may take beyond three times the fault-free time: one lease, the longest backoff, one sweep."""
FAIR_EVERY = 5
"""One seed of so many has no faults, and stricter rules."""
MANY_HANDS = 30
RETRIES = 4
AFTERMATH = 2 * SWEEP


@dataclass(frozen=True)
class Ran:
    """What came of one seed."""

    seed: int
    violation: str
    trace_hash: str
    struck: Counter[Fault]
    events: int
    trace: tuple[str, ...]


def run_seed(seed: int) -> Ran:
    """Run one seed. The same seed gives the same trace, always."""
    random = Random(seed)
    scenario = drawn(random)
    if seed % FAIR_EVERY == 0:
        return run(seed, in_fair_weather(scenario), Clear(), Random(seed + 1), fair=True)
    return run(seed, scenario, Storm(random, scenario.share), Random(seed + 1))


def in_fair_weather(scenario: Scenario) -> Scenario:
    """The same, with hands enough for everything, and nothing that takes the sweep to heal."""
    stories = tuple(Story(story.drop, tuple((at, _harmless(deed)) for at, deed in story.deeds)) for story in scenario.stories)
    return replace(scenario, workers=MANY_HANDS, deploy=None, stories=stories)


def _harmless(deed: Deed) -> Deed:
    return replace(deed, text=deed.text.replace("=deadly", "=slow")) if isinstance(deed, Put) else deed


def run(seed: int, scenario: Scenario, weather: Weather, random: Random, *, fair: bool = False) -> Ran:
    """Run a scenario under some weather."""
    with quietly() as mistakes:
        world = World(scenario, random, weather, fair=fair)
        play = Play(world)
        violation = ""
        try:
            play.run()
            if mistakes:
                world.monitor.break_off(f"the engine logged a mistake: {mistakes[0]}")
        except Violation as broken:
            violation = str(broken)
        except Exception as error:  # noqa: BLE001 - whatever stops an actor but a crash of ours is a finding
            violation = f"an actor stopped: {error!r}"
            world.monitor.trace += format_exception(error)
        finally:
            world.scheduler.close()
    trace = tuple(world.monitor.trace)
    whole = sha256("\n".join(trace).encode()).hexdigest()
    return Ran(seed, violation, whole, weather.struck, len(trace), trace)


class Play:
    """How a seed goes on."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._scheduler = world.scheduler
        self._judge = Judge(world)
        self._owners = [Owner(world, story) for story in world.scenario.stories]
        self._disturbed = 0
        self._retries: Counter[Any] = Counter()
        self._next_look = 0

    def run(self) -> None:
        """Storm, calm, end, aftermath."""
        world = self._world
        world.staff()
        self._scheduler.run(lambda: False, START + world.scenario.storm)
        world.calm_down()
        world.monitor.say("calm")
        self._let_owners_finish()
        self._disturbed = self._scheduler.now + 5_000
        self._complete()
        self._aftermath()

    def come_to_rest(self, limit: int) -> None:
        """Run until all is as it should be."""
        self._let_owners_finish()
        if not self._scheduler.run(self._all_fine, limit):
            self._world.monitor.break_off(f"stuck without any fault: {self._stand()}")

    def _let_owners_finish(self) -> None:
        if not self._scheduler.run(lambda: all(owner.done for owner in self._owners), self._scheduler.now + 600_000):
            self._world.monitor.break_off("an owner could not do what they wanted")

    def _complete(self) -> None:
        free = 0
        while not self._scheduler.run(self._all_fine, self._disturbed + LEEWAY + 3 * free):
            if free:
                self._world.monitor.break_off(
                    f"stuck {self._scheduler.now - self._disturbed} ms after the last fault: {self._stand()}"
                )
            free = fault_free_time(self._world.scenario, self._world)

    def _all_fine(self) -> bool:
        if self._scheduler.now < self._next_look:
            return False
        self._next_look = self._scheduler.now + LOOK
        return min(list(map(self._fine, self._world.scenario.stories)))  # each is looked at, whatever the others are

    def _fine(self, story: Story) -> bool:
        verdict, why = self._judge.verdict(story)
        if verdict is Verdict.WRONG:
            self._world.monitor.break_off(f"{story.drop}: {why}")
        if verdict is Verdict.RETRY:
            self._retry(story, why)
        return verdict is Verdict.FINE

    def _retry(self, story: Story, why: str) -> None:
        self._retries[story.drop] += 1
        if self._retries[story.drop] > RETRIES:
            self._world.monitor.break_off(f"{story.drop}: {why}, however often it is retried")
        go_on(self._world, story.drop)
        self._disturbed = self._scheduler.now
        self._next_look = self._scheduler.now + 3_000

    def _stand(self) -> str:
        return "; ".join(f"{story.drop}: {self._judge.verdict(story)[1]}" for story in self._world.scenario.stories)

    def _aftermath(self) -> None:
        """What comes late changes nothing, and nothing is left to be done."""
        self._world.weather.end()
        self._go_on(AFTERMATH)
        before = standing(self._world)
        come_late(self._world)
        self._go_on(AFTERMATH)
        nothing_happened(self._world, before, standing(self._world))
        nothing_is_left(self._world)
        if not all(self._fine(story) for story in self._world.scenario.stories):
            self._world.monitor.break_off(f"undone after its end: {self._stand()}")

    def _go_on(self, duration: int) -> None:
        self._scheduler.run(lambda: False, self._scheduler.now + duration)


def fault_free_time(scenario: Scenario, world: World) -> int:
    """How long the same jobs take from nothing, with the files and settings that they ended with, when nothing fails."""
    calm = World(replace(scenario, stories=tuple(_ending(story, world) for story in scenario.stories)), Random(0), Clear())
    calm.newest = world.newest
    play = Play(calm)
    calm.staff()
    try:
        play.come_to_rest(START + 3_600_000)
    except Violation:
        world.monitor.trace += calm.monitor.trace
        raise
    finally:
        calm.scheduler.close()
    return calm.scheduler.now - START


def _ending(story: Story, world: World) -> Story:
    """The story that has only an end."""
    job = world.ledger.job(story.drop)
    if job.state is JobState.CANCELLED:
        return Story(story.drop, ((0, Submit("")), (0, Cancel())))
    texts = {file.path: world.folder.texts[story.drop, file].decode() for file in world.folder.present(story.drop)}
    puts = [(0, Put(path, text)) for path, text in texts.items()]
    return Story(story.drop, (*puts, (0, Submit(job.options.title or ""))))
