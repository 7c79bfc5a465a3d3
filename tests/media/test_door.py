"""A stranger's file opens nothing but itself, whatever it claims to be and whatever it is called."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from socket import create_server
from subprocess import run

import pytest

from dropcut.domain.errors import Permanent
from dropcut.domain.footage import Footage
from dropcut.media.bench import Bench
from dropcut.media.door import let_in
from dropcut.media.probe import probe
from tests.media.clips import AAC, X264, Clips, picture, tone

Probed = Callable[[Path], Footage]
Refusal = Callable[[Path], Permanent]


@pytest.fixture
def secret(clips: Clips, tmp_path: Path) -> Path:
    """Somebody else's footage, within reach of a file beside it."""
    return clips.called(clips.made("secret.ts", *picture("25", "1"), *X264), tmp_path, "secret.ts")


def _plays(ffmpeg: Path, clip: Path, *before: str) -> bool:
    """Whether plain ffmpeg shows something: the danger, without the door."""
    return run((ffmpeg, "-v", "quiet", "-nostdin", *before, "-i", clip, "-f", "null", "-"), check=False).returncode == 0


def test_a_playlist_named_as_a_clip_opens_nothing(bench: Bench, refused: Refusal, secret: Path) -> None:
    playlist, honest = secret.with_name("take.mp4"), secret.with_name("take.m3u8")
    playlist.write_text("#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXTINF:1,\nsecret.ts\n#EXT-X-ENDLIST\n")

    honest.write_text(playlist.read_text())

    assert _plays(bench.programs.ffmpeg, honest), "ffmpeg alone follows it; old ones whatever its name"
    assert "take.mp4 is a playlist (HLS), not footage." in str(refused(playlist))


def test_a_list_of_files_named_as_a_clip_opens_nothing(bench: Bench, refused: Refusal, secret: Path) -> None:
    listing = secret.with_name("take.mp4")
    listing.write_text("ffconcat version 1.0\nfile secret.ts\n")

    assert _plays(bench.programs.ffmpeg, listing), "ffmpeg alone follows it"
    assert "take.mp4 is a list of files to join (ffconcat), not footage." in str(refused(listing))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("\ufeff \n#EXTM3U\nx.ts\n", "a playlist (HLS)"),
        ('<?xml version="1.0"?>\n<MPD xmlns="urn:mpeg:dash:schema:mpd:2011">', "a playlist (DASH)"),
        ("[playlist]\nFile1=/etc/passwd\n", "a playlist"),
        ("v=0\no=- 0 0 IN IP4 127.0.0.1\n", "a playlist"),
    ],
)
def test_every_kind_of_playlist_is_known(refused: Refusal, tmp_path: Path, text: str, said: str) -> None:
    (tmp_path / "take.mov").write_text(text)

    assert f"take.mov is {said}, not footage." in str(refused(tmp_path / "take.mov"))


def test_a_playlist_that_passed_for_a_clip_would_still_open_nothing(bench: Bench, clips: Clips, secret: Path) -> None:
    """The reader is forced: bytes that sniffing mistook are read as the format they were taken for, or not at all."""
    clip = clips.called(clips.made("plain.mp4", *picture("25", "1"), *X264), secret.parent, "take.mp4")

    with let_in(clip, "take.mp4", bench) as guest:
        command = (str(bench.programs.ffmpeg), "-v", "quiet", *guest.ffmpeg_input(), "-f", "null", "-")
        assert run(command, check=False).returncode == 0
        Path(guest.url.removeprefix("file:")).unlink()
        Path(guest.url.removeprefix("file:")).write_text("ffconcat version 1.0\nfile secret.ts\n")
        assert run(command, check=False).returncode != 0


def test_nothing_is_fetched_from_the_network(bench: Bench, clips: Clips, tmp_path: Path) -> None:
    """Even a reader that follows links is held back by the protocols that are allowed."""
    clip = clips.called(clips.made("plain.mp4", *picture("25", "1"), *X264), tmp_path, "take.mp4")
    with create_server(("127.0.0.1", 0)) as server, let_in(clip, "take.mp4", bench) as guest:
        server.settimeout(0.5)
        url = f"http://127.0.0.1:{server.getsockname()[1]}/take.mp4"
        command = [url if word == guest.url else word for word in guest.ffmpeg_input()]
        ended = run((bench.programs.ffmpeg, "-v", "error", *command, "-f", "null", "-"), check=False, capture_output=True)

        assert b"not on whitelist 'file'" in ended.stderr
        with pytest.raises(TimeoutError):
            server.accept()


def test_a_link_is_not_followed(refused: Refusal, secret: Path) -> None:
    secret.with_name("take.mp4").symlink_to(secret)

    error = str(refused(secret.with_name("take.mp4")))

    assert error == "take.mp4 is a link, and links are not followed. Put the footage itself into the folder."


def test_the_file_that_was_looked_at_is_the_file_that_is_opened(bench: Bench, clips: Clips, secret: Path) -> None:
    """Another file that takes its place in between is not opened, nor is a link."""
    clip = clips.called(clips.made("plain.mp4", *picture("25", "1"), *X264), secret.parent, "take.mp4")
    before = clip.read_bytes()

    with let_in(clip, "take.mp4", bench) as guest:
        clip.unlink()
        clip.symlink_to(secret)
        assert Path(guest.url.removeprefix("file:")).read_bytes() == before


def test_folders_and_pipes_are_not_files(refused: Refusal, tmp_path: Path) -> None:
    (tmp_path / "folder.mp4").mkdir()
    os.mkfifo(tmp_path / "pipe.mp4")

    assert "folder.mp4 is not a file." in str(refused(tmp_path / "folder.mp4"))
    assert "pipe.mp4 is not a file." in str(refused(tmp_path / "pipe.mp4"))


def test_a_guest_stands_alone_in_a_room_that_is_gone_afterwards(bench: Bench, clips: Clips) -> None:
    clip = clips.made("plain.mp4", *picture("25", "1"), *X264)

    with let_in(clip, "plain.mp4", bench) as guest:
        inside = Path(guest.url.removeprefix("file:"))
        assert [file.name for file in inside.parent.iterdir()] == ["media"]

    assert list(bench.scratch.iterdir()) == []


def test_the_users_file_is_not_touched(bench: Bench, clips: Clips, tmp_path: Path) -> None:
    clip = clips.called(clips.made("plain.mp4", *picture("25", "1"), *X264), tmp_path, "take.mp4")
    clip.chmod(0o444)
    before = clip.stat()

    probe(clip, "take.mp4", bench)

    after = clip.stat()
    assert (after.st_mtime_ns, after.st_ctime_ns, after.st_nlink, after.st_size) == (
        before.st_mtime_ns,
        before.st_ctime_ns,
        before.st_nlink,
        before.st_size,
    )


NAMES = [
    "my take (final) 3.mp4",
    'it\'s "the one".mp4',
    "two\nlines.mp4",
    "-i.mp4",
    "gpj.\u202e4pm.mp4",
    "%03d.mp4",
    "concat:a|b.mp4",
    "шторм 🎬 日本.mp4",
    b"latin-\xe9.mp4",
]


@pytest.mark.parametrize("name", NAMES, ids=ascii)
def test_any_name_is_opened_and_said_on_one_line(
    bench: Bench, clips: Clips, probed: Probed, tmp_path: Path, name: str | bytes
) -> None:
    clip = clips.called(clips.made("plain.mp4", *picture("25", "1"), *tone("1"), *X264, *AAC), tmp_path, name)
    with let_in(clip, clip.name, bench) as guest:
        said = guest.name

    assert probed(clip).pictures[0].frames == 25
    assert said.isprintable()
    said.encode()
