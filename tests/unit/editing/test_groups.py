"""Groups of lines hold still while the script is edited around them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from dropcut.editing.groups import LARGEST, SMALLEST, groups_of

A_FEW_WORDS = ("we", "cut", "the", "board", "and", "sand", "it", "until", "edges", "are", "smooth")
SCRIPTS = st.lists(st.text(max_size=12), max_size=80)


def script(chance: Random, length: int) -> list[str]:
    return [" ".join(chance.choices(A_FEW_WORDS, k=chance.randint(3, 15))) for _ in range(length)]


def texts(lines: Sequence[str]) -> Counter[tuple[str, ...]]:
    return Counter(tuple(lines[at] for at in group) for group in groups_of(lines))


def edited(lines: Sequence[str], at: int, how: str) -> list[str]:
    after = list(lines)
    if how == "insert":
        after.insert(at, "This line is new.")
    elif how == "remove":
        del after[at]
    else:
        after[at] = "This line was reworded."
    return after


@given(SCRIPTS)
def test_every_line_is_in_one_group_and_all_are_in_order(lines: list[str]) -> None:
    assert [at for group in groups_of(lines) for at in group] == list(range(len(lines)))


@given(SCRIPTS)
def test_groups_are_small_but_not_tiny(lines: list[str]) -> None:
    sizes = [len(group) for group in groups_of(lines)]
    assert all(size <= LARGEST for size in sizes)
    assert all(size >= min(SMALLEST, len(lines)) for size in sizes)


@given(SCRIPTS, st.data(), st.sampled_from(["insert", "remove", "reword"]))
def test_lines_far_from_an_edit_stay_in_their_groups(lines: list[str], data: st.DataObject, how: str) -> None:
    at = data.draw(st.integers(0, max(0, len(lines) - 1)))
    if not lines and how != "insert":
        return
    fresh = texts(edited(lines, at, how)) - texts(lines)
    near = LARGEST + 2 * SMALLEST
    assert sum(len(group) * count for group, count in fresh.items()) <= 2 * near + 2 * LARGEST


def test_an_edit_makes_one_new_group_and_hardly_ever_more_than_two() -> None:
    chance = Random(3)
    made: Counter[int] = Counter()
    for number in range(900):
        lines = script(chance, chance.randint(1, 90))
        after = edited(lines, chance.randrange(len(lines)), ("insert", "remove", "reword")[number % 3])
        made[(texts(after) - texts(lines)).total()] += 1
    assert max(made) <= 4
    assert made[0] + made[1] >= 900 * 0.7
    assert made[0] + made[1] + made[2] >= 900 * 0.98


def test_groups_of_a_stored_script_never_change() -> None:
    """What was found is kept under these: other groups would find nothing again."""
    lines = [f"Line number {number} of the script." for number in range(40)]
    assert [len(group) for group in groups_of(lines)] == SIZES


def test_a_refrain_is_cut_into_even_parts() -> None:
    assert [len(group) for group in groups_of(["La la la."] * 30)] == [10, 10, 10]


def test_no_lines_make_no_group() -> None:
    assert groups_of(()) == ()


SIZES = [9, 11, 4, 4, 4, 5, 3]
