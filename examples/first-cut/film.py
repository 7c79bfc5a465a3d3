"""Film this example again: `PYTHONPATH=. .venv/bin/python examples/first-cut/film.py`, from the top of the repository.

Run by hand, where Debian's libflite1 is installed: the files that it writes are kept, so nobody else needs a synthesiser.
The same program on the same libraries writes the same bytes. What is truly said when stands in `truth.json`, in samples.
"""  # noqa: INP001 - a script, in no package

from __future__ import annotations

import json
import subprocess
import wave
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

import numpy as np

from benchmarks.cutting.acting import (
    Attempt,
    Part,
    Performance,
    What,
    aside,
    filled,
    filler,
    otherwise,
    performed,
    started,
    whole,
)
from benchmarks.cutting.acting import silence as quiet
from benchmarks.cutting.rooms import across_the_room, hiss, with_noise
from benchmarks.cutting.stage import Scene, stage
from dropcut.editing.script.parse import parse
from tests.unit.speech.voices import RATE, Sound, TrueWord, Uttered

HERE: Final = Path(__file__).parent
VOICE: Final = "slt"
LINES: Final = {line.number: line.spoken for line in parse("script.md", (HERE / "script.md").read_bytes()).lines}
RECORDER_EARLIER_S: Final = 1.4
"""The recorder beside camera 2 was switched on so much before it."""


@dataclass(frozen=True)
class Take:
    """One clip of the example: how it is played, and how it looks."""

    clip: str
    parts: tuple[Part, ...]
    scene: Scene
    options: tuple[str, ...]


def takes() -> tuple[Take, Take]:
    """Everything is said once well at least, but line 6 is never said."""
    first = Scene(width=1280, height=720, rate=Fraction(25), take=1, ground=(28, 92, 104), skin=(244, 206, 160))
    second = Scene(width=960, height=540, rate=Fraction(30000, 1001), take=2, ground=(104, 52, 84), skin=(236, 188, 150))
    sound = ("-c:a", "aac", "-b:a", "64k", "-ar", "48000")
    return (
        Take("take1.mp4", tuple(_first_take()), first, (*sound, "-movflags", "+faststart")),
        Take("take2.mov", tuple(_second_take()), second, (*sound, "-timecode", "10:00:00:00")),
    )


def _first_take() -> Iterator[Part]:
    """False starts, a filler, a wrong word; line 5 is given up."""
    yield quiet(0.8)
    yield aside("Okay, is the red light on?", VOICE)
    yield quiet(1.1)
    yield started(1, LINES[1], VOICE, 4)
    yield quiet(0.9)
    yield whole(1, LINES[1], VOICE, 1.01)
    yield quiet(1.2)
    yield filled(whole(2, LINES[2], VOICE), filler("um", VOICE), after=5)
    yield quiet(1.0)
    yield otherwise(3, LINES[3].replace("upper", "lower"), VOICE, What.WRONG)
    yield quiet(0.7)
    yield aside("No, that was wrong.", VOICE, 1.02)
    yield quiet(0.8)
    yield whole(3, LINES[3], VOICE, 0.99)
    yield quiet(1.1)
    yield started(4, LINES[4], VOICE, 6, 1.02)
    yield quiet(0.6)
    yield whole(4, LINES[4], VOICE, 1.03)
    yield quiet(0.9)
    yield whole(4, LINES[4], VOICE, 0.98)
    yield quiet(1.3)
    yield started(5, LINES[5], VOICE, 5)
    yield quiet(1.0)


def _second_take() -> Iterator[Part]:
    """What was missing; the last line is spoilt by a telephone, and said again."""
    yield quiet(1.0)
    yield whole(2, LINES[2], VOICE, 1.02)
    yield quiet(1.2)
    yield filler("um", VOICE)
    yield quiet(0.5)
    yield started(5, LINES[5], VOICE, 3, 1.01)
    yield quiet(0.7)
    yield whole(5, LINES[5], VOICE, 1.02)
    yield quiet(1.4)
    yield whole(7, LINES[7], VOICE)
    yield quiet(1.1)
    yield whole(8, LINES[8], VOICE, 1.03)
    yield quiet(0.8)
    yield aside("Sorry, that was my telephone.", VOICE)
    yield quiet(0.9)
    yield whole(8, LINES[8], VOICE, 0.98)
    yield quiet(1.2)


def main() -> None:
    """Write the clips, the recorder's file and the truth."""
    first, second = takes()
    one, two = performed(first.parts), performed(second.parts)
    _film(first, one, with_noise(one.sound.sound, "pink", 34, seed=1))
    _film(second, two, with_noise(across_the_room(two.sound.sound), "hum", 26, seed=2))
    early, late = round(RECORDER_EARLIER_S * RATE), round(0.6 * RATE)
    close = np.pad(two.sound.sound, (early, late))
    _write_wave(HERE / "voice.wav", close + hiss(len(close), seed=3))
    (HERE / "truth.json").write_text(_truth({first.clip: one, second.clip: two}, early))


def _film(take: Take, performance: Performance, sound: Sound) -> None:
    size = f"{take.scene.width}x{take.scene.height}"
    seen = ("-f", "rawvideo", "-pix_fmt", "rgb24", "-s", size, "-r", str(take.scene.rate), "-i", "pipe:0")
    turned = ("-vf", "scale=out_color_matrix=bt709:out_range=tv")
    encode = ("-c:v", "libx264", "-preset", "slow", "-crf", "26", "-threads", "1")
    meant = ("-pix_fmt", "yuv420p", "-colorspace", "bt709", "-color_primaries", "bt709", "-color_trc", "bt709")
    exactly = ("-fflags", "+bitexact", "-flags:v", "+bitexact", "-flags:a", "+bitexact", "-map_metadata", "-1")
    with TemporaryDirectory() as folder:
        heard = Path(folder) / "heard.wav"
        _write_wave(heard, sound)
        ends = (*seen, "-i", str(heard), *turned, *encode, *meant, *take.options, *exactly, str(HERE / take.clip))
        command = ("ffmpeg", "-hide_banner", "-loglevel", "error", "-y", *ends)
        with subprocess.Popen(command, stdin=subprocess.PIPE) as ffmpeg:  # noqa: S603 - by hand, with arguments of our own
            assert ffmpeg.stdin is not None  # noqa: S101 - it was asked for
            for frame in stage(take.scene, Uttered(sound, performance.sound.words), performance.attempts):
                ffmpeg.stdin.write(frame.tobytes())
    if ffmpeg.returncode:
        raise SystemExit(f"ffmpeg could not write {take.clip}")


def _write_wave(path: Path, sound: Sound) -> None:
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes(sound.clip(-32_768, 32_767).astype("<i2").tobytes())


def _truth(played: dict[str, Performance], earlier: int) -> str:
    every = [(clip, one) for clip, it in played.items() for one in it.attempts]
    tries = {number: [_try(clip, one) for clip, one in every if one.line == number] for number in LINES}
    document = {
        "rate": RATE,
        "lines": [{"number": number, "text": text, "tries": tries[number]} for number, text in LINES.items()],
        "fillers": [{"clip": clip, **_word(word)} for clip, it in played.items() for word in it.fillers],
        "asides": [{"clip": clip, **_word(word)} for clip, it in played.items() for word in it.asides],
        "same_sound": [{"clip": "voice.wav", "of": "take2.mov", "earlier": earlier}],
    }
    return json.dumps(document, indent=1) + "\n"


def _try(clip: str, one: Attempt) -> dict[str, Any]:
    words = [_word(word) for word in one.words]
    return {"clip": clip, "what": str(one.what), "start": words[0]["start"], "end": words[-1]["end"], "words": words}


def _word(word: TrueWord) -> dict[str, Any]:
    return {"text": word.text, "start": round(word.start * RATE), "end": round(word.end * RATE)}


if __name__ == "__main__":
    main()
