"""What a person writes into `review.md` is obeyed by the next call, and nothing they wrote is lost."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.e2e.product import lay_a_part, make, report_of

DONE, BAD_INPUT = 0, 3


@pytest.fixture(scope="module")
def drop(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("paper") / "boat"
    lay_a_part(folder)
    assert make(folder, "--preset", "draft").code == DONE
    return folder


def block(page: str, number: int) -> str:
    start = page.index(f"### Line {number} ")
    return page[start:].split("\n### ", maxsplit=1)[0].split("\n# ", maxsplit=1)[0]


def line(report: dict[str, Any], number: int) -> dict[str, Any]:
    found: dict[str, Any] = next(each for each in report["lines"] if each["number"] == number)
    return found


def test_edits_are_obeyed_and_cost_what_they_change(drop: Path) -> None:
    review = drop / "cut" / "review.md"
    page, before = review.read_text(), report_of(drop)
    other = block(page, 3).replace("- take: A", "- take: B")
    review.write_text(page.replace(block(page, 3), other).replace(block(page, 2), ""))
    assert make(drop, "--preset", "draft").code == DONE

    after = report_of(drop)
    assert line(after, 2)["status"] == "dropped"
    assert line(after, 1)["pieces"] == line(before, 1)["pieces"]
    taken = line(after, 3)["pieces"][0]["start"]
    assert taken != line(before, 3)["pieces"][0]["start"]
    assert taken in [other["pieces"][0]["start"] for other in line(before, 3)["alternates"]]
    steps = after["tasks"]["by_step"]
    assert (steps["render"]["run"], steps["transcribe"]["run"], steps["find"]["run"]) == (1, 0, 0)
    assert sorted(drop.glob("cut/review*")) == [review]

    assert make(drop, "--preset", "draft").out.startswith("Nothing has changed")

    written = review.read_text()
    review.write_text(written.replace("- take: A", "- take: Z", 1))
    refused = make(drop, "--preset", "draft")
    assert refused.code == BAD_INPUT
    assert "review.md, row" in refused.errors
    assert "- take: Z" in review.read_text()
    assert report_of(drop) == after
