"""Images hold what their entry points need, stand on what cannot change, and let SIGTERM through."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest

from dropcut.catalog import CATALOG
from tests.entry_points.deployed import framework
from tests.infra.containerfiles import IMAGES, ROOT, Containerfile, containerfile_of, locks_of, serves

FILES = [Containerfile(ROOT / folder / "Containerfile") for folder in ("functions", "gpu_jobs")]
MAINS = sorted((*ROOT.glob("functions/*/main.py"), *ROOT.glob("gpu_jobs/*/main.py")))
each_file = pytest.mark.parametrize("file", FILES, ids=lambda file: file.path.parent.name)


def test_every_entry_point_runs_in_one_image() -> None:
    served = sorted(entry for image in IMAGES for entry in serves(image))
    assert served == sorted(str(main.parent.relative_to(ROOT)) for main in MAINS)
    assert {row.entry for row in CATALOG.rows} <= set(served)


@pytest.mark.parametrize("image", IMAGES)
def test_an_image_is_made_of_what_there_is(image: str) -> None:
    assert containerfile_of(image).path.exists()
    assert [lock for lock in locks_of(image) if not (ROOT / ".locks" / f"{lock}.txt").exists()] == []
    assert locks_of(image)[0] == "cloud"
    folder = str(containerfile_of(image).path.parent.relative_to(ROOT))
    assert all(entry.startswith(f"{folder}/") for entry in serves(image))
    assert folder == "functions" or len(serves(image)) == 1


@pytest.mark.parametrize("image", [image for image in IMAGES if "cuda" in locks_of(image)])
def test_cards_are_for_jobs_that_ask_for_one(image: str) -> None:
    assert any(row.gpu for row in CATALOG.rows if row.entry in serves(image))


@each_file
def test_it_stands_on_an_image_that_somebody_named(file: Containerfile) -> None:
    stages = [rest for word, rest in file.instructions if word == "FROM"]
    assert stages == ["${PYTHON} AS build", "${PYTHON}"]
    assert file.instructions[0] == ("ARG", "PYTHON")  # and nothing stands in for it


@each_file
def test_only_what_the_locks_name_is_installed_each_by_its_hash(file: Containerfile) -> None:
    installs = [rest for word, rest in file.instructions if word == "RUN" and " install " in rest]
    assert len(installs) == 2
    assert "--require-hashes --no-deps -r" in installs[0]
    assert installs[1].endswith("install --no-deps --no-build-isolation .")
    assert not any("apt" in rest or "curl" in rest for word, rest in file.instructions if word == "RUN")


@each_file
def test_a_cold_start_compiles_nothing(file: Containerfile) -> None:
    (compiles,) = [rest for word, rest in file.instructions if word == "RUN" and "compileall" in rest]
    assert "--invalidation-mode unchecked-hash" in compiles


@each_file
def test_nobody_is_root_and_no_shell_stands_before_the_process(file: Containerfile) -> None:
    assert file.of("USER") == ["65532:65532"]
    words = [word for word, _ in file.last_stage]
    assert words.index("USER") < words.index("CMD")
    assert file.command[0] not in {"sh", "bash", "/bin/sh"}
    assert "ENTRYPOINT" not in words


@each_file
def test_what_is_copied_exists_and_is_let_in(file: Containerfile) -> None:
    ignored = (ROOT / ".dockerignore").read_text().splitlines()
    copies = [rest.split() for word, rest in file.instructions if word == "COPY" and not rest.startswith("--from")]
    sources = [source.replace("${JOB}", "render") for words in copies for source in words[:-1]]
    assert [source for source in sources if not (ROOT / source).exists()] == []
    let_in = [line.removeprefix("!").split("/")[0] for line in ignored if line.startswith("!")]
    assert {source.split("/")[0] for source in sources} == set(let_in) & {source.split("/")[0] for source in sources}


def test_functions_are_tested_as_their_images_start_them() -> None:
    functions, _ = FILES
    tested = framework({}, "align", 8080)
    begins = tested.index(sys.executable)
    assert ["python", *tested[begins + 1 :]][: len(functions.command)] == functions.command


def test_a_function_says_whether_it_listens() -> None:
    functions, jobs = FILES
    (check,) = functions.of("HEALTHCHECK")
    assert re.search(r'CMD \["python", "-c", ', check)
    assert jobs.of("HEALTHCHECK") == []  # nothing listens there


def test_the_ignore_file_keeps_out_what_nobody_asked_for() -> None:
    lines = [line for line in Path(ROOT / ".dockerignore").read_text().splitlines() if not line.startswith("#")]
    assert lines[0] == "*"
