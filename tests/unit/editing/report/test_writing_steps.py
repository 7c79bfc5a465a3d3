"""The report and the review are written where the delivery finds them."""

from __future__ import annotations

import pytest

from dropcut.domain.blobs import Blob
from dropcut.domain.decisions import Decisions
from dropcut.domain.jobs import JobState
from dropcut.domain.report import Report, Reports
from dropcut.domain.values import Value
from dropcut.editing.report.telling import report_of
from dropcut.editing.review.writing import review_of
from dropcut.ports.recipe import Do, Drop
from dropcut.steps.write_report import DATA, PAGE, write_report
from dropcut.steps.write_review import Reviewing, write_review
from tests.unit.editing.report.samples import CUT, reporting
from tests.unit.engine.small_home import JOB, SmallHome, row


class Written(Value):
    reports: Reports
    review: Blob


def write_both(_drop: Drop, do: Do) -> Written:
    reports = do(write_report, reporting())
    return Written(reports=reports, review=do(write_review, Reviewing(cut=CUT, decisions=Decisions())))


@pytest.fixture
def written() -> dict[str, bytes]:
    home = SmallHome(write_both, row(write_report), row(write_review))
    home.folder.drop_file(JOB, "script.md", b"Hello.\n")
    assert home.submit().state is JobState.DONE
    paths = [blob.path for blob in home.blobs.list("store/")]
    return {path.rpartition("/")[2]: home.blobs.open(path).read() for path in paths}


def test_the_reports_data_are_read_back_as_they_were(written: dict[str, bytes]) -> None:
    assert Report.load(written[DATA]) == report_of(reporting())
    assert written[DATA].startswith(b'{\n "schema": "dropcut/report@1",\n "job": "ann/The sea",\n')


def test_the_page_shows_the_data(written: dict[str, bytes]) -> None:
    assert written[PAGE].startswith(b"<!doctype html>")
    assert ["It", "rained", "all", "the", "way."][1].encode() in written[PAGE]


def test_the_review_is_the_one_of_that_cut(written: dict[str, bytes]) -> None:
    assert written["review.md"].decode() == review_of(CUT, Decisions())
