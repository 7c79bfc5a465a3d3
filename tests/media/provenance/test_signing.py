"""A signed file says what was done to it, its own library verifies it, and its frames are what they were."""

from __future__ import annotations

import json
import socket
import subprocess
from hashlib import sha256
from pathlib import Path
from time import monotonic
from typing import Any

import pytest

from dropcut.domain.blobs import Blob
from dropcut.domain.errors import Permanent, Stopped
from dropcut.domain.provenance import Credentials, Ingredient, Signing
from dropcut.domain.values import Sha256
from dropcut.media import credentials as signing_with
from dropcut.media.credentials import signed
from dropcut.media.failures import ProgramInterrupted
from tests.media.provenance.authority import credentials_in
from tests.media.provenance.reading import needs_the_library, read

pytestmark = needs_the_library

NETWORK = "http://cv.iptc.org/newscodes/digitalsourcetype/compositeWithTrainedAlgorithmicMedia"


@pytest.fixture(scope="module")
def clip(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("clip") / "cut.mp4"
    source = ("-f", "lavfi", "-i", "testsrc=size=160x90:rate=25", "-f", "lavfi", "-i", "sine=440", "-t", "1")
    subprocess.run(
        ["ffmpeg", "-loglevel", "error", *source, "-c:v", "libx264", "-c:a", "aac", "-movflags", "+faststart", made], check=True
    )
    return made


@pytest.fixture
def credentials(tmp_path: Path) -> Credentials:
    return credentials_in(tmp_path)


def signing(clip: Path, credentials: Credentials, **more: Any) -> Signing:
    data = clip.read_bytes()
    return Signing(
        name=clip.name,
        blob=Blob(sha256=Sha256(sha256(data).hexdigest()), size=len(data), path="store/ann/assemble/0/1/cut.mp4"),
        title="The sea",
        signer=credentials.fingerprint,
        ingredients=(Ingredient(name="take1.mp4", sha256=Sha256("a" * 64), size=7),),
        **more,
    )


def actions(told: dict[str, Any]) -> list[dict[str, Any]]:
    manifest = told["manifests"][told["active_manifest"]]
    (found,) = [each["data"] for each in manifest["assertions"] if each["label"].startswith("c2pa.actions")]
    return list(found["actions"])


def frames(file: Path) -> str:
    command = ["ffmpeg", "-loglevel", "error", "-i", str(file), "-f", "framemd5", "-"]
    return str(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


def test_its_own_library_verifies_what_was_signed(clip: Path, credentials: Credentials, tmp_path: Path) -> None:
    made = tmp_path / "signed.mp4"
    label = signed(clip, made, signing(clip, credentials), credentials)
    told = read(made)
    assert told["active_manifest"] == label
    assert told["validation_state"] in {"Valid", "Trusted"}
    failures = [each for each in told.get("validation_status", []) if each["code"] != "signingCredential.untrusted"]
    assert failures == []


def test_what_was_done_is_declared(clip: Path, credentials: Credentials, tmp_path: Path) -> None:
    made = tmp_path / "signed.mp4"
    signed(clip, made, signing(clip, credentials), credentials)
    found = actions(read(made))
    assert [each["action"] for each in found] == ["c2pa.created", "c2pa.edited"]
    assert "take1.mp4" in json.dumps(found)
    assert NETWORK not in json.dumps(found)


def test_a_network_that_enlarged_the_pictures_is_declared_and_named(
    clip: Path, credentials: Credentials, tmp_path: Path
) -> None:
    made = tmp_path / "signed.mp4"
    signed(clip, made, signing(clip, credentials, enlarged_by="animevideov3 2x by ncnn 1.0"), credentials)
    found = actions(read(made))
    assert [each.get("digitalSourceType") for each in found if "network" in each.get("description", "")] == [NETWORK]
    assert "animevideov3 2x by ncnn 1.0" in json.dumps(found)


def test_no_frame_and_no_sample_changes_and_it_still_starts_at_once(
    clip: Path, credentials: Credentials, tmp_path: Path
) -> None:
    made = tmp_path / "signed.mp4"
    signed(clip, made, signing(clip, credentials), credentials)
    assert frames(made) == frames(clip)
    data = made.read_bytes()
    assert data.index(b"moov") < data.index(b"mdat")


def test_a_changed_byte_is_noticed(clip: Path, credentials: Credentials, tmp_path: Path) -> None:
    made = tmp_path / "signed.mp4"
    signed(clip, made, signing(clip, credentials), credentials)
    data = bytearray(made.read_bytes())
    data[data.index(b"mdat") + 2_000] ^= 1
    made.write_bytes(data)
    assert read(made)["validation_state"] == "Invalid"


@pytest.mark.parametrize("damage", ["key", "certificates"])
def test_what_cannot_be_read_is_refused_in_words(clip: Path, credentials: Credentials, tmp_path: Path, damage: str) -> None:
    getattr(credentials, damage).write_text("nonsense")
    with pytest.raises(Permanent) as told:
        signed(clip, tmp_path / "signed.mp4", signing(clip, credentials), credentials)
    assert told.value.hint


def test_an_authority_that_never_answers_is_waited_for_so_long_and_asked_again_later(
    clip: Path, credentials: Credentials, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(signing_with, "_WALL_S", 2)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        address = f"http://127.0.0.1:{silent.getsockname()[1]}/"
        asking = credentials.model_copy(update={"timestamps": address})
        began = monotonic()
        with pytest.raises(ProgramInterrupted):
            signed(clip, tmp_path / "signed.mp4", signing(clip, credentials), asking)
    assert monotonic() - began < 20


def test_signing_stops_when_it_is_told_to(clip: Path, credentials: Credentials, tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        address = f"http://127.0.0.1:{silent.getsockname()[1]}/"
        asking = credentials.model_copy(update={"timestamps": address})
        with pytest.raises(Stopped):
            signed(clip, tmp_path / "signed.mp4", signing(clip, credentials), asking, lambda: True)
