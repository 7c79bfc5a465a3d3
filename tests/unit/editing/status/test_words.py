"""The status document says in plain words what happens, what is missing, and where the result is."""

from __future__ import annotations

from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dropcut.domain.jobs import JobState
from dropcut.editing.status.page import Page
from dropcut.editing.status.situation import Result, Situation, Unusable
from dropcut.editing.status.words import page_of
from dropcut.editing.status.written import as_html, as_text

DONE = Situation(
    title="my video",
    clips=3,
    script="Script.docx",
    state=JobState.DONE,
    revision=2,
    result=Result(revision=2, link="https://drive.example/cut", files=(("cut.mp4", "https://drive.example/cut.mp4"),)),
)


def said(now: Situation) -> str:
    return as_text(page_of(now))


def test_an_empty_folder_asks_for_footage_and_a_script() -> None:
    text = said(Situation(title="my video"))
    assert "Waiting for your footage." in text
    assert "No clip yet." in text
    assert "No script yet." in text


def test_footage_without_a_script_says_what_that_means() -> None:
    text = said(Situation(title="my video", clips=2, state=JobState.WORKING, doing="transcribe"))
    assert "Working on it." in text
    assert "Now listening to the clips, with 2 clips." in text
    assert "No script yet." in text
    assert "silences, filler words and repeated takes are cut out" in text


def test_what_is_on_its_way_is_named() -> None:
    text = said(Situation(title="my video", clips=3, coming=("b002.mov", "c003.mov"), coming_count=5))
    assert "5 files still on the way." in text
    assert "- b002.mov is still uploading." in text
    assert "- And 3 more files still on the way." in text
    assert "No script yet" not in text


def test_a_result_says_where_it_is() -> None:
    text = said(DONE)
    assert "The cut is ready." in text
    assert "- The folder cut beside your footage. https://drive.example/cut" in text
    assert "- cut.mp4 https://drive.example/cut.mp4" in text
    assert "What is missing" not in text


def test_a_result_of_an_earlier_state_says_so() -> None:
    text = said(DONE.model_copy(update={"revision": 3, "state": JobState.WORKING, "doing": "render"}))
    assert "Now rendering the cut, with 3 clips." in text
    assert "This is the cut of an earlier state of the folder" in text
    assert "The cut is made, and on its way here." in said(DONE.model_copy(update={"revision": 3}))


def test_a_failure_says_what_to_do() -> None:
    refusal = Unusable(name="take1.mp4", why="take1.mp4 is cut short.", hint="Copy it again.")
    text = said(DONE.model_copy(update={"state": JobState.FAILED, "refusals": (refusal,), "result": None}))
    assert "It could not be made: something needs you." in text
    assert "- take1.mp4 is cut short. Copy it again." in text


def test_what_is_not_used_is_listed_with_its_reason() -> None:
    found = DONE.model_copy(
        update={
            "unusable": (Unusable(name="", why="locked.mp4 may not be downloaded.", hint="Allow it."),),
            "notes": tuple(f"x{number} is left out." for number in range(30)),
        }
    )
    text = said(found)
    assert "- locked.mp4 may not be downloaded. Allow it." in text
    assert "- x0 is left out." in text
    assert "- And 10 more." in text


@pytest.mark.parametrize("state", [None, *JobState])
def test_whatever_the_state_something_is_said(state: JobState | None) -> None:
    page = page_of(Situation(title="x", state=state, clips=1))
    assert page.headline
    assert page.parts[0].items


@pytest.mark.parametrize(
    ("changes", "headline"),
    [
        ({"waiting_for": "the folder to stay unchanged for a while"}, "Waiting for your files"),
        ({"waiting_for": "your word, as dropcut.yaml says start: manual. Put a file called GO there"}, "Waiting for your word"),
        ({"waiting_for": "b002.mov and 1 more, still being copied"}, "Waiting for b002.mov and 1 more"),
        ({"state": JobState.HELD, "waiting_for": "Rights are strict."}, "Waiting for your review"),
        ({"state": JobState.HELD, "over_budget": "It stopped."}, "Stopped: it would cost more than was allowed"),
        ({"state": JobState.CANCELLED}, "Stopped: somebody asked for that"),
        ({"state": JobState.DONE, "delivering": "No room."}, "The cut is made, and cannot be put here"),
    ],
)
def test_the_headline_says_whom_it_waits_for(changes: dict[str, object], headline: str) -> None:
    now = Situation(title="x", clips=2, script="script.md", state=JobState.WORKING).model_copy(update=changes)
    assert page_of(now).headline == headline


def test_what_was_made_without_a_clip_asks_for_none() -> None:
    text = said(DONE.model_copy(update={"clips": 0, "script": ""}))
    assert "What is missing" not in text
    assert "No clip yet" not in text


def test_what_was_made_without_a_script_says_what_was_done_instead() -> None:
    text = said(DONE.model_copy(update={"script": ""}))
    assert "No script yet" not in text
    assert "There was no script: silences, filler words and repeated takes were cut out." in text


def test_a_cut_that_lacks_something_does_not_say_that_everything_is_done() -> None:
    refusal = Unusable(name="take1.mp4", why="take1.mp4 is cut short.", hint="Copy it again.")
    text = said(DONE.model_copy(update={"refusals": (refusal,)}))
    assert "The cut is ready, without some of what is here." in text
    assert "Everything is done" not in text
    assert "- take1.mp4 is cut short. Copy it again." in text


def test_a_name_in_a_headline_stays_on_its_line() -> None:
    text = said(Situation(title="x", clips=1, state=JobState.WORKING, waiting_for="a\nb.mov, still being copied"))
    assert "Waiting for a" in text
    assert not any(row.startswith("b.mov") for row in text.splitlines())


def test_a_name_in_quotes_is_said_once_in_quotes() -> None:
    assert '- "my take.mov" is still uploading.' in said(
        DONE.model_copy(update={"coming": ("my take.mov",), "coming_count": 1})
    )


class _Elements(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, str | None]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs).get("href")))


@given(st.text(), st.text(), st.sampled_from(["javascript:alert(1)", "https://drive.example/x", "", '"><script>']))
def test_nothing_that_a_name_holds_becomes_markup(name: str, note: str, link: str) -> None:
    result = Result(revision=1, link=link, files=((name, link),))
    page = page_of(Situation(title=name, clips=1, coming=(name,), coming_count=1, notes=(note,), result=result))
    elements = _Elements()
    elements.feed(as_html(page))
    assert {tag for tag, _ in elements.found} <= {
        "html",
        "head",
        "meta",
        "title",
        "body",
        "h1",
        "h2",
        "p",
        "b",
        "i",
        "ul",
        "li",
        "a",
    }
    assert {href for _, href in elements.found if href} <= {"https://drive.example/x"}
    assert len([row for row in as_text(page).splitlines() if row.startswith("- ")]) == _items(page)


def _items(page: Page) -> int:
    return sum(len(part.items) for part in page.parts)
