"""A model comes whole and right, or not at all: over a real connection to a publisher that may be a bad one."""

from __future__ import annotations

import os
import resource
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from pydantic import ValidationError

from dropcut.domain.errors import DropcutError, Permanent, Retryable, Unavailable
from dropcut.domain.models import MANIFEST, Model, ModelFile, ModelKind
from dropcut.engine.shelf import Shelf
from dropcut.local.models.fetching import Fetch, Shown
from dropcut.local.models.standing import standing, verified
from dropcut.local.models.web import Web, require_safe
from tests.unit.local.models.publisher import Publisher, digest, publishing

WEIGHTS = os.urandom(700_001)
WORDS = b'["one", "two"]'


@pytest.fixture
def publisher() -> Iterator[Publisher]:
    with publishing(Publisher(files={"words.json": WORDS, "model.bin": WEIGHTS})) as made:
        yield made


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    return Shelf(tmp_path / "models")


def nobody(_done: int) -> None:
    """Nobody watches."""


def fetched(model: Model, shelf: Shelf, shown: Shown = nobody) -> Path:
    return Fetch(model, shelf, Web(timeout_s=5), shown, pause_s=0.01).run()


def everything(shelf: Shelf) -> list[str]:
    return sorted(str(path.relative_to(shelf.folder)) for path in shelf.folder.rglob("*") if path.name != ".lock")


def test_a_model_lies_in_its_place_with_what_is_known_of_it(publisher: Publisher, shelf: Shelf) -> None:
    far: list[int] = []
    place = fetched(publisher.model(), shelf, far.append)
    assert (place / "model.bin").read_bytes() == WEIGHTS
    files = [f"whisper/small/{name}" for name in (MANIFEST, "model.bin", "words.json")]
    assert everything(shelf) == ["whisper", "whisper/small", *files]
    (kept,) = shelf.kept(ModelKind.WHISPER)
    assert (kept.name, kept.folder) == ("small", place)
    assert far == sorted(far)
    assert far[-1] == len(WEIGHTS) + len(WORDS)


def test_a_broken_connection_is_taken_up_where_it_broke(publisher: Publisher, shelf: Shelf) -> None:
    publisher.breaks_after = [len(WORDS), 300_000, 200_000]
    fetched(publisher.model(), shelf)
    assert [wanted for name, wanted in publisher.asked if name == "model.bin"] == [None, "bytes=300000-", "bytes=500000-"]
    assert [told.damaged for told in verified(shelf)] == [()]


def test_another_call_goes_on_where_the_first_was_broken_off(publisher: Publisher, shelf: Shelf) -> None:
    publisher.breaks_after = [len(WORDS), 300_000]
    publisher.refuses = []
    model = publisher.model()
    publisher.files["model.bin"] = b""  # from now on it has nothing more to give
    with pytest.raises(DropcutError):
        fetched(model, shelf)
    publisher.files["model.bin"] = WEIGHTS
    publisher.asked.clear()
    place = fetched(model, shelf)
    assert (place / "model.bin").read_bytes() == WEIGHTS
    assert "words.json" not in dict(publisher.asked)


def test_a_killed_call_leaves_what_the_next_one_needs(publisher: Publisher, shelf: Shelf) -> None:
    publisher.breaks_after = [len(WORDS), 300_000]
    model = publisher.model()
    program = (
        "import sys; from pathlib import Path; from dropcut.domain.models import Model; from dropcut.engine.shelf import Shelf;"
        "from dropcut.local.models.fetching import Fetch; from dropcut.local.models.web import Web;"
        "shown = lambda done: print(done, flush=True);"
        "Fetch(Model.model_validate_json(sys.argv[1]), Shelf(Path(sys.argv[2])), Web(), shown, pause_s=60).run()"
    )
    command = [sys.executable, "-c", program, model.model_dump_json(), str(shelf.folder)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        for line in process.stdout:
            if int(line) >= 300_000:
                process.send_signal(signal.SIGKILL)
                break
    assert shelf.kept(ModelKind.WHISPER) == ()
    publisher.asked.clear()
    fetched(model, shelf)
    (wanted,) = [wanted for name, wanted in publisher.asked if name == "model.bin"]
    assert wanted is not None
    assert [told.damaged for told in verified(shelf)] == [()]


def test_what_was_fetched_to_its_last_byte_is_not_fetched_again(publisher: Publisher, shelf: Shelf) -> None:
    """Killed between the last byte and the file's own name."""
    unfinished = shelf.folder / "whisper" / ".small.unfinished"
    unfinished.mkdir(parents=True)
    (unfinished / "model.bin.part").write_bytes(WEIGHTS)
    (unfinished / "words.json.part").write_bytes(b"something longer than it may be")
    place = fetched(publisher.model(), shelf)
    assert publisher.asked == [("words.json", None)]
    assert (place / "model.bin").read_bytes() == WEIGHTS


def test_a_file_that_breaks_off_is_not_taken_for_whole_though_nothing_is_pinned(publisher: Publisher, shelf: Shelf) -> None:
    publisher.files["elsewhere"] = WEIGHTS
    publisher.redirects["model.bin"] = f"{publisher.url}/elsewhere"
    publisher.digests["model.bin"] = digest(WEIGHTS)
    publisher.breaks_after = [300_000]
    place = fetched(publisher.model("model.bin", pinned=False), shelf)
    assert (place / "model.bin").read_bytes() == WEIGHTS


def test_a_publisher_that_cannot_go_on_is_asked_for_all_again(publisher: Publisher, shelf: Shelf) -> None:
    publisher.ranges = False
    publisher.breaks_after = [len(WORDS), 300_000]
    place = fetched(publisher.model(), shelf)
    assert (place / "model.bin").read_bytes() == WEIGHTS


def test_other_bytes_are_refused_and_nothing_is_left_of_them(publisher: Publisher, shelf: Shelf) -> None:
    with pytest.raises(Permanent, match=r"model.bin of small is not the file that is known"):
        fetched(publisher.model("model.bin", model=digest(b"other")), shelf)
    assert everything(shelf) == ["whisper"]
    assert shelf.kept(ModelKind.WHISPER) == ()


def test_bytes_that_were_changed_between_two_calls_are_refused(publisher: Publisher, shelf: Shelf) -> None:
    publisher.breaks_after = [300_000]
    model = publisher.model("model.bin")
    publisher.files["model.bin"] = os.urandom(len(WEIGHTS))
    with pytest.raises(Permanent, match="not the file that is known"):
        fetched(model, shelf)
    assert everything(shelf) == ["whisper"]


def test_no_more_is_taken_than_was_said(publisher: Publisher, shelf: Shelf) -> None:
    model = publisher.model("model.bin")
    publisher.files["model.bin"] = WEIGHTS * 3
    with pytest.raises(Permanent, match=r"longer than the 700.0 kB"):
        fetched(model, shelf)
    assert everything(shelf) == ["whisper"]


def test_a_busy_publisher_is_asked_again_and_a_refusing_one_is_not(publisher: Publisher, shelf: Shelf) -> None:
    publisher.refuses = [503, 429]
    fetched(publisher.model(), shelf)
    publisher.asked.clear()
    publisher.refuses = [403]
    with pytest.raises(Permanent, match=r"127.0.0.1 refuses /words.json \(HTTP 403\)"):
        fetched(publisher.model(name="base"), shelf)
    assert len(publisher.asked) == 1


def test_a_publisher_that_never_answers_is_given_up(publisher: Publisher, shelf: Shelf) -> None:
    publisher.refuses = [503] * 20
    with pytest.raises(Unavailable):
        fetched(publisher.model(), shelf)
    assert len(publisher.asked) < 10


@pytest.mark.parametrize(
    "elsewhere", ["http://example.org/model.bin", "ftp://127.0.0.1/model.bin", "file:///etc/passwd", "https://me@example.org/"]
)
def test_what_is_not_safe_is_not_followed(publisher: Publisher, shelf: Shelf, elsewhere: str) -> None:
    publisher.redirects["model.bin"] = elsewhere
    with pytest.raises(Permanent, match=r"leads to an address that is not safe to fetch from|refuses"):
        fetched(publisher.model("model.bin"), shelf)
    assert everything(shelf) == ["whisper"]


def test_this_machine_is_no_place_to_be_sent_to_from_elsewhere() -> None:
    with pytest.raises(Permanent, match="not safe"):
        require_safe("http://127.0.0.1:9/x", "https://example.org/model.bin")
    require_safe("https://cdn.example.org/x", "https://example.org/model.bin")


def test_a_redirect_on_this_machine_is_followed(publisher: Publisher, shelf: Shelf) -> None:
    publisher.files["elsewhere"] = publisher.files["model.bin"]
    publisher.redirects["model.bin"] = f"{publisher.url}/elsewhere"
    place = fetched(publisher.model("model.bin"), shelf)
    assert (place / "model.bin").read_bytes() == WEIGHTS


def test_a_ring_of_redirects_ends(publisher: Publisher, shelf: Shelf) -> None:
    publisher.redirects["model.bin"] = f"{publisher.url}/model.bin"
    with pytest.raises(DropcutError):
        fetched(publisher.model("model.bin"), shelf)


def test_where_no_digest_is_pinned_what_its_publisher_says_holds(publisher: Publisher, shelf: Shelf) -> None:
    publisher.files["elsewhere"] = WEIGHTS
    publisher.redirects["model.bin"] = f"{publisher.url}/elsewhere"
    publisher.digests["model.bin"] = digest(WEIGHTS)
    model = publisher.model("model.bin", pinned=False)
    fetched(model, shelf)
    assert [told.damaged for told in verified(shelf)] == [()]
    publisher.digests["model.bin"] = digest(b"other")
    with pytest.raises(Permanent, match="not the file that is known"):
        fetched(model.model_copy(update={"name": "base"}), shelf)


def test_where_nobody_says_a_digest_nothing_is_taken(publisher: Publisher, shelf: Shelf) -> None:
    with pytest.raises(Permanent, match="has no digest that its publisher says"):
        fetched(publisher.model("model.bin", pinned=False), shelf)
    assert everything(shelf) == ["whisper"]


def test_a_disk_that_is_full_is_told_and_what_was_fetched_stays(publisher: Publisher, shelf: Shelf) -> None:
    """The limit on a file's size stands for the disk's: the same write fails, with an error of the same kind."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    before = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (400_000, hard))
    try:
        with pytest.raises(Retryable, match="cannot be read or written"):
            fetched(publisher.model("model.bin"), shelf)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
        signal.signal(signal.SIGXFSZ, before)
    assert everything(shelf) == ["whisper", "whisper/.small.unfinished", "whisper/.small.unfinished/model.bin.part"]
    fetched(publisher.model("model.bin"), shelf)
    assert [told.damaged for told in verified(shelf)] == [()]


def test_a_model_that_no_disk_can_hold_is_not_begun(publisher: Publisher, shelf: Shelf) -> None:
    vast = publisher.model("model.bin")
    vast = vast.model_copy(update={"files": (vast.files[0].model_copy(update={"size": 1 << 60}),)})
    with pytest.raises(Retryable, match=r"needs .* more, but .* are free"):
        fetched(vast, shelf)
    assert publisher.asked == []


def test_a_folder_that_is_closed_is_told(publisher: Publisher, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(Permanent, match="is no folder"):
        fetched(publisher.model("model.bin"), Shelf(tmp_path / "file"))


@pytest.mark.parametrize("name", ["../model.bin", "a/b", ".hidden", "", "x" * 101, "model.bin\n", "-rf/"])
def test_hostile_names_are_no_names(name: str) -> None:
    with pytest.raises(ValidationError):
        ModelFile(name=name, url="https://example.org/x", size=1)


def test_a_manifest_is_never_fetched(publisher: Publisher) -> None:
    publisher.files[MANIFEST] = b"{}"
    with pytest.raises(ValidationError, match="need names of their own"):
        publisher.model(MANIFEST)


def test_damage_is_seen_and_mended_by_fetching_again(publisher: Publisher, shelf: Shelf) -> None:
    model = publisher.model()
    place = fetched(model, shelf)
    damaged = bytearray(WEIGHTS)
    damaged[1000] ^= 1
    (place / "model.bin").write_bytes(damaged)
    assert shelf.kept(ModelKind.WHISPER) == ()
    assert [line.state for line in standing(shelf, (model,))] == ["damaged"]
    assert [told.damaged for told in verified(shelf)] == [("model.bin",)]
    fetched(model, shelf)
    assert len(shelf.kept(ModelKind.WHISPER)) == 1
    assert [told.damaged for told in verified(shelf)] == [()]


def test_a_file_that_was_only_touched_is_not_damaged(publisher: Publisher, shelf: Shelf) -> None:
    place = fetched(publisher.model(), shelf)
    os.utime(place / "model.bin", (1, 1))
    assert len(shelf.kept(ModelKind.WHISPER)) == 1


@pytest.mark.parametrize("text", ["", "{}", "no json", '{"schema": "dropcut/model@9"}'])
def test_a_folder_whose_manifest_says_nothing_is_no_model(publisher: Publisher, shelf: Shelf, text: str) -> None:
    place = fetched(publisher.model(), shelf)
    (place / MANIFEST).write_text(text)
    assert shelf.kept(ModelKind.WHISPER) == ()
