"""A job shows the newest index that it has; asking it finds what the job was made from."""

from __future__ import annotations

from pathlib import Path

from dropcut.domain.jobs import JobState
from dropcut.domain.meaning import ChosenMeaning
from dropcut.domain.names import Owner
from dropcut.domain.script import Line, Script
from dropcut.domain.searching import INDEX, Hit, Indexed, Indexing, Question
from dropcut.engine.jobs import submit
from dropcut.engine.searching import Searching
from dropcut.ports.recipe import Do, Drop
from dropcut.steps.write_index import write_index
from tests.unit.engine.small_home import JOB, NO_QUIET, SmallHome, row

NOBODY = ChosenMeaning(engine=None, why="nothing understands here")


class Nowhere:
    def link(self, _hit: Hit) -> str:
        return ""


def indexed(drop: Drop, do: Do) -> None:
    """A script whose one line is the name of the newest file."""
    line = Line(number=1, written="x", spoken=drop.files[-1].path.removesuffix(".txt"), row=1)
    drop.show(INDEX, do(write_index, Indexing(title="Names", script=Script(lines=(line,))), NOBODY))


def found(home: SmallHome, folder: Path, words: str) -> list[str]:
    answer = Searching(home.home, folder, lambda: None).answer(Owner("ann"), Question(words=words), Nowhere())
    return [hit.text for hit in answer.hits]


def test_what_a_job_was_made_from_is_found_and_what_it_is_made_from_anew_takes_its_place(tmp_path: Path) -> None:
    home = SmallHome(indexed, row(write_index))
    home.folder.drop_file(JOB, "a harbour.txt", b"1")
    assert home.submit().state is JobState.DONE
    assert found(home, tmp_path, "harbour") == ["a harbour"]
    before = home.job.kept[INDEX]
    home.folder.drop_file(JOB, "b mountain.txt", b"1")
    home.submit()
    assert home.job.kept[INDEX] != before
    assert (found(home, tmp_path, "harbour"), found(home, tmp_path, "mountain")) == ([], ["b mountain"])


def test_while_a_new_index_is_not_there_the_old_one_is_shown(tmp_path: Path) -> None:
    home = SmallHome(indexed, row(write_index))
    home.folder.drop_file(JOB, "a harbour.txt", b"1")
    home.submit()
    home.folder.drop_file(JOB, "b mountain.txt", b"1")

    submit(home.home, JOB, NO_QUIET)
    assert home.job.state is JobState.WORKING
    assert found(home, tmp_path, "harbour") == ["a harbour"]


def test_the_same_job_gives_the_same_index() -> None:
    made = []
    for _ in range(2):
        home = SmallHome(indexed, row(write_index))
        home.folder.drop_file(JOB, "a harbour.txt", b"1")
        home.submit()
        made.append(Indexed.load(home.job.kept[INDEX]).index.sha256)
    assert made[0] == made[1]
