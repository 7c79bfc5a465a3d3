"""The steps that hear, from a dropped file to tries, in a home of their own."""

from __future__ import annotations

import os
import wave
from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest

from dropcut.domain.assets import Asset, Clip, Kind, Upload
from dropcut.domain.blobs import Blob, FileVersion
from dropcut.domain.documents import Document
from dropcut.domain.errors import Permanent
from dropcut.domain.footage import Footage, Sound
from dropcut.domain.jobs import JobState
from dropcut.domain.material import HearingWish, Lexicon, Listen, Search, Transcript
from dropcut.domain.settings import Speech
from dropcut.domain.speech import Found, Heard
from dropcut.domain.values import Millis, Sha256
from dropcut.editing.groups import groups_of
from dropcut.media.bench import Bench
from dropcut.media.programs import locate
from dropcut.ports.recipe import Do, Drop
from dropcut.ports.tools import Programs, Tools
from dropcut.speech.tracks import most_spoken
from dropcut.steps.choose_hearing import choose_hearing
from dropcut.steps.find import find
from dropcut.steps.ingest import ingest
from dropcut.steps.transcribe import transcribe
from tests.media.clips import X264, Clips, picture, tone
from tests.unit.engine.small_home import JOB, SmallHome, row
from tests.unit.speech.voices import RATE, Uttered, joined, need_voices, pause, say

LINES = ("The second coat will cover everything.", "Farmers still live on the slopes.", "Come by on a Saturday morning.")
ENGLISH = Lexicon(language="en")


class Told(Document):
    """All that the steps gave."""

    KIND = "told"

    transcripts: tuple[Transcript, ...]
    found: tuple[Found, ...]


def keep(tools: Tools, told: Told) -> Blob:
    with tools.write("told.json") as target:
        target.write(told.dumped())
    return target.blob


class Lines(Document):
    """What the script says."""

    KIND = "lines"

    texts: tuple[str, ...]


def read_lines(tools: Tools, script: Upload) -> Lines:
    with tools.original(script.drop, script.file) as file:
        return Lines(texts=tuple(file.read().decode().splitlines()))


def hear_all(drop: Drop, do: Do) -> Blob:
    uploads = {file.path: Upload(drop=drop.id, file=file) for file in drop.files}
    lines = do(read_lines, uploads.pop("script.txt")).texts
    clips = tuple(Clip(name=asset.upload.file.path, asset=asset) for asset in do.each(ingest, list(uploads.values())).all())
    engine = do(choose_hearing, HearingWish(speech=Speech.AUTO, language="en", clips=clips)).engine
    told = do.each(transcribe, [Listen(asset=clip.asset, engine=engine, language="en") for clip in clips]).all()
    groups = [tuple(lines[at] for at in group) for group in groups_of(lines)]
    found = do.each(find, [Search(transcript=one, lines=group, lexicon=ENGLISH) for one in told for group in groups])
    return do(keep, Told(transcripts=told, found=found.all()))


def choose(drop: Drop, do: Do) -> Blob:
    clips = {file.path: Clip(name=file.path, asset=_asset(Upload(drop=drop.id, file=file))) for file in drop.files}
    wish = HearingWish(speech=Speech.AUTO, language="en", clips=(clips["take1.wav"],), sidecars=(clips["take1.json"],))
    chosen = do(choose_hearing, wish)
    return do(keep_choice, Lines(texts=(chosen.engine.name, chosen.why)))


def keep_choice(tools: Tools, told: Lines) -> Blob:
    with tools.write("chosen.json") as target:
        target.write(told.dumped())
    return target.blob


def _asset(upload: Upload, kind: Kind = Kind.MEDIA, footage: Footage | None = None) -> Asset:
    return Asset(sha256=Sha256("0" * 64), size=1, kind=kind, upload=upload, footage=footage)


@pytest.fixture
def programs() -> Programs:
    return locate(os.environ.get("PATH", os.defpath))


@pytest.fixture
def clips(tmp_path: Path, programs: Programs) -> Clips:
    return Clips(shelf=tmp_path, ffmpeg=programs.ffmpeg)


@pytest.fixture
def home(programs: Programs) -> SmallHome:
    need_voices()
    home = SmallHome(hear_all, row(choose_hearing), row(ingest), row(transcribe), row(find), row(read_lines), row(keep))
    home.home = replace(home.home, programs=lambda: programs)
    return home


def wav(path: Path, channels: Sequence[np.ndarray]) -> bytes:
    with wave.open(str(path), "wb") as file:
        file.setparams((len(channels), 2, RATE, 0, "NONE", ""))
        file.writeframes(np.stack(channels, axis=1).clip(-32_768, 32_767).astype("<i2").tobytes())
    return path.read_bytes()


def told_by(home: SmallHome, lines: Sequence[str]) -> Told:
    home.folder.drop_file(JOB, "script.txt", "\n".join(lines).encode())
    job = home.submit()
    assert job.state is JobState.DONE, job
    newest = max((blob for blob in home.blobs.list("store/") if blob.path.endswith("told.json")), key=lambda blob: blob.created)
    return Told.load(_bytes(home, newest.path))


def _bytes(home: SmallHome, path: str) -> bytes:
    with home.blobs.open(path) as file:
        return file.read()


@pytest.fixture
def spoken() -> Uttered:
    need_voices()
    return joined([part for line in LINES for part in (pause(0.8), say(line))] + [pause(0.5)])


def test_a_clip_becomes_tries_and_a_reworded_line_costs_its_own_group(home: SmallHome, spoken: Uttered, tmp_path: Path) -> None:
    home.folder.drop_file(JOB, "take1.wav", wav(tmp_path / "a.wav", [spoken.sound]))
    others = [f"Nobody will ever say sentence {number} of this." for number in range(9)]
    told = told_by(home, [*LINES, *others])
    assert sum(len(found.tries) for found in told.found) == len(LINES)
    assert [one.speaks for one in told.transcripts] == [True]
    home.did()

    home.clock.sleep(Millis(1000))
    told_by(home, [*LINES, *others[:-1], "This last one was reworded."])
    did = home.did()
    assert "transcribe" not in did
    assert 1 <= did["find"] <= 2


def test_what_is_kept_of_a_sound_is_the_sound_and_how_loud_it_is(home: SmallHome, spoken: Uttered, tmp_path: Path) -> None:
    home.folder.drop_file(JOB, "take1.wav", wav(tmp_path / "a.wav", [spoken.sound]))
    (told,) = told_by(home, LINES).transcripts
    samples = np.frombuffer(_bytes(home, told.sound.path), "<i2")
    envelope = np.frombuffer(_bytes(home, told.envelope.path), np.uint8)
    heard = Heard.load(_bytes(home, told.heard.path))
    assert len(samples) == len(spoken.sound)
    assert len(envelope) == -(-len(samples) // 160)
    assert heard.duration == Fraction(len(samples), RATE)
    loud = envelope[round(spoken.words[1].start * 100) : round(spoken.words[1].end * 100)]
    quiet = envelope[10:60]
    assert np.median(quiet) - np.median(loud) > 2 * 25


def test_of_two_sounds_the_one_with_speech_is_listened_to(
    home: SmallHome, spoken: Uttered, tmp_path: Path, clips: Clips
) -> None:
    path = tmp_path / "a.wav"
    wav(path, [spoken.sound])
    both = clips.made("two.mkv", *tone("3"), "-i", str(path), "-map", "0", "-map", "1", "-c:a", "flac")
    home.folder.drop_file(JOB, "take1.mkv", both.read_bytes())
    told = told_by(home, LINES)
    (transcript,) = told.transcripts
    assert transcript.stream == 1
    assert "number 2 is listened to" in transcript.remarks[0]
    assert len(told.found[0].tries) == len(LINES)


def test_a_sound_that_cannot_be_decoded_is_passed_over_while_another_can(tmp_path: Path, programs: Programs) -> None:
    need_voices()
    path = tmp_path / "take1.wav"
    wav(path, [say(LINES[0]).sound])
    sound = Sound(
        stream=0, codec="pcm_s16le", rate=RATE, channels=1, layout="mono", language="", start=Fraction(0), duration=Fraction(3)
    )
    upload = Upload(drop=JOB, file=FileVersion(path="take1.wav", version="1", size=1))
    bench = Bench(programs, tmp_path)

    def asset(*sounds: Sound) -> Asset:
        whole = Footage(container="wav", size=1, duration=Fraction(3), pictures=(), sounds=sounds, others=0)
        return _asset(upload, footage=whole)

    lost = sound.model_copy(update={"stream": 7})
    track = most_spoken(asset(lost, sound), path, bench)
    assert track.stream == 0
    assert "one of its sound streams cannot be used" in track.remarks[1]
    with pytest.raises(Permanent):
        most_spoken(asset(lost, lost), path, bench)


@pytest.mark.parametrize("foreign", [b'{"camera": "X100", "lens": 35}', b"\xff\xfe\x00", b'{"segments": "none"}'])
def test_notes_of_a_camera_are_no_transcript(foreign: bytes) -> None:
    need_voices()
    home = SmallHome(choose, row(choose_hearing), row(read_lines), row(keep_choice))
    home.folder.drop_file(JOB, "take1.wav", b"unread")
    home.folder.drop_file(JOB, "take1.json", foreign)
    job = home.submit()
    assert job.state is JobState.DONE, job
    (kept,) = [blob for blob in home.blobs.list("store/") if blob.path.endswith("chosen.json")]
    told = Lines.load(_bytes(home, kept.path)).texts
    assert told[0] == "guided"
    assert "take1.json is no transcript" in told[1]


def test_a_clip_in_which_nobody_speaks_is_not_searched(home: SmallHome, tmp_path: Path) -> None:
    home.folder.drop_file(JOB, "take1.wav", wav(tmp_path / "a.wav", [np.zeros(3 * RATE)]))
    told = told_by(home, LINES)
    assert [one.speaks for one in told.transcripts] == [False]
    assert [found.tries for found in told.found] == [()]


def test_sound_that_starts_late_says_so(home: SmallHome, spoken: Uttered, tmp_path: Path, clips: Clips) -> None:
    path = tmp_path / "a.wav"
    wav(path, [spoken.sound])
    late = clips.made("late.mkv", *picture(seconds="9"), "-itsoffset", "1.5", "-i", str(path), *X264, "-c:a", "flac")
    home.folder.drop_file(JOB, "take1.mkv", late.read_bytes())
    (told,) = told_by(home, LINES).transcripts
    assert abs(told.offset - Fraction(3, 2)) < Fraction(1, 20)
