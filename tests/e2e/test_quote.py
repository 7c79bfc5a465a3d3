"""A part of the example is quoted, stopped by a budget, and taken up again: what was said comes, and nothing is done twice."""

from __future__ import annotations

import json
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from dropcut.domain.prices import TABLE
from dropcut.local.sqlite.connection import Database
from tests.e2e.product import dropcut, lay_a_part, make, report_of
from tests.e2e.story import alone

Calls = tuple[Path, list[dict[str, Any]]]


class Story:
    """One drop, asked about and made."""

    def __init__(self, place: Path) -> None:
        self.drop, self.told = place / "a quoted boat", place / "quoted.json"
        self._learned = {"DROPCUT_MONEY": str(place / "money.sqlite")}

    def happen(self) -> None:
        lay_a_part(self.drop)
        calls = [self._quote(), {"begun": (self.drop / ".dropcut").exists()}, self._quote("--upscale", "2", "--preset", "web")]
        calls += [self._made("--budget", "4 s"), {"tasks": self._tasks()}]
        calls += [self._made(), self._made("--budget", "1 h"), {"tasks": self._tasks()}, self._quote()]
        self.told.write_text(json.dumps(calls))

    def _quote(self, *more: str) -> dict[str, Any]:
        done = dropcut("quote", self.drop, "--json", "--preset", "draft", *more, limit_s=600, **self._learned)
        assert done.code == 0, done.errors
        return done.ending

    def _made(self, *more: str) -> dict[str, Any]:
        done = make(self.drop, "--json", "--preset", "draft", *more, limit_s=600, **self._learned)
        return {"code": done.code, **done.ending}

    def _tasks(self) -> dict[str, tuple[int, int]]:
        """Of each task that is done: how often it was begun, and at which moment it ended."""
        with closing(Database(self.drop / ".dropcut" / "ledger.sqlite")) as database, database.read() as connection:
            documents = [json.loads(each) for (each,) in connection.execute("SELECT document FROM task")]
        done = [each for each in documents if each["state"] == "done"]
        return {"/".join(each["id"]): (each["epoch"], each["changed"]) for each in done}


@pytest.fixture(scope="module")
def calls(of_this_run: Path) -> Calls:
    """Made once a run, by whichever worker comes first."""
    story = Story(of_this_run / "quoted")
    with alone(of_this_run / "quoted.lock"):
        if not story.told.exists():
            story.happen()
    return story.drop, json.loads(story.told.read_text())


def test_a_quote_names_every_step_that_then_runs_and_makes_nothing(calls: Calls) -> None:
    drop, told = calls
    quoted, begun = told[0], told[1]["begun"]
    assert (quoted["complete"], quoted["problems"], begun) == (True, [], False)
    ran = report_of(drop)["tasks"]["by_step"]
    assert {step["step"] for step in quoted["steps"]} >= {step for step, count in ran.items() if count["run"]}
    by_step = {step["step"]: step["to_do"] for step in quoted["steps"]}
    same = ("ingest", "transcribe", "find", "find_scenes", "find_marks", "mix", "assemble")
    assert {step: by_step[step] for step in same} == {step: ran[step]["run"] for step in same}


def test_a_quote_is_a_range_of_seconds_and_bytes_and_says_what_it_rests_on(calls: Calls) -> None:
    quoted = calls[1][0]
    assert 0 < quoted["seconds"]["low"] < quoted["seconds"]["likely"] < quoted["seconds"]["high"]
    assert 0 < quoted["elapsed"]["likely"] <= quoted["seconds"]["likely"] + 30
    assert quoted["bytes"]["likely"] > 100_000
    assert any("150 words a minute" in each for each in quoted["rests_on"])
    assert (quoted["price"]["high"], quoted["region"], quoted["prices"]) == (0, "", TABLE.version)


def test_larger_pictures_are_foreseen_too(calls: Calls) -> None:
    plain, larger = calls[1][0], calls[1][2]
    assert larger["complete"], larger["rests_on"]
    assert {"conform", "upscale", "finish"} <= {step["step"] for step in larger["steps"]}
    assert larger["seconds"]["likely"] > 2 * plain["seconds"]["likely"]


def test_a_budget_stops_the_job_with_a_sentence_and_a_way_on(calls: Calls) -> None:
    stopped, again = calls[1][3], calls[1][5]
    assert (stopped["code"], stopped["state"]) == (4, "held")
    assert stopped["message"].startswith("It stopped before ")
    assert "of the budget of 4 s of work is used" in stopped["message"]
    assert "Nothing is lost: it goes on from here once the budget is" in stopped["message"]
    assert again["code"] == 4
    assert again["message"].partition(", and what")[0] == stopped["message"].partition(", and what")[0]


def test_raised_it_goes_on_and_nothing_is_done_twice(calls: Calls) -> None:
    drop, told = calls
    before, raised, after = told[4]["tasks"], told[6], told[7]["tasks"]
    assert (raised["code"], raised["state"]) == (0, "done")
    assert raised["revision"] == told[3]["revision"]
    assert before
    assert {task: after[task] for task in before} == before
    assert {epoch for epoch, _ in after.values()} == {1}
    assert (drop / "cut" / "cut.mp4").stat().st_size > 50_000


def test_the_report_tells_what_it_cost(calls: Calls) -> None:
    drop, told = calls
    cost = report_of(drop)["cost"]
    assert (cost["currency"], cost["amount"], cost["prices"]) == ("USD", 0.0, "")
    assert cost["seconds"] > 4
    assert cost["seconds"] == pytest.approx(sum(each["seconds"] for each in cost["by_step"].values()))
    assert cost["seconds"] <= told[8]["spent_seconds"]


def test_what_is_there_already_is_told_as_saved(calls: Calls) -> None:
    last = calls[1][8]
    assert (last["complete"], sum(step["to_do"] for step in last["steps"])) == (True, 0)
    assert last["saved_seconds"] > 4
