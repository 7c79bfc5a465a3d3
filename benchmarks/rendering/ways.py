"""Ways of rendering one cut: our steps, one filter graph, and the tools that people use."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from subprocess import DEVNULL, run

from benchmarks.rendering.cut import FORMAT, QUALITY, RATE, Kept
from dropcut.domain.assets import Asset
from dropcut.domain.blobs import Many
from dropcut.domain.programme import Encoder, Look
from dropcut.domain.rendering import Assembly, HeardPiece, Mixing, Segment
from dropcut.domain.settings import Fit, Preset
from dropcut.steps.assemble import assemble
from dropcut.steps.mix import mix
from dropcut.steps.render import render
from tests.media.render.hands import Hands

_AAC = ("-c:a", "aac", "-b:a", "192k", "-ar", "48000")

_MOVIEPY = """
import sys
from moviepy import VideoFileClip, concatenate_videoclips
clip = VideoFileClip(sys.argv[1])
pieces = [clip.subclipped(*(int(frame) / {rate} for frame in kept.split("-"))) for kept in sys.argv[3:]]
concatenate_videoclips(pieces).write_videofile(
    sys.argv[2], codec="libx264", audio_codec="aac", preset="veryfast", threads=2, logger=None, ffmpeg_params=["-crf", "20"]
)
"""


@dataclass(frozen=True)
class Work:
    """What is to be rendered, with what, and where."""

    hands: Hands
    clip: Path
    cut: Sequence[Kept]

    @property
    def ffmpeg(self) -> Path:
        """The program."""
        return self.hands.programs.ffmpeg

    def target(self, name: str) -> Path:
        """A file to write."""
        return self.hands.folder / name


def our_steps(work: Work, asset: Asset, threads: int = 1, workers: int = 2) -> Path:
    """Segments and sound as tasks of a pool, as the workers of one machine take them, then the join."""
    encoder = Encoder(name="libx264", preset=Preset.WEB, build=work.hands.programs.build, threads=threads, why="benchmark")
    look = Look(format=FORMAT, fit=Fit.PAD, encoder=encoder)
    segments = [Segment(asset=asset, first=kept.first, frames=kept.end - kept.first, look=look) for kept in work.cut]
    pieces = tuple(HeardPiece(asset=asset, start=FORMAT.starts(kept.first), frames=kept.end - kept.first) for kept in work.cut)
    with ThreadPoolExecutor(workers) as pool:
        drawn = [pool.submit(work.hands.doing, render, segment) for segment in segments]
        sound = pool.submit(work.hands.doing, mix, Mixing(format=FORMAT, preset=Preset.WEB, pieces=pieces))
        rendered = Many.of(tuple(each.result() for each in drawn))
    master = work.hands.doing(assemble, Assembly(format=FORMAT, encoder=encoder, rendered=rendered, sound=sound.result()))
    return Path(master.blob.path)


def one_graph(work: Work) -> Path:
    """One ffmpeg with trim and concat filters, all threads its own choice."""
    target = work.target("graph.mp4")
    parts = "".join(
        f"[0:v]trim=start_frame={kept.first}:end_frame={kept.end},setpts=PTS-STARTPTS[v{number}];"
        f"[0:a]atrim=start_sample={kept.first * 1600}:end_sample={kept.end * 1600},asetpts=PTS-STARTPTS[a{number}];"
        for number, kept in enumerate(work.cut)
    )
    joined = "".join(f"[v{number}][a{number}]" for number in range(len(work.cut)))
    graph = f"{parts}{joined}concat=n={len(work.cut)}:v=1:a=1[v][a]"
    _ffmpeg(work, "-i", work.clip, "-filter_complex", graph, "-map", "[v]", "-map", "[a]",
            "-c:v", "libx264", *QUALITY, *_AAC, "-movflags", "+faststart", target)  # fmt: skip
    return target


def decoding_and_encoding_alone(work: Work) -> Path:
    """As many frames from the start of the clip, without any cut: what no way of rendering can go below."""
    target = work.target("alone.mp4")
    frames = sum(kept.end - kept.first for kept in work.cut)
    _ffmpeg(work, "-i", work.clip, "-an", "-frames:v", str(frames), "-c:v", "libx264", *QUALITY, target)
    return target


def moviepy(work: Work, python: Path) -> Path:
    """MoviePy, told the same preset and quality, with two threads."""
    target = work.target("moviepy.mp4")
    ranges = [f"{kept.first}-{kept.end}" for kept in work.cut]
    run(
        (python, "-c", _MOVIEPY.format(rate=RATE), work.clip, target, *ranges),
        check=True,
        stdout=DEVNULL,
        cwd=work.hands.folder,
    )
    return target


def auto_editor(work: Work, program: Path) -> Path:
    """auto-editor, told what to leave out; its own default quality where it knows no other."""
    target = work.target("auto-editor.mp4")
    ends = [0, *(kept.end for kept in work.cut)]
    gaps = [(end, kept.first) for end, kept in zip(ends, work.cut, strict=False)]
    out = [f"{first},{end}" for first, end in (*gaps, (ends[-1], 10**6)) if first < end]
    command = (
        str(program),
        str(work.clip),
        "--edit",
        "none",
        "--cut-out",
        *out,
        "-c:v",
        "libx264",
        "--no-open",
        "-o",
        str(target),
    )
    run(command, check=True, stdout=DEVNULL, stderr=DEVNULL, cwd=work.hands.folder)
    return target


def _ffmpeg(work: Work, *arguments: object) -> None:
    run((work.ffmpeg, "-v", "error", "-nostdin", "-y", *(str(each) for each in arguments)), check=True)
