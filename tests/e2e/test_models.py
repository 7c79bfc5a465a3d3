"""Whisper, as a person gets and uses it: nothing is fetched without a word, and a model of one's own is heard with."""

from __future__ import annotations

import os
import pty
import subprocess
import sys
import wave
from pathlib import Path

import numpy as np
import pytest

from tests.e2e.product import dropcut, make, report_of
from tests.unit.speech.tiny_whisper import need_whisper, tiny_whisper
from tests.unit.speech.voices import RATE, need_voices, say


@pytest.fixture
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where this test's models lie: a machine that never had one."""
    need_whisper()
    need_voices()
    monkeypatch.setenv("DROPCUT_MODELS", str(tmp_path / "models"))
    monkeypatch.setenv("HF_HOME", str(tmp_path / "cache"))
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    return tmp_path / "models"


@pytest.fixture
def drop(tmp_path: Path) -> Path:
    folder = tmp_path / "drop"
    folder.mkdir()
    return folder


def spoken(path: Path, length_s: int, every_s: int) -> None:
    sound = np.random.default_rng(3).normal(0, 3, length_s * RATE)
    line = say("Come by on a Saturday morning.").sound
    for at in range(RATE, len(sound) - len(line), every_s * RATE):
        sound[at : at + len(line)] += line
    with wave.open(str(path), "wb") as file:
        file.setparams((1, 2, RATE, 0, "NONE", ""))
        file.writeframes(sound.clip(-32_768, 32_767).astype("<i2").tobytes())


def test_without_a_model_and_without_a_terminal_one_sentence_says_what_to_type(own: Path, drop: Path) -> None:
    spoken(drop / "take1.wav", 8, 20)
    for told in (("--speech", "whisper"), ()):
        if not told:
            (drop / "dropcut.yaml").write_text("speech: whisper\n")
        ended = make(drop, *told)
        assert ended.code == 2
        (line,) = ended.errors.splitlines()
        assert line.startswith("No Whisper model is on this machine, and none is fetched without your word: The model small")
        assert "486.2 MB from Systran/faster-whisper-small on huggingface.co, licence MIT" in line
        assert line.endswith("Fetch it with: dropcut models pull small")
    assert not own.exists()
    assert not (drop / "cut").exists()


def test_at_a_terminal_a_person_is_asked_and_enter_means_no(own: Path, drop: Path) -> None:
    spoken(drop / "take1.wav", 8, 20)
    terminal, inside = pty.openpty()
    command = [sys.executable, "-c", "from dropcut.local.cli import main; main()", "make", str(drop), "--speech", "whisper"]
    with subprocess.Popen(command, stdin=inside, stdout=subprocess.DEVNULL, stderr=inside) as process:
        os.close(inside)
        os.write(terminal, b"\n")
        said = b""
        while b"dropcut models pull small" not in said:
            said += os.read(terminal, 4096)
        code = process.wait(30)
    os.close(terminal)
    assert b"Fetch it? [y/N]" in said
    assert code == 2
    assert not own.exists()


def test_a_model_of_one_s_own_is_heard_with(own: Path, drop: Path, tmp_path: Path) -> None:
    brought = dropcut("models", "import", tiny_whisper(tmp_path / "mine"))
    assert (brought.code, brought.errors) == (0, "")
    verified = dropcut("models", "verify").out.splitlines()
    assert "ok   mine: every byte is right" in verified
    assert all(line.startswith("ok ") for line in verified)
    assert "mine" in dropcut("models", "list").out
    spoken(drop / "take1.wav", 8, 20)
    spoken(drop / "take2.wav", 490, 240)
    ended = make(drop, "--speech", "whisper", "--preset", "draft", "--workers", "2")
    assert ended.code == 0, ended.errors
    report = report_of(drop)
    assert report["lines"], "without a script whatever was said is kept"
    by_step = report["tasks"]["by_step"]
    assert [by_step[step]["run"] for step in ("transcribe", "divide", "hear", "gather")] == [1, 1, 2, 1]
    again = make(drop, "--speech", "whisper", "--preset", "draft", "--json")
    assert again.code == 0

    weights = own / "whisper" / "mine" / "model.bin"
    damaged = bytearray(weights.read_bytes())
    damaged[-1] ^= 1
    weights.write_bytes(damaged)
    told = dropcut("models", "verify")
    assert told.code == 1
    assert "bad  mine: damaged (model.bin)" in told.out
