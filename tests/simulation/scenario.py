"""What happens in one seed apart from faults: the drops, the recipe, and what their owners do when."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from dropcut.domain.names import JobId, Owner
from dropcut.domain.values import Millis
from tests.simulation.recipes import RECIPES

SECOND = 1_000
STEPS = ("ingest", "hear", "look", "render", "finish")
NAMES = ("birds", "cows", "dogs", "eels")


@dataclass(frozen=True)
class Put:
    """A file is put into a drop, or replaced. `slowly`: it is seen half copied first."""

    path: str
    text: str
    slowly: bool = False


@dataclass(frozen=True)
class Remove:
    """A file is moved out of a drop. `back_after`: and the very same one back in again so much later."""

    path: str
    back_after: int | None = None


@dataclass(frozen=True)
class Submit:
    """The owner submits the drop, with these settings."""

    title: str


@dataclass(frozen=True)
class Cancel:
    """The owner cancels the job."""


@dataclass(frozen=True)
class Retry:
    """The owner has the job go on."""


Deed = Put | Remove | Submit | Cancel | Retry


@dataclass(frozen=True)
class Story:
    """One drop, and what its owner does to it: deeds and the moments when they are begun, in order."""

    drop: JobId
    deeds: tuple[tuple[int, Deed], ...]


@dataclass(frozen=True)
class Scenario:
    """All that a seed settles beforehand."""

    recipe: str
    workers: int
    quiet: Millis
    stories: tuple[Story, ...]
    storm: int
    """How long faults last."""
    share: float
    """How many of the kinds of faults there are."""
    deploy: tuple[int, str] | None = None
    """When a new version of which step comes."""


def drawn(random: Random) -> Scenario:
    """The scenario of a seed."""
    storm = random.choice((5, 20, 45)) * SECOND
    owners = random.choice((("ada",), ("ada",), ("ada", "bob")))
    drops = [JobId(Owner(random.choice(owners)), f"film-{number}") for number in range(random.choice((1, 1, 2, 3, 4)))]
    return Scenario(
        recipe=random.choice(sorted(RECIPES)),
        workers=random.randint(1, 3),
        quiet=Millis(random.choice((0, 1_500, 6_000))),
        stories=tuple(Story(drop, tuple(_deeds(random, storm))) for drop in drops),
        storm=storm,
        share=random.choice((0.15, 0.3, 0.6)),
        deploy=(random.randrange(storm), random.choice((*STEPS, "plan", "mix", "assemble", "deliver")))
        if random.random() < 0.3
        else None,
    )


def _deeds(random: Random, storm: int) -> list[tuple[int, Deed]]:
    deeds: list[tuple[int, Deed]] = []
    at = 0
    paths = [f"{number}.mp4" for number in range(random.choice((0, 1, 1, 2, 2, 3)))]
    deeds += [(at, Put(path, _text(random), slowly=random.random() < 0.3)) for path in paths]
    deeds.append((at, Submit("")))
    for _ in range(random.choice((0, 1, 2, 3, 5))):
        at += random.randrange(storm // 2)
        if at < storm:
            deeds += [(at, deed) for deed in _later(random, paths)]
    return deeds


def _later(random: Random, paths: list[str]) -> list[Deed]:
    kind = random.random()
    if kind < 0.3 or not paths:
        paths.append(f"{len(paths)}.mov")
        return [Put(paths[-1], _text(random), slowly=random.random() < 0.3)]
    if kind < 0.45:
        return [Put(random.choice(paths), _text(random))]
    if kind < 0.5:
        return [Remove(random.choice(paths))]
    if kind < 0.6:
        return [Remove(random.choice(paths), back_after=random.randrange(4_000))]
    if kind < 0.8:
        return [Submit(random.choice(("one", "two", "three")))]
    return [Cancel(), *([Retry()] if random.random() < 0.6 else [])]


def _text(random: Random) -> str:
    words = [random.choice(NAMES)]
    if random.random() < 0.5:
        words.append(f"{random.choice(STEPS)}={_fate(random)}")
    words += [word for word in ("mute", "long", "huge") if random.random() < 0.15]
    return " ".join(words)


def _fate(random: Random) -> str:
    return random.choice(
        (
            "slow",
            "slow",
            "flaky-1",
            "flaky-2",
            "flaky-3",
            "broken",
            "mended",
            "hopeless",
            "deadly" if random.random() < 0.1 else "slow",
        )
    )
