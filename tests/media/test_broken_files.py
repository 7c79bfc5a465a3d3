"""What is wrong with a file is told apart, and said in one sentence with what to do."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from pathlib import Path
from random import Random

import pytest

from dropcut.domain.errors import Gone, Permanent
from dropcut.domain.footage import Footage
from dropcut.media.bench import Bench
from dropcut.media.pcm import write_pcm
from dropcut.media.probe import probe
from dropcut.ports.tools import Programs
from tests.media.clips import AAC, X264, Clips, picture, tone

Probed = Callable[[Path], Footage]
Refusal = Callable[[Path], Permanent]

COPY = "Copy it again from the camera."


@pytest.fixture
def whole(clips: Clips) -> Path:
    return clips.made("whole.mp4", *picture("25", "4"), *tone("4"), *X264, "-g", "25", *AAC)


def _cut_to(part: Fraction) -> Callable[[bytes], bytes]:
    return lambda clip: clip[: int(len(clip) * part)]


def _noise(first: Fraction, last: Fraction) -> Callable[[bytes], bytes]:
    """Random bytes over a part of a clip."""

    def change(clip: bytes) -> bytes:
        start, end = int(len(clip) * first), int(len(clip) * last)
        return clip[:start] + Random(7).randbytes(end - start) + clip[end:]

    return change


def test_an_empty_file(refused: Refusal, tmp_path: Path) -> None:
    (tmp_path / "take.mp4").touch()

    assert str(refused(tmp_path / "take.mp4")) == f"take.mp4 is empty (0 bytes), not footage. {COPY}"


def test_a_copy_that_never_got_any_bytes(refused: Refusal, tmp_path: Path) -> None:
    (tmp_path / "take.mp4").write_bytes(bytes(100_000))

    assert "take.mp4 is nothing but zeros, not footage. The copy was never finished" in str(refused(tmp_path / "take.mp4"))


def test_a_file_that_is_not_there(refused: Refusal, tmp_path: Path) -> None:
    assert isinstance(refused(tmp_path / "gone.mp4"), Gone)


def test_an_mp4_cut_short_before_its_index(clips: Clips, refused: Refusal, whole: Path) -> None:
    error = str(refused(clips.changed(whole, "take.mp4", "half", _cut_to(Fraction(1, 2)))))

    assert error.startswith("take.mp4 is cut short after ")
    assert error.endswith(f" are missing, and with it the index that recorders write last. {COPY}")


def test_an_mp4_whose_recorder_lost_power(clips: Clips, refused: Refusal, whole: Path) -> None:
    """Its media reaches to the end of the file, as a recorder leaves it until the index is written."""

    def without_index(clip: bytes) -> bytes:
        media = clip.index(b"mdat") - 4
        return clip[:media] + bytes(4) + clip[media + 4 : clip.rindex(b"moov") - 4]

    error = str(refused(clips.changed(whole, "take.mp4", "no index", without_index)))

    assert error == "take.mp4 was never finished: the index that recorders write last is missing. Record or export it again."


def test_an_mp4_cut_short_behind_its_index_gives_what_is_there(clips: Clips, probed: Probed, whole: Path) -> None:
    quick = clips.made("quick.mp4", "-i", str(whole), "-c", "copy", "-movflags", "+faststart")

    seen = probed(clips.changed(quick, "take.mp4", "half", _cut_to(Fraction(1, 2))))

    assert seen.notes[0].startswith("The file is cut short: its last ")
    assert 30 <= seen.pictures[0].frames <= 70
    assert seen.pictures[0].constant, "the ragged end is no change of rate"
    assert seen.pictures[0].duration == Fraction(seen.pictures[0].frames, 25), "not the four seconds that the header claims"


def test_a_matroska_cut_short_gives_what_is_there(clips: Clips, probed: Probed, whole: Path) -> None:
    reordered = ("-c:v", "libx264", "-bf", "3", "-pix_fmt", "yuv420p")
    take = clips.made("take.mkv", "-i", str(whole), *reordered, "-c:a", "copy")

    seen = probed(clips.changed(take, "take.mkv", "half", _cut_to(Fraction(1, 2))))

    assert seen.notes[0].startswith("The file is cut short: its last ")
    assert seen.pictures[0].constant
    assert seen.sounds[0].loudness is not None
    assert 0 < seen.duration < 4


def test_headers_without_a_single_frame(clips: Clips, refused: Refusal, whole: Path) -> None:
    pieces = clips.made("pieces.mp4", "-i", str(whole), "-c", "copy", "-movflags", "frag_keyframe+empty_moov")
    headers = clips.changed(pieces, "take.mp4", "headers", lambda clip: clip[: clip.index(b"moof") - 4])

    error = str(refused(headers))

    assert error.startswith("take.mp4 holds no picture and no sound that can be decoded: stream 0 is a picture in ")
    assert "without a single frame" in error


def test_a_damaged_picture_is_left_out_and_said(clips: Clips, probed: Probed) -> None:
    take = clips.made("take.mkv", *picture(), *tone(), "-c:v", "ffv1", "-c:a", "pcm_s16le")
    seen = probed(clips.changed(take, "take.mkv", "no codec header", lambda clip: clip.replace(b"FFV1", b"XXXX")))

    assert seen.pictures == ()
    assert "Not used: stream 0 is a picture in an unknown format." in seen.notes


def test_media_that_is_noise_throughout_does_not_decode(clips: Clips, refused: Refusal) -> None:
    film = clips.made("film.mp4", *picture("25", "4"), *X264)

    def noise(clip: bytes) -> bytes:
        start, end = clip.index(b"mdat") + 4, clip.rindex(b"moov") - 4
        return clip[:start] + Random(3).randbytes(end - start) + clip[end:]

    error = str(refused(clips.changed(film, "take.mp4", "noise", noise)))

    assert error.startswith("take.mp4 holds no picture and no sound that can be decoded: stream 0 does not decode.")


def test_damage_in_the_middle_is_found_near_its_place(clips: Clips, probed: Probed) -> None:
    film = clips.made("film.mp4", *picture("25", "8"), *X264, "-g", "25")

    seen = probed(clips.changed(film, "take.mp4", "middle", _noise(Fraction(2, 5), Fraction(3, 5))))

    assert seen.pictures[0].frames == 200
    assert "The picture is damaged near 4 s." in seen.notes
    assert not any("near 2 s" in note or "near 6 s" in note for note in seen.notes)


def test_a_header_of_noise(clips: Clips, refused: Refusal, whole: Path) -> None:
    take = clips.made("take.mkv", "-i", str(whole), "-c", "copy")

    error = str(refused(clips.changed(take, "take.mkv", "noise", lambda clip: clip[:40] + Random(1).randbytes(len(clip) - 40))))

    assert error.startswith("take.mkv ")
    assert COPY in error


def test_text_under_a_clips_name(refused: Refusal, tmp_path: Path) -> None:
    (tmp_path / "take.mp4").write_text("Dear diary,\n")

    assert "take.mp4 is text, not footage." in str(refused(tmp_path / "take.mp4"))


def test_a_picture_larger_than_is_let_in_is_not_decoded(clips: Clips, bench: Bench, whole: Path) -> None:
    small = Bench(bench.programs, bench.scratch, limits=bench.limits.model_copy(update={"pixels": 1000}))

    with pytest.raises(Permanent, match=r"claims a picture of 320 x 180, more than the 1000 pixels that are let in\."):
        probe(whole, whole.name, small)


def test_a_clip_longer_than_is_let_in(bench: Bench, whole: Path) -> None:
    short = Bench(bench.programs, bench.scratch, limits=bench.limits.model_copy(update={"longest": Fraction(3)}))

    with pytest.raises(Permanent, match=r"lasts 4 s, more than the 3 s that are let in\. Cut it into shorter clips\."):
        probe(whole, whole.name, short)


def test_more_frames_than_are_let_in(bench: Bench, whole: Path) -> None:
    few = Bench(bench.programs, bench.scratch, limits=bench.limits.model_copy(update={"frames": 50}))

    with pytest.raises(Permanent, match=r"holds more than 50 frames\."):
        probe(whole, whole.name, few)


def test_more_streams_than_are_let_in(clips: Clips, refused: Refusal) -> None:
    sixty = ("-map", "0") * 60
    clip = clips.made("many.mkv", *tone("1"), *sixty, "-c:a", "pcm_s16le")

    assert "many.mkv holds 60 streams, more than the 32 that are let in." in str(refused(clip))


def test_an_encrypted_clip_is_no_picture_though_it_seems_to_decode(clips: Clips, refused: Refusal, whole: Path) -> None:
    key = ("-encryption_scheme", "cenc-aes-ctr", "-encryption_key", "76" * 16, "-encryption_kid", "a7" * 16)
    locked = clips.made("locked.mp4", "-i", str(whole), "-c", "copy", *key)

    error = str(refused(locked))

    assert error == "locked.mp4 is encrypted: it only plays where its key is. Put in a copy that is not protected."


def test_a_stream_that_begins_late_takes_nothing_with_it(clips: Clips, probed: Probed) -> None:
    """A broadcast gets another sound on the way, long after the file was opened."""
    first = clips.made("first.ts", *picture("25", "9"), *tone("9"), *X264, "-c:a", "mp2")
    second = clips.made(
        "second.ts", *picture(), *tone(), *tone(), "-map", "0", "-map", "1", "-map", "2", *X264, "-c:a", "mp2",
        "-output_ts_offset", "9",
    )  # fmt: skip
    both = clips.changed(first, "take.ts", "and more", lambda clip: clip + second.read_bytes())

    seen = probed(both)

    assert seen.pictures[0].frames >= 270
    assert len(seen.sounds) >= 1
    assert 10 < seen.duration < 12


def test_a_sound_that_was_never_told_its_length_is_heard_to_its_end(clips: Clips, probed: Probed) -> None:
    """As programs write WAV into a pipe."""
    voice = clips.made("voice.wav", *tone(), "-fflags", "+bitexact")
    unknown = b"\xff" * 4

    def piped(clip: bytes) -> bytes:
        data = clip.index(b"data") + 4
        return clip[:4] + unknown + clip[8:data] + unknown + clip[data + 4 :]

    seen = probed(clips.changed(voice, "voice.wav", "piped", piped))

    assert seen.duration == 2
    assert not seen.troubles


def test_what_a_person_must_be_told_is_told_apart(clips: Clips, probed: Probed, whole: Path) -> None:
    quick = clips.made("quick.mp4", "-i", str(whole), "-c", "copy", "-movflags", "+faststart")
    voice = clips.made("voice.wav", *tone())

    seen = probed(clips.changed(quick, "take.mp4", "half", _cut_to(Fraction(1, 2))))

    assert seen.troubles[0].startswith("The file is cut short: its last ")
    assert set(seen.troubles) <= set(seen.notes)
    assert (probed(voice).troubles, probed(voice).notes) == ((), ("There is no picture.",))


def test_a_file_that_only_another_decoder_opens_is_told_by_its_own_name(clips: Clips, bench: Bench, whole: Path) -> None:
    """Our ffmpeg may refuse what the looking process read; no path of ours is said, which would differ each time."""
    refusing = bench.scratch / "ffmpeg"
    refusing.write_text('#!/bin/sh\nfor word; do case "$word" in file:*) echo "$word: Invalid data" >&2;; esac; done\nexit 1\n')
    refusing.chmod(0o755)
    poor = Bench(Programs(ffmpeg=refusing, build=bench.programs.build), bench.scratch)

    seen = probe(whole, "take 1.mp4", poor)

    assert seen.troubles == (
        'The loudness of stream 1 could not be measured: ffmpeg failed (code 1): "take 1.mp4": Invalid data.',
    )
    with pytest.raises(Permanent) as caught:
        write_pcm(whole, "take 1.mp4", seen.sounds[0], poor, bench.scratch / "sound.pcm")
    assert str(caught.value).startswith('The sound of "take 1.mp4" could not be read: ffmpeg failed (code 1): "take 1.mp4": ')
    assert str(bench.scratch) not in str(caught.value)
