"""Which engine listens, and that whoever asked for what is not there is told what to do."""

from __future__ import annotations

from pathlib import Path

import pytest

from dropcut.domain.assets import Asset, Clip, Kind, Upload
from dropcut.domain.blobs import FileVersion
from dropcut.domain.errors import Permanent
from dropcut.domain.material import HearingWish
from dropcut.domain.models import KeptModel, ModelKind
from dropcut.domain.names import JobId, Owner
from dropcut.domain.settings import Speech
from dropcut.domain.values import Sha256
from dropcut.speech.choosing import chosen
from dropcut.speech.whisper_models import Model, best_model
from tests.unit.speech.tiny_whisper import need_whisper


def clip(name: str, kind: Kind = Kind.MEDIA) -> Clip:
    upload = Upload(drop=JobId(Owner("ann"), "holiday"), file=FileVersion(path=name, version="1", size=1))
    return Clip(name=name, asset=Asset(sha256=Sha256("0" * 64), size=1, kind=kind, upload=upload))


def wish(speech: Speech = Speech.AUTO, language: str = "en", *written: str) -> HearingWish:
    sidecars = tuple(clip(name, Kind.SIDECAR) for name in written)
    return HearingWish(speech=speech, language=language, clips=(clip("Take 1.mp4"), clip("b/take2.MOV")), sidecars=sidecars)


def nowhere(_language: str) -> None:
    return None


def test_transcripts_beside_every_clip_are_used(tmp_path: Path) -> None:
    told = chosen(wish(Speech.AUTO, "de", "take 1.json", "b/TAKE2.srt"), tmp_path, nowhere)
    assert (told.engine.name, told.why) == ("import", "A transcript lies beside every clip.")


def test_one_clip_without_a_transcript_is_enough_to_listen(tmp_path: Path) -> None:
    told = chosen(wish(Speech.AUTO, "en", "take 1.json", "take2.srt"), tmp_path, nowhere)
    assert told.engine.name == "guided"
    assert "needs no download" in told.why


def test_a_model_that_is_here_is_used(tmp_path: Path) -> None:
    need_whisper()
    (tmp_path / "model.bin").write_bytes(b"weights")
    told = chosen(wish(language="de"), tmp_path, lambda _language: Model("small", tmp_path))
    assert told.engine.name == "whisper"
    assert told.why == "The Whisper model small is on this machine."


@pytest.mark.parametrize(
    ("speech", "language", "said", "todo"),
    [
        (Speech.AUTO, "de", "Nothing on this machine can hear the language 'de'", "dropcut models pull small"),
        (Speech.GUIDED, "fr", "The guided engine hears English only", "--speech whisper"),
        (Speech.WHISPER, "en", "hisper", "--speech guided"),
        (Speech.WHISPER, "en", "hisper", "dropcut models pull small"),
        (Speech.IMPORT, "en", 'no transcript beside "Take 1.mp4" and 1 more', ".srt"),
    ],
)
def test_what_cannot_be_is_refused_with_what_to_do(tmp_path: Path, speech: Speech, language: str, said: str, todo: str) -> None:
    with pytest.raises(Permanent) as refused:
        chosen(wish(speech, language), tmp_path, nowhere)
    assert said in refused.value.message
    assert todo in refused.value.hint


def test_the_reason_for_the_guided_engine_says_what_to_type_for_the_better_one(tmp_path: Path) -> None:
    need_whisper()
    why = chosen(wish(), tmp_path, nowhere).why
    assert why.endswith("For the better engine: dropcut models pull small (486.2 MB)")


def test_a_language_that_nobody_knows_is_refused(tmp_path: Path) -> None:
    need_whisper()
    with pytest.raises(Permanent, match="does not know the language 'qq'"):
        chosen(wish(Speech.WHISPER, "qq"), tmp_path, nowhere)


def test_a_model_of_the_user_s_own_is_taken_before_any_other(tmp_path: Path) -> None:
    need_whisper()
    kept = [KeptModel(kind=ModelKind.WHISPER, name=name, folder=tmp_path, digest=Sha256("0" * 64)) for name in ("tiny", "mine")]
    found = best_model("de", kept)
    assert found is not None
    assert found.name == "mine"


def test_models_made_for_english_hear_nothing_else(tmp_path: Path) -> None:
    need_whisper()
    assert not Model("distil-large-v3", tmp_path).hears("de")
    assert Model("small", tmp_path).hears("und")
    assert not Model("small", tmp_path).hears("qq")
    assert Model("small.en", tmp_path).hears("en")
    assert not Model("small.en", tmp_path).hears("de")
    assert Model("small", tmp_path).hears("de")
