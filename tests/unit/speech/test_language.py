from __future__ import annotations

import re
from itertools import product

from dropcut.speech.language import Shares, arpa

LINES = (("cut", "the", "board"), ("sand", "the", "edges"))
MODEL = arpa(LINES, ("um",), {"you": 0.2, "the": 0.5, "and": 0.1}, Shares())


def grams(order: int) -> dict[tuple[str, ...], tuple[float, float]]:
    """Each gram of an order, with its chance and its weight for backing off."""
    section = MODEL.partition(f"\\{order}-grams:\n")[2].partition("\\")[0]
    rows = [row.split() for row in section.strip().splitlines()]
    return {
        tuple(row[1 : order + 1]): (10 ** float(row[0]), 10 ** float(row[order + 1]) if len(row) > order + 1 else 1.0)
        for row in rows
    }


def chance(word: str, before: tuple[str, ...]) -> float:
    """As a decoder reads it: the longest gram that is listed, else backing off."""
    listed = grams(len(before) + 1)
    if (*before, word) in listed:
        return listed[*before, word][0]
    weight = grams(len(before)).get(before, (0.0, 1.0))[1]
    return weight * chance(word, before[1:])


def test_the_chances_of_all_next_words_add_up_to_one() -> None:
    words = [gram[0] for gram in grams(1) if gram[0] != "<s>"]
    contexts = [(), *((one,) for one in (*words, "<s>")), *product(("cut", "sand", "<s>", "um"), ("the", "cut"))]
    for context in contexts:
        assert abs(sum(chance(word, context) for word in words) - 1) < 0.01, context


def test_the_next_word_of_the_line_is_far_likelier_than_any_other() -> None:
    after = {word: chance(word, ("cut", "the")) for word in ("board", "edges", "um", "you")}
    assert after["board"] > 4 * max(chance for word, chance in after.items() if word != "board")


def test_a_line_leads_to_the_one_after_it() -> None:
    assert chance("sand", ("the", "board")) > 5 * chance("cut", ("the", "board"))


def test_a_word_of_the_lines_is_listed_once_however_common_it_is() -> None:
    assert len(re.findall(r"^\S+ the ", MODEL, re.MULTILINE)) == 1 + sum(gram[0] == "the" for gram in [*grams(2), *grams(3)])


def test_the_counts_at_the_top_are_those_of_the_sections() -> None:
    assert [int(size) for size in re.findall(r"ngram \d=(\d+)", MODEL)] == [len(grams(order)) for order in (1, 2, 3)]
