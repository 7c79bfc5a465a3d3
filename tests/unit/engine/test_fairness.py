"""Whose turn it is."""

from __future__ import annotations

from itertools import pairwise
from typing import NamedTuple

from hypothesis import given
from hypothesis import strategies as st

from dropcut.engine.fairness import next_served, served_after


class Item(NamedTuple):
    owner: str
    priority: int = 0
    number: int = 0


def items(*owners: str, priority: int = 0) -> list[Item]:
    return [Item(owner, priority, number) for number, owner in enumerate(owners)]


def owners_of(chosen: list[Item]) -> str:
    return "".join(item.owner for item in chosen)


WAITING = st.lists(st.builds(Item, st.sampled_from("abcd"), st.integers(0, 2), st.integers(0, 99)), max_size=30)
SERVED = st.dictionaries(st.sampled_from("abcdef"), st.integers(1, 50))


def test_owners_take_turns() -> None:
    assert owners_of(next_served(items(*"aaaabbc"), {}, 7)) == "abcabaa"


def test_the_one_served_least_recently_goes_first() -> None:
    assert owners_of(next_served(items(*"abcd"), {"a": 5, "b": 2, "d": 9}, 4)) == "cbad"


def test_of_those_never_served_the_first_to_come_goes_first() -> None:
    assert owners_of(next_served(items(*"cabb"), {}, 3)) == "cab"


def test_urgent_things_go_first_whoever_waits() -> None:
    waiting = items(*"ab") + items(*"aab", priority=5)
    assert owners_of(next_served(waiting, {"b": 1}, 5)) == "ababa"
    assert [item.priority for item in next_served(waiting, {}, 5)] == [5, 5, 5, 0, 0]


def test_being_served_in_one_priority_counts_in_the_next() -> None:
    waiting = [*items("a", priority=1), *items("a", "b")]
    assert owners_of(next_served(waiting, {}, 3)) == "aba"


def test_nothing_is_served_when_nothing_waits_or_nothing_is_asked_for() -> None:
    assert next_served([], {"a": 1}, 5) == []
    assert next_served(items("a"), {}, 0) == []


@given(WAITING, SERVED, st.integers(0, 40))
def test_just_as_many_are_served_as_are_asked_for(waiting: list[Item], served: dict[str, int], count: int) -> None:
    chosen = next_served(waiting, served, count)
    assert len(chosen) == min(count, len(waiting))
    left = list(waiting)
    for item in chosen:
        left.remove(item)
    assert all(item.priority <= other.priority for item in left for other in chosen)


@given(WAITING, SERVED, st.integers(0, 20), st.integers(0, 20))
def test_asking_twice_gives_what_asking_once_gives(waiting: list[Item], served: dict[str, int], some: int, more: int) -> None:
    waiting = [item._replace(number=number) for number, item in enumerate(waiting)]
    first = next_served(waiting, served, some)
    rest = [item for item in waiting if item not in first]
    then = next_served(rest, served_after(served, (item.owner for item in first)), more)
    assert first + then == next_served(waiting, served, some + more)


@given(WAITING, SERVED)
def test_what_one_owner_has_goes_in_the_order_given(waiting: list[Item], served: dict[str, int]) -> None:
    chosen = next_served(waiting, served, len(waiting))
    for owner in "abcd":
        for priority in range(3):
            line = [item for item in waiting if (item.owner, item.priority) == (owner, priority)]
            assert [item for item in chosen if (item.owner, item.priority) == (owner, priority)] == line


@given(st.lists(st.sampled_from("abc"), min_size=1, max_size=30), SERVED)
def test_nobody_is_served_twice_while_another_waits(owners: list[str], served: dict[str, int]) -> None:
    chosen = owners_of(next_served(items(*owners), served, len(owners)))
    for owner in set(owners):
        places = [place for place, other in enumerate(chosen) if other == owner]
        for earlier, later in pairwise(places):
            between = set(chosen[earlier + 1 : later])
            still_waiting = set(chosen[later + 1 :]) - {owner}
            assert still_waiting <= between


def test_later_servings_have_greater_numbers() -> None:
    assert served_after({"a": 3}, "bab") == {"a": 5, "b": 6}
    assert served_after({}, "") == {}
