"""Which home an address means, and what is said when nobody here knows it."""

from __future__ import annotations

import subprocess
import sys
import tomllib
from importlib.metadata import entry_points
from pathlib import Path

import pytest

from dropcut.cloud.visiting.wiring import visited
from dropcut.domain.errors import Permanent
from dropcut.domain.names import JobId
from dropcut.engine.elsewhere import HOMES, Address
from dropcut.local.elsewhere.opening import drop_of, opened
from dropcut.local.exits import Misuse

ROOT = Path(__file__).parents[4]
WITHOUT = """
import sys
class Gone:
    def find_spec(self, name, path, target=None):
        if name.split(".")[0] in {"google", "grpc"}:
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)
sys.meta_path.insert(0, Gone())
from dropcut.local.cli import main
main()
"""


@pytest.mark.parametrize(
    ("text", "owner", "drop"),
    [
        ("gs://my-inbox", None, None),
        ("gs://my-inbox/", None, None),
        ("gs://my-inbox/inbox/", None, None),
        ("gs://my-inbox/inbox/ann", "ann", None),
        ("gs://my-inbox/inbox/ann/", "ann", None),
        ("gs://my-inbox/inbox/ann/my video #2", "ann", "my video #2"),
    ],
)
def test_an_address_names_an_inbox_an_owner_and_a_drop(text: str, owner: str | None, drop: str | None) -> None:
    found = Address.parse(text)
    assert (found.scheme, found.bucket, found.owner, found.drop) == ("gs", "my-inbox", owner, drop)


@pytest.mark.parametrize(
    "text",
    [
        *("gs://", "gs:///inbox/ann/", "gs://B/inbox/ann", "gs://a/inbox/ann", "://bucket/", "GS://bucket/"),
        *(
            "gs://bucket//inbox/ann",
            "gs://bucket/inbox//drop",
            "gs://bucket/inbox/ann/drop/take1.mp4",
            "gs://bucket/outbox/ann/",
        ),
        *("gs://bucket/inbox/Ann/", "gs://bucket/inbox/../drop", "gs://bucket/inbox/ann/..", "gs://buc\nket/inbox/ann/"),
        f"gs://bucket/inbox/ann/{'x' * 201}",
    ],
)
def test_any_other_address_is_refused_in_a_sentence(text: str) -> None:
    with pytest.raises(Permanent) as refused:
        Address.parse(text)
    assert "\n" not in str(refused.value)


def test_the_one_line_that_joins_the_homes_is_installed_as_it_stands() -> None:
    told = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["entry-points"][HOMES]
    assert {entry.name: entry.value for entry in entry_points(group=HOMES)} == told
    (gs,) = (entry for entry in entry_points(group=HOMES) if entry.name == "gs")
    assert gs.load() is visited


def test_an_unknown_scheme_says_which_are_known() -> None:
    with (
        pytest.raises(Misuse, match=r"Nobody here knows homes at ftp:// \(known: gs://\)"),
        opened(Address.parse("ftp://some-box")),
    ):
        pass


def test_without_the_extra_a_sentence_says_what_to_install(tmp_path: Path) -> None:
    command = [sys.executable, "-c", WITHOUT, "status", "--home", "gs://my-inbox"]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=tmp_path)
    assert done.returncode == 2
    assert done.stderr.startswith("Homes at gs:// need packages that are not installed: g")
    assert done.stderr.endswith("Install the extra: pip install 'dropcut[cloud]'\n")


def test_a_drop_is_named_whole_or_within_the_address() -> None:
    inbox, ann, one = (Address.parse(f"gs://my-inbox/{rest}") for rest in ("", "inbox/ann/", "inbox/ann/sea"))
    assert (
        drop_of(inbox, "ann/sea")
        == drop_of(ann, "sea")
        == drop_of(ann, "ann/sea")
        == drop_of(one, None)
        == JobId.parse("ann/sea")
    )
    assert drop_of(inbox, None) is None
    for address, other in ((inbox, "sea"), (ann, "bob/sea"), (one, "ann/land")):
        with pytest.raises(Misuse):
            drop_of(address, other)


def test_a_doctor_to_whom_nobody_is_logged_in_says_so_and_how(tmp_path: Path) -> None:
    known = {"HOME": str(tmp_path), "NO_GCE_CHECK": "true", "CLOUDSDK_CONFIG": str(tmp_path), "PATH": "/usr/bin:/bin"}
    command = [sys.executable, "-c", "from dropcut.local.cli import main; main()", "doctor", "--home", "gs://my-inbox"]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=tmp_path, env=known)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("You are not logged in to Google Cloud on this machine: ")
    assert done.stderr.endswith("Log in with: gcloud auth application-default login\n")
