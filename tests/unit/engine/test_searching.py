"""Searching follows the ledger: at once when nobody asked for long, in the background when somebody just did."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path
from time import monotonic, sleep

import pytest

from dropcut.domain.jobs import Job
from dropcut.domain.names import JobId, Owner
from dropcut.domain.searching import INDEX, Answer, Hit, Indexed, Part, Passage, Question
from dropcut.domain.values import Millis
from dropcut.engine.searching import Searching
from dropcut.ports.recipe import Do, Drop
from dropcut.search.index import Named, write
from tests.unit.engine.small_home import SmallHome

ANN = Owner("ann")
HOLIDAY = JobId(ANN, "holiday")


class Nowhere:
    def link(self, _hit: Hit) -> str:
        return ""


class Scene:
    def __init__(self, folder: Path) -> None:
        self.small = SmallHome(_nothing)
        self._folder = folder

    def searching(self, fresh: int = 0) -> Searching:
        return Searching(self.small.home, self._folder / "search", lambda: None, Millis(fresh))

    def put(self, text: str, job: JobId = HOLIDAY) -> str:
        """A job that says this, in an artifact; gives where that lies."""
        file = self._folder / "one.sqlite"
        file.unlink(missing_ok=True)
        count = write(file, Named("", "Holiday"), [Passage(part=Part.SCRIPT, text=text)], lambda: None)
        there = self.small.ledger.create_job(Job(id=job))
        path = f"store/{job.owner}/write_index/{sha256(text.encode()).hexdigest()}/{there.version + 1}/index.sqlite"
        blob = self.small.blobs.put(path, file.read_bytes())
        self.small.ledger.update_job(there.with_(kept={INDEX: Indexed(index=blob, passages=count).model_dump_json()}))
        return path


def _nothing(_drop: Drop, _do: Do) -> None:
    return None


def ask(searching: Searching, words: str, owner: Owner = ANN) -> Answer:
    return searching.answer(owner, Question(words=words), Nowhere())


@pytest.fixture
def scene(tmp_path: Path) -> Scene:
    return Scene(tmp_path)


def test_an_answer_is_of_this_moment_where_that_is_wanted(scene: Scene) -> None:
    searching = scene.searching()
    assert ask(searching, "sea").jobs == 0
    scene.put("the sea")
    assert [hit.text for hit in ask(searching, "sea").hits] == ["the sea"]
    scene.small.ledger.forget_job(HOLIDAY)
    assert ask(searching, "sea").hits == ()


def test_whoever_just_asked_waits_for_nothing_and_is_soon_told(scene: Scene) -> None:
    searching = scene.searching(fresh=100)
    scene.put("the sea")
    assert ask(searching, "sea").hits
    scene.put("the wood")
    sleep(0.11)
    ask(searching, "wood")
    end = monotonic() + 20
    while not ask(searching, "wood").hits:
        assert monotonic() < end
        sleep(0.02)


def test_another_process_finds_the_merged_index_made(scene: Scene) -> None:
    scene.put("the sea")
    assert ask(scene.searching(), "sea").hits
    assert ask(scene.searching(), "sea").hits


def test_an_owner_finds_nothing_of_another(scene: Scene) -> None:
    scene.put("the sea")
    scene.put("the sea of bob", JobId(Owner("bob"), "secret"))
    assert [hit.job for hit in ask(scene.searching(), "sea").hits] == ["ann/holiday"]


def test_a_lost_index_costs_its_job_and_is_told(scene: Scene) -> None:
    path = scene.put("the sea")
    scene.put("the sea too", JobId(ANN, "other"))
    scene.small.blobs.delete(path)
    answer = ask(scene.searching(), "sea")
    assert [hit.job for hit in answer.hits] == ["ann/other"]
    assert answer.note.startswith("1 job could not be looked through")


def test_what_cannot_be_stored_as_text_is_survived(scene: Scene) -> None:
    scene.put("the sea")
    assert ask(scene.searching(), "\udcff sea \x00").hits
    ask(scene.searching(), "\udcff").dumped()
