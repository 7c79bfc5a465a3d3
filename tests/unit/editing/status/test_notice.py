"""What people are told reads well, and nothing that a file or a script is called gives a message another meaning."""

from __future__ import annotations

import email
import email.policy
import json
from email.message import EmailMessage
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dropcut.domain.jobs import JobState
from dropcut.editing.status.chats import for_google_chat, for_slack
from dropcut.editing.status.mails import Envelope, for_mail
from dropcut.editing.status.notice import Notice, notice_of
from dropcut.editing.status.situation import Doubt, Result, Situation, Unusable

REVIEW = "https://cuts.example.com/jobs/ann/my%20video"
DONE = Situation(
    title="my video",
    clips=3,
    state=JobState.DONE,
    revision=2,
    review=REVIEW,
    result=Result(revision=2, place="It lies in outbox/ann/my video."),
)
DOUBTS = (
    Doubt(number=4, text="Fold the paper in half.", why="Two takes are equally good."),
    Doubt(number=7, text="Then turn it over.", why="Nobody says it."),
)
ENVELOPE = Envelope("dropcut@example.com", "ann@example.com", "msg_0123", "Sat, 21 Nov 2026 15:00:00 -0000")
HOSTILE = [
    "<!channel> <https://evil.example|free> & *bold* _x_ `c` ~s~",
    "<script>alert(1)</script>",
    "<users/all> <https://evil.example|x>",
    "a\r\nBcc: everybody@example.com\r\n\r\n<b>",
    "=?utf-8?q?=0ABcc:=20x?=",
    "\u202egpj.exe\x00\x1b[31m",
    "ü" * 500,
]


def mail_of(notice: Notice) -> EmailMessage:
    text = for_mail(notice, ENVELOPE, "Sent by Dropcut.")
    message = email.message_from_string(text, policy=email.policy.default)
    assert isinstance(message, EmailMessage)
    return message


def test_a_cut_that_is_ready_says_where_it_is() -> None:
    notice = notice_of(DONE)
    assert notice.subject == "my video: The cut is ready"
    assert notice.sentences == ("It lies in outbox/ann/my video.",)
    assert (notice.link, notice.opens) == (REVIEW, "Open the review page")


def test_a_cut_with_doubts_says_which_lines_to_look_at() -> None:
    notice = notice_of(DONE.model_copy(update={"doubts": DOUBTS}))
    assert notice.subject == "my video: The cut is ready: please look at 2 lines"
    assert "Line 4, “Fold the paper in half.”: Two takes are equally good." in notice.sentences
    assert "Line 7, “Then turn it over.”: Nobody says it." in notice.sentences


def test_of_many_doubts_the_first_few_are_told() -> None:
    many = tuple(Doubt(number=number, text="x", why="y") for number in range(1, 41))
    notice = notice_of(DONE.model_copy(update={"doubts": many}))
    assert notice.sentences[-1] == "And 32 more lines."


def test_a_cut_that_is_held_says_what_it_waits_for() -> None:
    notice = notice_of(DONE.model_copy(update={"state": JobState.HELD, "waiting_for": "Marks were found.", "result": None}))
    assert notice.subject == "my video: The cut waits for your review"
    assert notice.sentences == ("Nothing goes out until it is approved.", "Marks were found.")


def test_a_failure_says_what_to_do() -> None:
    refusal = Unusable(name="take1.mp4", why="take1.mp4 is cut short.", hint="Copy it again.")
    notice = notice_of(DONE.model_copy(update={"state": JobState.FAILED, "refusals": (refusal,), "result": None}))
    assert notice.subject == "my video: It could not be made: something needs you"
    assert notice.sentences == ("take1.mp4 is cut short. Copy it again.", "Mend that in the folder, and it goes on by itself.")


def test_a_budget_that_is_passed_says_so_before_all_else() -> None:
    said = "It stopped before render: 4.00 USD of the budget of 5.00 USD is used."
    notice = notice_of(DONE.model_copy(update={"state": JobState.HELD, "over_budget": said, "result": None}))
    assert notice.subject == "my video: Stopped: it would cost more than was allowed"
    assert notice.sentences == (said,)


@pytest.mark.parametrize("text", HOSTILE)
def test_nothing_in_a_name_calls_anybody_in_slack(text: str) -> None:
    said = json.loads(for_slack(_about(text)))
    mrkdwn = [block["text"]["text"] for block in said["blocks"]]
    assert all(block["text"]["verbatim"] for block in said["blocks"])
    assert mrkdwn[-1] == f"<{REVIEW}|Open the review page>"
    for shown in (*mrkdwn[:-1], said["text"]):
        assert "<" not in shown
        assert ">" not in shown
        assert "&" not in shown.replace("&amp;", "").replace("&lt;", "").replace("&gt;", "")


@pytest.mark.parametrize("text", HOSTILE)
def test_nothing_in_a_name_calls_anybody_in_google_chat(text: str) -> None:
    said = json.loads(for_google_chat(_about(text)))
    assert "<" not in said["fallbackText"]
    card = said["cardsV2"][0]["card"]
    assert "<" not in card["header"]["title"] + card["header"]["subtitle"]
    paragraph = card["sections"][0]["widgets"][0]["textParagraph"]["text"]
    assert _tags(paragraph) <= {"br"}
    button = card["sections"][0]["widgets"][1]["buttonList"]["buttons"][0]
    assert button["onClick"]["openLink"]["url"] == REVIEW


@pytest.mark.parametrize("text", HOSTILE)
def test_nothing_in_a_name_breaks_out_of_a_mail(text: str) -> None:
    message = mail_of(_about(text))
    assert sorted({name.casefold() for name in message}) == [
        "auto-submitted",
        "content-type",
        "date",
        "from",
        "message-id",
        "mime-version",
        "subject",
        "to",
    ]
    assert message["To"] == "ann@example.com"
    html = message.get_body(("html",))
    assert html is not None
    assert _tags(html.get_content()) <= {"html", "head", "meta", "title", "body", "h2", "p", "b", "ul", "li", "a", "small"}


@given(st.text(min_size=1, max_size=300))
def test_any_text_can_be_told(text: str) -> None:
    notice = _about(text)
    json.loads(for_slack(notice))
    json.loads(for_google_chat(notice))
    assert "\n" not in str(mail_of(notice)["Subject"])


def test_a_mail_reads_the_same_as_text_and_as_html() -> None:
    message = mail_of(notice_of(DONE.model_copy(update={"doubts": DOUBTS})))
    text, html = message.get_body(("plain",)), message.get_body(("html",))
    assert text is not None
    assert html is not None
    assert message["Subject"] == "my video: The cut is ready: please look at 2 lines"
    for said in ("Line 4, “Fold the paper in half.”", "Nobody says it.", REVIEW, "Sent by Dropcut."):
        assert said in text.get_content()
        assert said in html.get_content()


def _about(text: str) -> Notice:
    doubts = (Doubt(number=1, text=text, why=text),)
    return notice_of(DONE.model_copy(update={"title": text, "doubts": doubts}))


def _tags(html: str) -> set[str]:
    found = set[str]()

    class Seen(HTMLParser):
        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            found.add(tag)
            assert all(name in {"href", "charset"} for name, _ in attrs)

    Seen().feed(html)
    return found
