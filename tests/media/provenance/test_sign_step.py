"""`sign` is asked for where a home signs and nowhere else; what it gives is delivered."""

from __future__ import annotations

import subprocess
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pytest

from dropcut.domain.blobs import FileVersion
from dropcut.domain.jobs import JobState
from dropcut.domain.provenance import Credentials, Ingredient, Signing
from dropcut.domain.values import Sha256
from dropcut.engine.jobs import retry, submit
from dropcut.engine.signing_with import credentials_from
from dropcut.ports.recipe import Do, Drop
from dropcut.ports.tools import Programs, Tools
from dropcut.steps.deliver import Deliverables, deliver
from dropcut.steps.sign import sign
from tests.media.provenance.authority import credentials_in
from tests.media.provenance.reading import needs_the_library, read
from tests.unit.engine.small_home import JOB, NO_QUIET, SmallHome, row

pytestmark = needs_the_library


def copy(tools: Tools, file: FileVersion) -> Signing:
    """Stands for all that makes a master."""
    with tools.original(JOB, file) as source:
        data = source.read()
    with tools.write("cut.mp4") as target:
        target.write(data)
    whole = Sha256(sha256(data).hexdigest())
    ingredients = (Ingredient(name=file.path, sha256=whole, size=file.size),)
    return Signing(name="cut.mp4", blob=target.blob, title="The sea", signer=Sha256(""), ingredients=ingredients)


def signed_where_the_home_signs(drop: Drop, do: Do) -> object:
    made = do.each(copy, drop.files).all()[0]
    blob = made.blob
    if drop.signer:
        blob = do(sign, made.model_copy(update={"signer": drop.signer})).blob
    return do(deliver, Deliverables(drop=drop.id, revision=drop.revision, files={"cut.mp4": blob}))


def a_home(credentials: Credentials | None, clip: Path) -> SmallHome:
    small = SmallHome(signed_where_the_home_signs, row(copy), row(sign), row(deliver))
    programs = Programs(ffmpeg=Path("/bin/false"), build="none", credentials=credentials)
    small.home = replace(small.home, programs=lambda: programs)
    small.folder.drop_file(JOB, "take1.mp4", clip.read_bytes())
    return small


@pytest.fixture(scope="module")
def clip(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("clip") / "cut.mp4"
    source = ("-f", "lavfi", "-i", "testsrc=size=64x36:rate=25", "-t", "1")
    subprocess.run(["ffmpeg", "-loglevel", "error", *source, "-movflags", "+faststart", made], check=True)
    return made


def test_a_home_without_a_certificate_asks_for_nothing_and_delivers_the_same_bytes(clip: Path) -> None:
    small = a_home(None, clip)
    assert small.submit().state is JobState.DONE
    assert small.did() == {"copy": 1, "deliver": 1}
    assert small.folder.delivered(JOB)["cut.mp4"] == clip.read_bytes()


def test_what_is_delivered_is_signed_and_only_once(clip: Path, tmp_path: Path) -> None:
    small = a_home(credentials_in(tmp_path), clip)
    assert small.submit().state is JobState.DONE
    made = tmp_path / "delivered.mp4"
    made.write_bytes(small.folder.delivered(JOB)["cut.mp4"])
    assert read(made)["validation_state"] in {"Valid", "Trusted"}
    small.did()
    retry(small.home, JOB)
    small.work()
    assert small.did() == {"deliver": 1}


def test_another_certificate_signs_anew_and_makes_nothing_else(clip: Path, tmp_path: Path) -> None:
    small = a_home(credentials_in(tmp_path), clip)
    small.submit()
    small.did()
    (tmp_path / "next").mkdir()
    programs = Programs(ffmpeg=Path("/bin/false"), build="none", credentials=credentials_in(tmp_path / "next"))
    small.home = replace(small.home, programs=lambda: programs)
    retry(small.home, JOB)
    submit(small.home, JOB, NO_QUIET)
    small.work()
    assert small.did() == {"sign": 1, "deliver": 1}


def test_the_environment_says_what_is_signed_with(tmp_path: Path) -> None:
    there = credentials_in(tmp_path)
    told = {"DROPCUT_SIGN_CERTIFICATE": str(there.certificates), "DROPCUT_SIGN_KEY": str(there.key)}
    assert credentials_from(told) == there
    assert credentials_from({}) is None
