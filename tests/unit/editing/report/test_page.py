"""`report.html`: one file, nothing loaded but the master beside it, nothing of a user's ever markup."""

from __future__ import annotations

import re
from base64 import b64encode
from fractions import Fraction
from hashlib import sha256
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dropcut.domain.cut import Cut
from dropcut.domain.jobs import Refusal
from dropcut.domain.names import JobId, Owner
from dropcut.domain.tasks import Failure
from dropcut.editing.report.clock import clock, decimal, mark
from dropcut.editing.report.markup import code
from dropcut.editing.report.page import page_of
from dropcut.editing.report.telling import report_of
from tests.unit.editing.report.samples import CLIPS, CUT, LINES, WAVEFORM, reporting

EVIL = "</script><script>alert(1)</script>\"'><img src=x onerror=alert(1)>&lt;\u202egnp.exe\u0000\u001b[2J <!-- ]]>"
VOID = {"meta", "br", "img", "link", "input"}


class Reader(HTMLParser):
    """What a page holds: its elements with their attributes, and its text; refuses what is not closed."""

    def __init__(self) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.text: list[str] = []
        self.turned: list[tuple[str, dict[str, str | None]]] = []
        """The elements that directly hold a mark that turns the direction of writing."""
        self.open: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop()[0] == tag

    def handle_data(self, data: str) -> None:
        self.text.append(data)
        if "\u202e" in data:
            self.turned.append(self.open[-1])

    def named(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.elements if name == tag]


def page(cut: Cut = CUT, **said: object) -> str:
    return page_of(report_of(reporting(cut, **said)), "cut.mp4", WAVEFORM)


def read(text: str) -> Reader:
    reader = Reader()
    reader.feed(text)
    reader.close()
    assert reader.open == []
    return reader


def evil(text: str) -> str:
    """The page of a cut in which everything that a user can name is called this."""
    clips = tuple(clip.model_copy(update={"name": f"{text} {number}"}) for number, clip in enumerate(CLIPS))
    said = {"text": text, "section": text, "reason": text, "caption": text, "words": ()}
    lines = tuple(line.model_copy(update=said) for line in LINES)
    unused = tuple(one.model_copy(update={"text": text, "reason": text}) for one in CUT.unused)
    named = {"clips": clips, "lines": lines, "unused": unused, "notes": (text,), "orphans": (text,)}
    refusal = Refusal(step="ingest", about=text, failure=Failure(kind="permanent", message=text, hint=text))
    return page(
        CUT.model_copy(update=named),
        job=JobId(Owner("ann"), text),
        title=text,
        refused=(refusal,),
        left_out=(text,),
        files=(text, "cut.mp4"),
        speech_why=text,
    )


def test_all_that_matters_is_said() -> None:
    said = "".join(read(page()).text)
    for words in (
        "3 of 5 lines are in the cut, from 2 clips. 1 line is missing. 1 line should be looked at.",
        "Nobody says this in any clip.",
        "Stopped after “anxious”.",
        "A false start of line 1.",
        "The take that you chose for “We sailed at dawn.” is of a clip that is gone.",
        "take9.mp4: It is empty.",
        "2.1 ms at the worst of 3 joints",
        "No model of Whisper is on this machine.",
        "cut.edl: alternates, which the format has no place for.",
        "−14.0 LUFS",
    ):
        assert words in said


def test_the_page_loads_nothing_but_the_master_beside_it() -> None:
    text = page(files=("cut.mp4", "the poster.jpg"))
    names = ("src", "href", "data", "srcset", "poster")
    loads = [(tag, name, said[name]) for tag, said in read(text).elements for name in names if name in said]
    assert loads == [("video", "src", "cut.mp4"), ("video", "poster", "the%20poster.jpg")]
    assert not re.search(r"url\(|@import|https?:|fetch\(|import\(", text)


def test_only_our_own_style_and_script_may_run() -> None:
    text = page()
    policy = next(one["content"] for one in read(text).named("meta") if one.get("http-equiv") == "Content-Security-Policy")
    assert policy is not None
    assert policy.startswith("default-src 'none'; ")
    for tag in ("style", "script"):
        (body,) = re.findall(rf"<{tag}>(.*?)</{tag}>", text, flags=re.DOTALL)
        assert f"{tag}-src 'sha256-{b64encode(sha256(body.encode()).digest()).decode()}'" in policy


def test_a_page_of_evil_names_has_the_elements_of_an_innocent_one() -> None:
    """Markup, quotes, comments, control characters and marks of direction are shown, not obeyed."""
    innocent, hostile = read(evil("x")), read(evil(EVIL))
    assert [tag for tag, _ in hostile.elements] == [tag for tag, _ in innocent.elements]
    assert [set(names) for _, names in hostile.elements] == [set(names) for _, names in innocent.elements]
    assert not {"style", "onerror", "onclick"} & {name for _, names in hostile.elements for name in names}
    assert not re.search(r"[\x00-\x08\x0b-\x1f]", evil(EVIL))


@given(st.text(min_size=1, max_size=20))
@settings(max_examples=40, deadline=None)
def test_no_text_breaks_a_page(text: str) -> None:
    assert [tag for tag, _ in read(evil(text)).elements] == [tag for tag, _ in read(evil("x")).elements]
    evil(text).encode()


def test_text_of_a_users_stands_in_its_own_direction() -> None:
    """An override that is never taken back ends with its element, so that it turns nothing of ours around."""
    turned = read(evil("\u202eevil")).turned
    assert {tag for tag, _ in turned} == {"bdi", "h1", "p", "title"}
    assert all(tag in {"bdi", "title"} or names.get("dir") == "auto" for tag, names in turned)


def test_no_file_looks_like_another() -> None:
    clips = tuple(clip.model_copy(update={"name": "\u202e4pm.exe"}) for clip in CLIPS)
    assert read(page(CUT.model_copy(update={"clips": clips}), files=("\u202eexe.4pm",))).turned == []


def test_the_timeline_shows_every_piece_where_it_plays() -> None:
    reader = read(page())
    pieces = [names for names in reader.named("rect") if names.get("y") == "0"]
    starts = [float((names["x"] or "").rstrip("%")) for names in pieces]
    widths = [float((names["width"] or "").rstrip("%")) for names in pieces]
    assert len(pieces) == 4
    assert abs(sum(widths) - 100) < 0.001
    assert [names["class"] for names in pieces] == ["c0", "c0", "c1", "c1"]
    assert starts[0] == 0


def test_each_word_can_be_played_where_all_have_their_times() -> None:
    words = [names["data-t"] for tag, names in read(page()).elements if tag == "span" and "data-t" in names]
    assert len(words) == len(LINES[0].words)
    assert words[1] == "0.360360"


def test_a_cut_without_a_piece_has_a_page_without_a_player() -> None:
    empty = CUT.model_copy(update={"lines": tuple(line for line in LINES if not line.pieces)})
    assert read(page(empty)).named("video") == []


def test_without_a_script_the_page_tells_what_was_kept() -> None:
    said = "".join(read(page(CUT.model_copy(update={"scripted": False}))).text)
    assert "There was no script" in said
    assert "What was kept" in said


def test_code_of_ours_cannot_end_early() -> None:
    with pytest.raises(ValueError, match="cannot hold"):
        code("script", "'</script>'")


@pytest.mark.parametrize(
    ("time", "shown"),
    [
        ("0", "0:00.0"),
        ("3.149", "0:03.1"),
        ("59.96", "1:00.0"),
        ("3599.99", "1:00:00.0"),
        ("-0.04", "0:00.0"),
        ("-2.5", "−0:02.5"),
    ],
)
def test_a_time_is_shown_to_the_tenth(time: str, shown: str) -> None:
    assert clock(Fraction(time)) == shown


def test_figures_are_shown_with_the_decimals_asked_for() -> None:
    assert (decimal(Fraction(-1, 3), 2), decimal(Fraction(2), 1), decimal(Fraction(5, 2), 0)) == ("−0.33", "2.0", "2")
    assert mark(Fraction(3725)) == "1:02:05"
