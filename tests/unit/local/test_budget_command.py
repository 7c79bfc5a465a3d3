"""`dropcut budget` settles what may be spent, and says what was."""

from __future__ import annotations

import wave
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from dropcut.domain.money import budget_of
from dropcut.engine.jobs import submit
from dropcut.engine.keeping import Keeper
from dropcut.engine.pipeline import Pipeline
from dropcut.local import place, wiring
from dropcut.local.cli import main
from dropcut.local.making import AT_ONCE

Say = Callable[..., Result]


@pytest.fixture
def say(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Say:
    """A command of somebody whose own home lies elsewhere."""
    monkeypatch.setenv("DROPCUT_MONEY", str(tmp_path / "kept" / "money.sqlite"))
    monkeypatch.setenv("HOME", str(tmp_path))
    return lambda *words: CliRunner().invoke(main, ["budget", *map(str, words)])


@pytest.fixture
def begun(tmp_path: Path) -> Path:
    """A folder of which something was begun."""
    folder = tmp_path / "a boat"
    folder.mkdir()
    there = place.of_folder(folder)
    with wiring.opened(there, Pipeline(), "a test", Keeper().beating) as workplace:
        submit(workplace.home, there.only, AT_ONCE)
    return folder


def test_nothing_is_settled_before_somebody_does(say: Say) -> None:
    told = say().output
    assert "jobs of local took 0 ms of work." in told
    assert "No budget was said for a month.\nAn hour of this machine costs nothing." in told


def test_an_hour_and_a_month_are_settled_and_stay(say: Say) -> None:
    assert say("--hour", "0.30", "--month", "25").exit_code == 0
    told = say().output
    assert "A month may take 25.00 USD.\nAn hour of this machine costs 0.30 USD." in told
    assert say("--month", "none", "--hour", "0").exit_code == 0
    assert "No budget was said for a month.\nAn hour of this machine costs nothing." in say().output


def test_a_job_is_given_a_budget_and_says_what_it_spent(say: Say, begun: Path) -> None:
    assert say(begun).output == (
        "No budget was said: what its settings say holds, once they are read.\nSo far it took 0 ms of work.\n"
    )
    assert "Its budget is 2.50 USD." in say(begun, "2.50").output
    assert "Its budget is 20 min 00 s of work." in say(begun, "20 min").output
    assert "No budget was said" in say(begun, "none").output


@pytest.mark.parametrize(
    ("settings", "told"),
    [
        ("budget: 2 min\n", "No budget was said: its settings hold it to 2 min 00 s of work."),
        ("", "It has no budget: none was said, and its settings say none."),
        ("budget: [\n", "No budget was said: what its settings say holds, once they are read."),
    ],
)
def test_what_its_settings_hold_is_told(say: Say, begun: Path, settings: str, told: str) -> None:
    (begun / "take1.wav").write_bytes(wave_of_silence())
    (begun / "dropcut.yaml").write_text(settings)
    assert say(begun).output.splitlines()[0] == told
    assert "Its budget is 2.50 USD." in say(begun, "2.50").output


def wave_of_silence() -> bytes:
    told = BytesIO()
    with wave.open(told, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(16_000)
        file.writeframes(bytes(32_000))
    return told.getvalue()


def test_what_a_folder_reckons_with_is_what_was_settled(say: Say, begun: Path) -> None:
    say("--hour", "0.30", "--month", "10 h")
    there = place.of_folder(begun)
    with wiring.opened(there, Pipeline(), "a test", Keeper().beating) as workplace:
        purse = workplace.home.purse()
        assert purse is not None
        assert purse.tariff.charges
        assert purse.allowance(there.only.owner) == budget_of("10 h")


@pytest.mark.parametrize(
    "words", [("--month", "much"), ("--hour", "20 min"), ("--hour", "-1"), ("--owner", "../x"), ("nowhere", "5")]
)
def test_what_cannot_be_meant_is_refused_in_a_sentence(say: Say, words: tuple[str, ...]) -> None:
    done = say(*words)
    assert done.exit_code != 0
    assert "Traceback" not in done.output
