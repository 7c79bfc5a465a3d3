"""What happened stands in the home's log: JSON lines of all processes, never larger than a few files."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from dropcut.domain.names import JobId
from dropcut.domain.opaque import Opaque
from dropcut.local import logs

WRITE = """
import sys, logging, structlog
from pathlib import Path
from dropcut.domain.opaque import Opaque
from dropcut.local import logs
logs.configure(Path(sys.argv[1]), "studio:7:ab", Opaque(b"key"), on_terminal="-v" in sys.argv)
structlog.get_logger("dropcut.one").info("it began", job="ann/sea", path=Path("take1.mp4"))
logging.getLogger("watchfiles").info("chatter")
logging.getLogger("av").warning("a %s", "quirk")
try:
    secret = "of the one who asked"
    raise ValueError("no take")
except ValueError:
    structlog.get_logger().exception("it stopped")
structlog.get_logger().debug("too small to keep")
"""


def written(log: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-c", WRITE, str(log), *arguments], text=True, capture_output=True, check=True)


def test_each_line_is_a_document_that_names_its_process(tmp_path: Path) -> None:
    log = tmp_path / "log" / "dropcut.jsonl"
    assert written(log).stderr == ""
    lines = [json.loads(line) for line in log.read_text().splitlines()]
    assert [(line["event"], line["level"]) for line in lines] == [
        ("it began", "info"),
        ("a quirk", "warning"),
        ("it stopped", "error"),
    ]
    opaque = Opaque(b"key")
    assert (lines[0]["process"], lines[0]["job"]) == ("studio:7:ab", opaque.job(JobId.parse("ann/sea")))
    assert lines[0]["path"] == opaque.text("file", "take1.mp4")
    assert "ValueError: text:" in lines[2]["exception"]
    assert "no take" not in lines[2]["exception"]


def test_a_full_disk_takes_no_line_and_fills_no_terminal(tmp_path: Path) -> None:
    (tmp_path / "dropcut.jsonl").symlink_to("/dev/full")
    assert written(tmp_path / "dropcut.jsonl").stderr == ""


def test_people_see_it_too_when_they_ask(tmp_path: Path) -> None:
    said = written(tmp_path / "log", "-v").stderr
    assert "it began" in said
    assert "ann/sea" in said


def test_a_large_log_is_turned_over_and_the_oldest_goes(tmp_path: Path) -> None:
    log = tmp_path / "dropcut.jsonl"
    for number in range(6):
        log.write_text(f"{number}" * (9 << 20))
        logs.turn_over(log)
    assert sorted(path.name for path in tmp_path.iterdir()) == [f"dropcut.jsonl.{number}" for number in (1, 2, 3)]
    assert log.with_name("dropcut.jsonl.1").read_text()[0] == "5"


def test_a_small_log_stays(tmp_path: Path) -> None:
    log = tmp_path / "dropcut.jsonl"
    logs.turn_over(log)
    log.write_text("{}\n")
    logs.turn_over(log)
    assert [path.name for path in tmp_path.iterdir()] == ["dropcut.jsonl"]
