"""Which encoders run on this machine. A list of names proves nothing: each candidate has to encode first."""

from __future__ import annotations

import sys
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from dropcut.domain.errors import Permanent, Retryable
from dropcut.domain.programme import Encoder, EncoderWish, Format, Look
from dropcut.domain.rendering import Segment
from dropcut.domain.settings import Archive, Fit, Preset
from dropcut.domain.wording import printable
from dropcut.media.bench import Bench
from dropcut.media.encoding import DEEP
from dropcut.media.segments import render_segment

AUTO: Final = "auto"
THREADS: Final = 1
"""Of one encoder. Another number gives other bytes, so it is the same everywhere; the work is shared out by segments."""

_SOFTWARE: Final = "libx264"
_HARDWARE: Final = ("h264_nvenc", "h264_videotoolbox")
_ARCHIVES: Final = {Archive.PRORES: "prores_ks", Archive.FFV1: "ffv1"}
_KNOWN: Final = (_SOFTWARE, DEEP, *_HARDWARE)
_TRIAL: Final = Format(width=320, height=240, rate=Fraction(25))
_FRAMES: Final = 12


def chosen(wish: EncoderWish, bench: Bench) -> Encoder:
    """The encoder for a wish, tried out. Raises Permanent, saying what to do, when what is wished for does not run."""
    same_build(wish.build, bench)
    if wish.preset is Preset.ARCHIVE:
        name = _ARCHIVES[wish.archive]
        return _tried(_encoder(wish, name, f"the preset archive is kept in {wish.archive.value}"), bench)
    if wish.engine != AUTO:
        return _tried(_encoder(wish, _known(wish.engine), "it was asked for"), bench)
    return _automatic(wish, bench)


def same_build(build: str, bench: Bench) -> None:
    """Pieces of two builds differ: they are never joined, so none is made with the wrong one."""
    if build != bench.programs.build:
        said = f"This machine has another build of the video tools ({printable(bench.programs.build)})."
        raise Retryable(said, f"It needs {printable(build)}; it is tried again on a machine that has it.")


def _automatic(wish: EncoderWish, bench: Bench) -> Encoder:
    for name in _candidates():
        encoder = _encoder(wish, name, "this machine's video hardware encodes, as a trial showed")
        if _runs(encoder, bench) is None:
            return encoder
    why = f"no video hardware that encodes was found ({', '.join(_candidates())} tried)"
    return _tried(_encoder(wish, _SOFTWARE, why), bench)


def _candidates() -> tuple[str, ...]:
    return ("h264_videotoolbox",) if sys.platform == "darwin" else ("h264_nvenc",)


def _known(engine: str) -> str:
    if engine in _KNOWN:
        return engine
    raise Permanent(f"There is no encoder {printable(engine)!r} here.", f"Choose one of: {AUTO}, {', '.join(_KNOWN)}.")


def _encoder(wish: EncoderWish, name: str, why: str) -> Encoder:
    return Encoder(name=name, preset=wish.preset, archive=wish.archive, build=wish.build, threads=THREADS, why=why)


def _tried(encoder: Encoder, bench: Bench) -> Encoder:
    failure = _runs(encoder, bench)
    if failure is None:
        return encoder
    said = f"The encoder {encoder.name} does not run on this machine: {printable(failure)}"
    raise Permanent(
        said, "Install an ffmpeg that has it: apt install ffmpeg, brew install ffmpeg or pip install imageio-ffmpeg."
    )


def _runs(encoder: Encoder, bench: Bench) -> str | None:
    """Why it does not; None when it gave just the frames that it was asked for, with the settings that it will have."""
    look = Look(format=_TRIAL, fit=Fit.PAD, encoder=encoder)
    with TemporaryDirectory(prefix="trial-", dir=bench.scratch) as room:
        try:
            render_segment(Segment(asset=None, first=0, frames=_FRAMES, look=look), None, replace(bench, scratch=Path(room)))
        except Permanent as error:
            return error.message
    return None
