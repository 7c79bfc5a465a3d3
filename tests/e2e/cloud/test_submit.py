"""`dropcut submit` as a person types it: killed, stopped, resumed, and followed until the outbox holds what was made."""

from __future__ import annotations

import json
import signal
from collections.abc import Callable, Iterator
from pathlib import Path
from time import monotonic, sleep

import pytest

from dropcut.cloud.submitting.one_file import PIECE
from dropcut.domain.jobs import JobState
from dropcut.domain.names import JobId
from tests.e2e.cloud.estate import INBOX, STORE, Plan, estate
from tests.e2e.cloud.person import Person
from tests.e2e.cloud.pipeline import QUICK
from tests.emulators.front import Asked
from tests.emulators.listening import Answer
from tests.unit.cloud.stages import Stage, stage_in
from tests.unit.cloud.submitting.senders import CLIP, read

NOBODY = "127.0.0.1:1"
SONG = JobId.parse("ann/a song")
BESIDE = dict.fromkeys(("FIRESTORE_EMULATOR_HOST", "PUBSUB_EMULATOR_HOST", "DROPCUT_RUN_EMULATOR_HOST"), NOBODY)


@pytest.fixture
def stage(tmp_path: Path) -> Iterator[Stage]:
    with stage_in(tmp_path) as opened:
        yield opened


@pytest.fixture
def person(tmp_path: Path, stage: Stage) -> Person:
    return Person(tmp_path / "home", {"STORAGE_EMULATOR_HOST": stage.front.address, **BESIDE})


@pytest.fixture
def drop(tmp_path: Path) -> Path:
    folder = tmp_path / "a song"
    folder.mkdir()
    (folder / "take1.mp4").write_bytes(CLIP)
    (folder / "script.md").write_text("La la la.\n")
    return folder


def to(stage: Stage) -> str:
    return f"gs://{stage.inbox.name}/inbox/ann/"


def slow_from_the_second_piece_on(asked: Asked, act: Callable[[], Answer]) -> Answer | None:
    if asked.kind == "piece" and not asked.content_range.startswith("bytes 0-"):
        sleep(3)
        return None
    return act()


def until(true: Callable[[], object]) -> None:
    end = monotonic() + 60
    while not true():
        assert monotonic() < end
        sleep(0.05)


def on_its_way(stage: Stage) -> bool:
    return any(asked.content_range.startswith(f"bytes {PIECE}-") for asked in list(stage.front.asked))


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGINT])
def test_who_was_killed_or_stopped_goes_on_where_it_was(stage: Stage, person: Person, drop: Path, how: signal.Signals) -> None:
    stage.front.fault = slow_from_the_second_piece_on
    process = person.start("submit", drop, "--to", to(stage), "--no-follow", "--progress", "none")
    until(lambda: on_its_way(stage))
    process.send_signal(how)
    _, errors = process.communicate(timeout=10)
    assert process.returncode == (130 if how is signal.SIGINT else -signal.SIGKILL)
    assert how is not signal.SIGINT or errors == (
        "Stopped: 0 of 2 files are there, 8.3 MB of 25.1 MB. Run the same command again: it goes on from there.\n"
    )
    stage.front.mend()
    stage.front.counted()
    done = person.types("submit", drop, "--to", to(stage), "--no-follow", "--progress", "none")
    assert (done.code, done.errors) == (0, "")
    assert done.out == (
        f'2 files, 25.1 MB, of which 8.3 MB were sent by an earlier call, lie in the inbox: "{to(stage)}a song/".\n'
    )
    assert stage.front.counted()["piece"] == 2
    assert read(stage.inbox, "inbox/ann/a song/take1.mp4") == CLIP


def test_one_machine_sends_a_drop_once_at_a_time(stage: Stage, person: Person, drop: Path) -> None:
    stage.front.fault = slow_from_the_second_piece_on
    process = person.start("submit", drop, "--to", to(stage), "--no-follow", "--progress", "none")
    until(lambda: on_its_way(stage))
    second = person.types("submit", drop, "--to", to(stage), "--no-follow")
    process.kill()
    process.communicate(timeout=10)
    assert (second.code, second.out) == (2, "")
    assert f"in process {process.pid}. Let it finish, or stop it first." in second.errors


def test_progress_is_told_as_json_lines_and_never_falls(stage: Stage, person: Person, drop: Path) -> None:
    done = person.types("submit", drop, "--to", to(stage), "--no-follow", "--progress", "jsonl", "--json")
    *lines, ending = map(json.loads, done.out.splitlines())
    assert {line["schema"] for line in lines} == {"dropcut/progress@1"}
    assert [line["permille"] for line in lines] == sorted(line["permille"] for line in lines)
    assert lines[-1]["permille"] == 1000
    assert (ending["schema"], ending["exit_code"], ending["state"]) == ("dropcut/ending@1", 0, "working")
    assert ending["steps"] == [{"step": "upload", "total": 2, "done": 2, "run": 2, "reused": 0, "failed": 0}]


def test_what_is_wrong_is_one_sentence_before_anything_is_sent(
    stage: Stage, person: Person, drop: Path, tmp_path: Path
) -> None:
    empty, wordy, odd = (tmp_path / name for name in ("empty", "wordy", "odd"))
    for folder in (empty, wordy, odd):
        folder.mkdir()
    (wordy / "script.md").write_text("Only words.\n")
    (odd / "take\n1.mp4").write_bytes(b"x")
    bucket = stage.inbox.name
    wrong: list[tuple[int, str, str | Path, str, str | Path, *tuple[str | Path, ...]]] = [
        (2, "There is no bucket gs://nowhere.", drop, "--to", "gs://nowhere/inbox/ann/"),
        (2, f"gs://{bucket} is an inbox: whose drop is it?", drop, "--to", f"gs://{bucket}/"),
        (2, "Ann cannot be an owner.", drop, "--to", f"gs://{bucket}/inbox/Ann/"),
        (2, f"gs://{bucket}/elsewhere/ann is not a place in an inbox.", drop, "--to", f"gs://{bucket}/elsewhere/ann"),
        (2, "Nobody here knows homes at s3:// (known: gs://).", drop, "--to", f"s3://{bucket}/inbox/ann/"),
        (2, f"{tmp_path} is a folder of this machine.", drop, "--to", tmp_path),
        (2, "gs:///inbox/ann is not the address of a home.", drop, "--to", "gs:///inbox/ann"),
        (2, f"gs://{bucket}/dropcut/home.json is not there:", drop, "--to", to(stage), "--follow"),
        (2, "--get fetches what is delivered,", drop, "--to", to(stage), "--get", tmp_path / "got"),
        (3, f"{empty} holds nothing to send.", empty, "--to", to(stage)),
        (3, f"{wordy} holds no footage, and neither does the drop.", wordy, "--to", to(stage)),
        (3, '"take\\n1.mp4" has a character in its name that is no text.', odd, "--to", to(stage)),
    ]
    for code, said, *arguments in wrong:
        done = person.types("submit", *arguments, *(() if "--follow" in arguments else ("--no-follow",)))
        assert (done.code, done.out, done.errors[: len(said)]) == (code, "", said)
        assert len(done.errors.splitlines()) == 1
    assert not list(stage.inbox.list("inbox/"))


def test_without_credentials_a_sentence_says_how_to_have_some(tmp_path: Path, drop: Path) -> None:
    person = Person(tmp_path / "home", {})
    person.environment |= {"NO_GCE_CHECK": "true", "CLOUDSDK_CONFIG": str(tmp_path / "none")}
    person.environment.pop("GOOGLE_APPLICATION_CREDENTIALS", None)
    done = person.types("submit", drop, "--to", "gs://some-bucket/inbox/ann/", "--no-follow")
    assert (done.code, done.out) == (2, "")
    assert done.errors.startswith("You are not logged in to Google Cloud on this machine: ")
    assert done.errors.endswith("Log in with: gcloud auth application-default login\n")


@pytest.mark.timeout(600)
def test_a_submitted_folder_is_followed_until_it_is_delivered_and_fetched(tmp_path: Path) -> None:
    song = tmp_path / SONG.name
    song.mkdir()
    (song / "verse.txt").write_text("la\nlo\n")
    (song / "film.mp4").write_text("li\n")
    (tmp_path / "logs").mkdir()
    with estate(tmp_path / "logs", Plan(pipeline=QUICK)) as home:
        person = Person(tmp_path / "home", home.environment)
        where = f"gs://{INBOX}/inbox/ann/"
        done = person.types("submit", song, "--to", where, "--progress", "plain")
        assert (done.code, done.out) == (0, f'Done: "gs://{STORE}/outbox/{SONG}/song.txt".\n'), done.errors + home.logs()
        assert "upload 2/2" in done.errors
        assert "shout 3/3" in done.errors
        told = json.loads(person.types("status", SONG.name, "--home", where, "--json").out)
        assert [(job["job"], job["state"], job["files"]) for job in told["jobs"]] == [
            (str(SONG), "done", [f"gs://{STORE}/outbox/{SONG}/song.txt"])
        ]
        again = person.types("submit", song, "--to", where, "--get", song / "cut", "--progress", "none")
        assert (again.code, again.out) == (0, f'Done: "{song}/cut/song.txt".\n')
        assert (song / "cut" / "song.txt").read_bytes() == home.delivered(SONG)["song.txt"]

        (song / "verse.txt").write_text("la\nbad\n")
        failed = person.types("submit", song, "--to", where, "--progress", "none")
        assert failed.code == 3, failed.errors
        assert "bad cannot be shouted. Say something else." in failed.errors
        assert person.types("retry", str(SONG), "--home", f"gs://{INBOX}").out == "It goes on.\n"
        home.wait(SONG, 120)

        (song / "verse.txt").write_text("la\nslow 60\n")
        process = person.start("submit", song, "--to", where, "--progress", "none")
        until(lambda: (job := home.job(SONG)) is not None and job.state is JobState.WORKING and job.revision > 3)
        cancelled = person.types("cancel", str(SONG), "--home", f"gs://{INBOX}")
        assert cancelled.out == "Cancelled: work that is under way ends within seconds.\n"
        _, errors = process.communicate(timeout=60)
        assert (process.returncode, errors) == (
            130,
            f'It was cancelled: dropcut retry "{SONG}" --home gs://{INBOX} goes on with it.\n',
        )
