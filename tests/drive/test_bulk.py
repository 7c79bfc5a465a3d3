"""Many files at once, whatever becomes of the pushes and of the line: all arrive, once, and nothing begins on a part."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from random import Random
from threading import Lock

import pytest

from dropcut.cloud.drive.channels import Push
from dropcut.cloud.drive.functions import polled, pushed
from dropcut.domain.jobs import settled
from dropcut.domain.names import JobId
from dropcut.engine.observe import observe
from tests.drive.double.wire import Act, is_media, refused
from tests.drive.stage import ANN, QUIET, Stage, stage_in
from tests.emulators.listening import Answer, Asked

Pushes = list[dict[str, str]]
Mishap = Callable[[Pushes, Random], Pushes]
MANY, OF_ALL = 200, 2_000
WAYS = ("busy", "down", "lost", "hung up", "cut", "wrong")


def lost(_pushes: Pushes, _random: Random) -> Pushes:
    return []


def doubled(pushes: Pushes, _random: Random) -> Pushes:
    return [push for push in pushes for _ in range(2)]


def reordered(pushes: Pushes, random: Random) -> Pushes:
    return random.sample(pushes, len(pushes))


def all_of_it(pushes: Pushes, random: Random) -> Pushes:
    some = [push for push in pushes for _ in range(random.choice([0, 1, 1, 3]))]
    return random.sample(some, len(some))


class BadLine:
    """One request in ten goes wrong, in any of the ways that it can."""

    def __init__(self, seed: int) -> None:
        self._random = Random(seed)
        self._lock = Lock()
        self.happened: Counter[str] = Counter()

    def __call__(self, asked: Asked, act: Act) -> Answer | None:
        how = self._how()
        if how == "busy":
            return refused(403, "userRateLimitExceeded")
        if how == "down":
            return refused(503, "backendError")
        answer = None if how == "hung up" else act(asked)
        if answer is None or how == "lost":
            return None
        return _spoiled(answer, how) if is_media(asked) and answer.status == 206 else answer

    def _how(self) -> str:
        with self._lock:
            how = self._random.choice(WAYS) if self._random.random() < 0.1 else ""
            self.happened[how] += 1
            return how


def _spoiled(answer: Answer, how: str) -> Answer:
    if how == "cut":
        return answer._replace(cut=len(answer.body) // 2 + 1)
    if how == "wrong":
        return answer._replace(body=bytes([answer.body[0] ^ 1]) + answer.body[1:])
    return answer


def dropped(stage: Stage, folder: str, count: int) -> dict[str, bytes]:
    """Many small files and some long ones, in folders."""
    random = Random(count)
    days = [stage.drive.folder(f"day {number}", folder) for number in range(4)]
    files: dict[str, bytes] = {}
    for number in range(count):
        data = random.randbytes(700_000 if number % 97 == 5 else 300) + b"%d" % number
        files[f"day {number % 4}/take{number}.mp4"] = data
        stage.drive.put(days[number % 4], f"take{number}.mp4", data)
    return files


def all_at_once(act: Callable[[dict[str, str]], object], pushes: Sequence[dict[str, str]]) -> None:
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(act, pushes))


def bulk(stage: Stage, count: int, mishap: Mishap) -> None:
    """The whole story: dropped at once, told badly, copied by several calls at a time; a poll heals the rest."""
    stage.means = replace(stage.means, side_by_side=4)
    polled(stage.place)
    folder = stage.drive.folder("my video", stage.root.folder)
    files = dropped(stage, folder, count)
    pushes = mishap([push for push in stage.service.pushes if push["X-Goog-Resource-State"] == "change"], Random(1))
    all_at_once(lambda push: pushed(stage.place, Push(push)), pushes)
    polled(stage.place)
    polled(stage.place)
    assert stage.files("my video") == files


@pytest.mark.parametrize("mishap", [lost, doubled, reordered, all_of_it])
def test_none_is_missed_and_none_copied_twice_whatever_becomes_of_the_pushes(
    stage: Stage, mishap: Callable[..., Pushes]
) -> None:
    bulk(stage, MANY // 4, mishap)
    assert max(Counter(stage.wire.downloads()).values()) == 1
    assert stage.written_twice() == set()


@pytest.mark.soak
@pytest.mark.timeout(1_800)
@pytest.mark.parametrize("mishap", [lost, doubled, reordered, all_of_it])
def test_the_same_with_two_thousand(tmp_path: Path, mishap: Mishap) -> None:
    with stage_in(tmp_path) as stage:
        bulk(stage, OF_ALL, mishap)
        assert max(Counter(stage.wire.downloads()).values()) == 1


def over_a_bad_line(stage: Stage, count: int) -> Counter[str]:
    stage.means = replace(stage.means, side_by_side=4)
    folder = stage.drive.folder("my video", stage.root.folder)
    files = dropped(stage, folder, count)
    line = BadLine(count)
    stage.wire.fault = line
    for _ in range(20):
        stage.round()
        if stage.files("my video") == files:
            break
    assert stage.files("my video") == files
    assert stage.written_twice() == set()
    return line.happened


def test_over_a_bad_line_each_file_still_arrives_once_and_right(stage: Stage) -> None:
    happened = over_a_bad_line(stage, MANY)
    assert set(happened) == {"", *WAYS}


@pytest.mark.soak
@pytest.mark.timeout(1_800)
def test_the_same_with_two_thousand_over_a_bad_line(tmp_path: Path) -> None:
    with stage_in(tmp_path) as stage:
        over_a_bad_line(stage, OF_ALL)


def test_nothing_begins_while_a_part_is_missing(stage: Stage) -> None:
    """Each call has time for a few files only, and long pauses lie between: the drop is never taken for whole."""
    folder = stage.drive.folder("my video", stage.root.folder)
    files = dropped(stage, folder, 100)
    rounds = 0
    while len(stage.files("my video")) < len(files):
        stage.wire.fault = only(16)
        stage.round()
        stage.wait(10 * QUIET)
        job = observe(stage.means.home, JobId(ANN, "my video"))
        whole = len(stage.files("my video")) == len(files)
        assert settled(job, stage.clock.now()) <= whole
        assert {file.path for file in job.files} <= set(files)
        rounds += 1
    assert rounds > 3
    stage.wait(10 * QUIET)
    observe(stage.means.home, JobId(ANN, "my video"))
    stage.wait(10 * QUIET)
    job = observe(stage.means.home, JobId(ANN, "my video"))
    assert settled(job, stage.clock.now())
    assert len(job.files) == len(files)


def only(downloads: int) -> Callable[[Asked, Act], Answer | None]:
    left = iter(range(downloads))

    def fault(asked: Asked, act: Act) -> Answer | None:
        if is_media(asked) and next(left, None) is None:
            return refused(403, "dailyLimitExceeded")
        return act(asked)

    return fault
