"""People are told in sentences, once for each state, and never in a storm, whoever crashes or looks again."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest

from dropcut.domain.errors import Permanent
from dropcut.domain.jobs import Job, JobState, Refusal
from dropcut.domain.mail import MailServer, Security
from dropcut.domain.tasks import Failure
from dropcut.domain.values import Millis
from dropcut.domain.webhooks import APART, SOONER, DeliveryState, Form, Hook, message_name
from dropcut.editing.status.notice import ping_notice
from dropcut.engine.webhooks.hooks import FOR_PEOPLE, OPEN, add_hook, form_of, ping
from dropcut.engine.webhooks.mail_server import mail_server, use_mail_server, use_no_mail_server
from dropcut.engine.webhooks.mailing import Mailer
from dropcut.engine.webhooks.pacing import Pacing
from dropcut.engine.webhooks.telling import Telling
from dropcut.engine.webhooks.voice import Voice, public_address, review_page
from tests.unit.engine.webhooks.post_office import PostOffice, open_post_office
from tests.unit.engine.webhooks.receiver import receiving
from tests.unit.engine.webhooks.test_telling import ANN, HOLIDAY, Broken, Scene

SECRET = "open sesame"  # noqa: S105 - of the test
ADDRESS = "https://cuts.example.com"
VOICE = Voice(lambda drop: review_page(ADDRESS, drop), lambda drop: f"It lies in outbox/{drop}.")


class Told(Scene):
    """A scene in which people are told."""

    def another(self, source: str = "") -> Telling:
        mailer = Mailer(lambda: mail_server(self.records), within_s=2)
        return Telling(self.small.home, self.records, self.post, source, mailer=mailer, voice=VOICE, may_go_inside=True)

    def chat(self, form: Form = Form.SLACK) -> Hook:
        return add_hook(self.records, ANN, self.receiver.url, (*JobState,), inner=True, form=form)

    def mail(self) -> Hook:
        return add_hook(self.records, ANN, "mailto:ann@example.com", (*JobState,), form=Form.MAIL)

    def fails(self, why: str = "take1.mp4 is cut short.") -> Job:
        failure = Failure(kind="permanent", message=why, hint="Copy it again.")
        job = self.revise(JobState.FAILED)
        refusals = (Refusal(step="ingest", about="take1.mp4", failure=failure),)
        return self.small.ledger.update_job(job.with_(refusals=refusals))

    def tell(self) -> int:
        self.telling.advanced(HOLIDAY)
        return self.telling.send_due()

    def said(self) -> list[str]:
        return [json.loads(got.body)["text"] for got in self.receiver.got]


@pytest.fixture
def told() -> Iterator[Told]:
    with receiving() as receiver:
        yield Told(receiver)


def test_a_chat_is_told_in_sentences_with_a_link_to_the_review(told: Told) -> None:
    told.chat()
    told.job()
    told.tell()
    (got,) = told.receiver.got
    said = json.loads(got.body)
    assert said["text"] == "holiday: The cut is ready"
    assert "It lies in outbox/ann/holiday." in said["blocks"][0]["text"]["text"]
    assert said["blocks"][1]["text"]["text"] == "<https://cuts.example.com/jobs/ann/holiday|Open the review page>"
    assert "webhook-signature" not in {name.casefold() for name in got.headers}


def test_google_chat_is_told_by_a_card(told: Told) -> None:
    told.chat(Form.GOOGLE_CHAT)
    told.job()
    told.tell()
    said = json.loads(told.receiver.got[0].body)
    assert said["cardsV2"][0]["card"]["header"] == {"title": "holiday", "subtitle": "The cut is ready"}


def test_however_often_and_whoever_looks_one_state_is_told_once(told: Told) -> None:
    told.chat()
    told.job()
    for _ in range(20):
        for telling in (told.telling, told.another()):
            telling.advanced(HOLIDAY)
            telling.look()
            telling.send_due()
    assert told.said() == ["holiday: The cut is ready"]


def test_sixty_revisions_within_minutes_are_two_messages_and_the_last_is_how_it_stands(told: Told) -> None:
    told.chat()
    told.job()
    told.tell()
    for _ in range(60):
        told.wait(Millis(2_000))
        told.revise()
        told.tell()
    told.wait(APART)
    told.tell()
    assert len(told.receiver.got) == 2
    states = [entry.state for entry in told.log()]
    assert states.count(DeliveryState.SUPERSEDED) == 59
    assert [entry.revision for entry in told.log() if entry.state is DeliveryState.DELIVERED] == [60, 0]
    assert told.records.records(OPEN, "", 10) == ()


def test_news_of_another_state_come_sooner(told: Told) -> None:
    told.chat()
    told.job()
    told.fails()
    told.tell()
    told.wait(Millis(5_000))
    told.revise()
    assert told.tell() == 0
    told.wait(SOONER)
    told.tell()
    assert told.said() == ["holiday: It could not be made: something needs you", "holiday: The cut is ready"]


def test_the_same_trouble_is_told_once_however_many_revisions_have_it(told: Told) -> None:
    told.chat()
    told.job()
    for _ in range(5):
        told.fails()
        told.tell()
        told.wait(Millis(2 * APART))
    told.fails("Another file is cut short.")
    told.tell()
    assert len(told.receiver.got) == 2


def test_a_job_that_goes_to_and_fro_all_day_is_told_of_at_most_every_ten_minutes_of_each_state(told: Told) -> None:
    told.chat()
    told.job()
    for number in range(360):
        told.wait(Millis(10_000))
        told.fails(f"Take {number} is cut short.") if number % 2 else told.revise()
        told.tell()
    hour = 360 * 10_000
    said = told.said()
    assert said.count("holiday: The cut is ready") <= hour // APART + 1
    assert said.count("holiday: It could not be made: something needs you") <= hour // APART + 1
    told.wait(Millis(2 * APART))
    told.tell()
    assert told.said()[-1] == "holiday: It could not be made: something needs you"
    assert told.records.records(OPEN, "", 10) == ()


def test_a_failure_that_is_tried_again_and_fails_again_is_told_once(told: Told) -> None:
    add_hook(told.records, ANN, told.receiver.url, FOR_PEOPLE, inner=True, form=Form.SLACK)
    told.job()
    for _ in range(30):
        told.fails()
        told.tell()
        told.wait(Millis(20_000))
        told.revise(JobState.WORKING)
        told.tell()
        told.wait(Millis(20_000))
    told.fails()
    told.wait(Millis(2 * APART))
    told.tell()
    assert told.said().count("holiday: It could not be made: something needs you") == 1


def test_a_crash_at_any_write_loses_nothing_and_tells_nothing_twice(told: Told) -> None:
    told.chat()
    told.job()
    told.tell()
    told.wait(Millis(2 * APART))
    told.revise()
    for writes in range(6):
        told.records.left = writes
        telling = told.another()
        try:
            telling.advanced(HOLIDAY)
            telling.send_due()
        except Broken:
            told.wait(Millis(120_000))
    told.records.left = 1_000_000
    told.telling = told.another()
    told.wait(Millis(600_000))
    told.tell()
    assert len(told.receiver.got) in {2, 3}  # the answer to one may not have been written down: then it is sent again
    assert told.log()[0].state is DeliveryState.DELIVERED


def test_an_older_state_that_is_looked_at_late_says_nothing(told: Told) -> None:
    hook, old = told.chat(), told.job()
    told.fails()
    told.tell()
    late = Pacing(told.records, hook, old, "")
    assert late.due(message_name(hook, old, ""), ping_notice("holiday")) is None


# Mail


def server(office: PostOffice, **changes: object) -> MailServer:
    plain = MailServer(host="127.0.0.1", port=office.port, security=Security.NONE, sender="dropcut@example.com")
    return plain.model_copy(update=changes)


def test_a_mail_arrives_with_its_words_and_link(told: Told) -> None:
    with open_post_office(PostOffice(user="ann", password=SECRET)) as office:
        use_mail_server(told.records, server(office, user="ann", password=SECRET))
        told.mail()
        told.job()
        told.tell()
        ((sender, receivers, data),) = office.mails
    assert (sender, receivers) == ("dropcut@example.com", ["ann@example.com"])
    assert b"Subject: holiday: The cut is ready" in data
    assert b"https://cuts.example.com/jobs/ann/holiday" in data
    assert [entry.state for entry in told.log()] == [DeliveryState.DELIVERED]


def test_without_a_server_the_log_says_what_to_do(told: Told) -> None:
    told.mail()
    told.job()
    told.tell()
    (entry,) = told.log()
    assert entry.state is DeliveryState.OPEN
    assert "names one: see docs/how-to/telling.md" in entry.sent[0].outcome


def test_where_the_line_cannot_be_closed_nothing_is_said(told: Told) -> None:
    """A server, or somebody on the way, that does not offer STARTTLS gets neither the password nor the mail."""
    with open_post_office(PostOffice(user="ann", password=SECRET)) as office:
        use_mail_server(told.records, server(office, security=Security.STARTTLS, user="ann", password=SECRET))
        told.mail()
        told.job()
        told.tell()
    assert office.mails == []
    assert {row.split(" ")[1] for row in office.heard} <= {"EHLO", "STARTTLS", "QUIT"}
    assert "offers no way to close the line" in told.log()[0].sent[0].outcome


def test_an_address_that_is_refused_for_good_is_given_up(told: Told) -> None:
    with open_post_office(PostOffice(answers={"RCPT": "550 nobody here"})) as office:
        use_mail_server(told.records, server(office))
        told.mail()
        told.job()
        told.tell()
    (entry,) = told.log()
    assert entry.state is DeliveryState.GIVEN_UP
    assert "refuses the address: nobody here" in entry.sent[0].outcome


def test_a_busy_server_is_asked_again_later(told: Told) -> None:
    with open_post_office(PostOffice(answers={"MAIL": "451 later"})) as office:
        use_mail_server(told.records, server(office))
        told.mail()
        told.job()
        told.tell()
        assert told.log()[0].state is DeliveryState.OPEN
        office.answers.clear()
        told.wait(Millis(60_000))
        told.tell()
    assert len(office.mails) == 1


@pytest.mark.parametrize(
    "changes",
    [
        {"host": "mail.example.com", "user": "ann", "password": "x"},
        {"user": "ann"},
        {"user": "ann\r\n", "password": "x"},
        {"host": "mail example"},
        {"sender": "ann@example.com\r\nBcc: x@example.com"},
        {"sender": "nobody"},
    ],
)
def test_a_server_that_would_show_its_password_or_makes_no_sense_is_refused(told: Told, changes: dict[str, object]) -> None:
    with pytest.raises(Permanent):
        use_mail_server(told.records, server(PostOffice(port=25), **changes))
    assert mail_server(told.records) is None


def test_a_password_is_in_nothing_that_is_printed(told: Told) -> None:
    named = server(PostOffice(port=25), user="ann", password=SECRET)
    use_mail_server(told.records, named)
    assert SECRET not in repr(mail_server(told.records))
    use_no_mail_server(told.records)
    assert mail_server(told.records) is None


def test_an_address_says_its_form(told: Told) -> None:
    assert form_of("https://hooks.slack.com/services/T0/B0/x") is Form.SLACK
    assert form_of("https://chat.googleapis.com/v1/spaces/x/messages?key=y") is Form.GOOGLE_CHAT
    assert form_of("mailto:ann@example.com") is Form.MAIL
    assert form_of("https://hooks.example.com/") is Form.JSON
    with pytest.raises(Permanent, match="no e-mail address"):
        add_hook(told.records, ANN, "mailto:ann@example.com\nBcc: x@y.z", form=Form.MAIL)


def test_the_address_of_a_chat_is_its_key_and_is_not_shown(told: Told) -> None:
    hook = add_hook(told.records, ANN, "https://hooks.slack.com/services/T0/B0/key", form=Form.SLACK)
    assert hook.shown == "https://hooks.slack.com/…"
    assert "key" not in repr(hook)


def test_a_ping_to_people_is_a_sentence(told: Told) -> None:
    ping(told.records, told.chat())
    told.telling.send_due()
    assert told.said() == ["ann: messages arrive"]


@pytest.mark.parametrize("address", ["https://cuts.example.com", "https://cuts.example.com/", "http://127.0.0.1:8420"])
def test_an_address_of_the_pages(address: str) -> None:
    assert review_page(public_address(address), HOLIDAY) == f"{address.rstrip('/')}/jobs/ann/holiday"


@pytest.mark.parametrize(
    "address", ["cuts.example.com", "ftp://x", "https://a:b@x", "https://x/?a=1", "https://x/#a", "https://x y"]
)
def test_what_is_no_address_of_pages_is_refused(address: str) -> None:
    with pytest.raises(Permanent):
        public_address(address)
