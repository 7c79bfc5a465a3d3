"""Whatever optional package is absent, a cut is made, and a sentence says what was not done for want of it."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from benchmarks.seeing.marked import marked
from tests.e2e.product import make, report_of
from tests.e2e.town import LINES, drop_in
from tests.unit.vision.tiny_onnx import tiny_onnx

DONE, HELD = 0, 4
ABSENT = """
import os, sys
from importlib.machinery import PathFinder

class Without(PathFinder):
    @classmethod
    def find_spec(cls, name, path=None, target=None):
        absent = os.environ["ABSENT"].split()
        return None if name.partition(".")[0] in absent else super().find_spec(name, path, target)

sys.meta_path[sys.meta_path.index(PathFinder)] = Without
"""
"""As if these packages had never been installed, in every process that Python begins."""


@pytest.fixture
def without(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    (tmp_path / "absent").mkdir()
    (tmp_path / "absent" / "sitecustomize.py").write_text(ABSENT)
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join([str(tmp_path / "absent"), *filter(None, [os.environ.get("PYTHONPATH")])]))
    return monkeypatch


def drop_with_a_cue(folder: Path) -> Path:
    script = f"{LINES[0]}\n\n{LINES[1]} [B-ROLL: fresh loaves]\n\n{LINES[2]}\n"
    drop = drop_in(folder / "town", script)
    (drop / "dropcut.yaml").write_text("preset: draft\ndetector: brands.onnx\n")
    (drop / "brands.onnx").write_bytes(tiny_onnx([(32, 18, 16, 8, 0.9, 0.1)]))
    return drop


@pytest.mark.soak
def test_without_any_model_words_are_compared_and_marks_are_found_by_what_lasts(
    tmp_path: Path, without: pytest.MonkeyPatch
) -> None:
    drop = drop_with_a_cue(tmp_path)
    (drop / "b-roll" / "IMG_2001.txt").unlink()
    marked("bug", 1.0, 0, tmp_path).file.rename(drop / "harbour at dawn.mp4")
    without.setenv("ABSENT", "onnxruntime sentence_transformers torch safetensors tokenizers faster_whisper")
    done = make(drop)
    assert done.code == DONE, done.errors
    report = report_of(drop)
    notes = " ".join(report["notes"])
    assert "brands.onnx: It did not look for marks, for onnxruntime is not on this machine." in notes
    assert "Pictures were matched with what is asked for by words alone" in notes
    assert "Nothing tells what b-roll/IMG_2001.mp4 shows, and no model that sees is on this machine" in notes
    assert [mark["kind"] for mark in report["marks"]] == ["overlay"]


def test_without_what_looks_at_footage_a_cut_is_made_but_strict_rights_hold_it(
    tmp_path: Path, without: pytest.MonkeyPatch
) -> None:
    drop = drop_with_a_cue(tmp_path)
    without.setenv("ABSENT", "scenedetect cv2 onnxruntime")
    done = make(drop)
    assert done.code == DONE, done.errors
    report = report_of(drop)
    assert (report["scenes"], report["marks"]) == ([], [])
    assert any(note.startswith("Footage was not looked at, so no scenes and no marks are known") for note in report["notes"])
    assert any(one["ask"] == "B-ROLL" and one["views"] for line in report["lines"] for one in line["pictures"])

    (drop / "dropcut.yaml").write_text("preset: draft\nrights: strict\n")
    held = make(drop)
    assert held.code == HELD, held.errors
    assert "Rights are strict, and not all footage was searched for marks of others. Footage was not looked at" in held.errors
