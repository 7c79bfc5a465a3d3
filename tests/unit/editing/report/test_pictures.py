"""The report tells of every picture what was asked for, what is seen and why."""

from __future__ import annotations

from dropcut.editing.report.page import page_of
from dropcut.editing.report.telling import report_of
from tests.unit.editing.report.samples import FORMAT, PICTURED, WAVEFORM, reporting

REPORT = report_of(reporting().model_copy(update={"cut": PICTURED}))


def test_a_picture_is_told_at_its_place_in_the_programme() -> None:
    sea, chart, title = REPORT.lines[0].pictures
    begin = REPORT.lines[0].pieces[0].program_start
    assert (sea.ask, sea.words, sea.status) == ("B-ROLL", "a calm <sea>", "ambiguous")
    assert [view.clip for view in sea.views] == ["cam-b.mp4", "cam-a take 1.mov"]
    assert abs(sea.views[1].program_start - begin - FORMAT.starts(40)) < 2e-6
    assert (chart.views[0].clip, float(chart.views[0].start)) == ("chart <1>.png", 0.0)
    assert not title.views
    assert REPORT.lines[1].pictures[0].reason == "no file of the drop has that name"


def test_the_page_shows_them_and_nothing_of_a_users_is_markup() -> None:
    page = page_of(REPORT, "cut.mp4", WAVEFORM)
    for said in ("a calm &lt;sea&gt;", "chart &lt;1&gt;.png", "One &amp; &lt;all&gt;", "only faintly near", "1 other picture"):
        assert said in page
    assert "<sea>" not in page
    assert "seen instead of the take" in page
