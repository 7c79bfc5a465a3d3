"""A drop of a voice recording and silent clips, all known: a town from morning to evening."""

from __future__ import annotations

import json
import subprocess
import wave
from pathlib import Path

from tests.unit.speech.voices import RATE, Uttered, joined, need_voices, pause, say

LINES = (
    "Every morning the harbour wakes up before the town does.",
    "The bakers work since three and the bread is almost ready.",
    "In the evening we count what was sold and the numbers look good.",
)
COLOURS = {"harbour at dawn.mp4": "blue", "b-roll/IMG_2001.mp4": "orange", "b-roll/count money.mp4": "lime"}
FPS = 25


def ffmpeg(*arguments: str | Path) -> None:
    subprocess.run(("ffmpeg", "-v", "error", "-nostdin", "-y", *arguments), check=True)


def drop_in(folder: Path, script: str) -> Path:
    """A voice recording, what Whisper would tell of it, silent clips of one colour each, and a still."""
    need_voices()
    folder.mkdir()
    record(joined([part for line in LINES for part in (pause(0.7), say(line))] + [pause(0.5)]), folder / "voice.wav")
    (folder / "b-roll").mkdir()
    for name, colour in COLOURS.items():
        drawn = f"color=c={colour}:s=160x90:r=25:d=8,noise=alls=20:allf=t"
        ffmpeg("-f", "lavfi", "-i", drawn, "-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p", folder / name)
    (folder / "b-roll" / "IMG_2001.txt").write_text("Loaves come out of the oven.\n")
    for still, shade in (("chart.png", "red"), ("plan.png", "0xcc0000")):
        ffmpeg("-f", "lavfi", "-i", f"color=c={shade}:s=64x64", "-frames:v", "1", folder / still)
    (folder / "script.md").write_text(script)
    return folder


def record(spoken: Uttered, file: Path) -> None:
    """A voice as a sound file, and beside it what Whisper would tell of it."""
    with wave.open(str(file), "wb") as recorded:
        recorded.setparams((1, 2, RATE, 0, "NONE", ""))
        recorded.writeframes(spoken.sound.clip(-32_768, 32_767).astype("<i2").tobytes())
    words = [
        {"word": f" {word.text}", "start": round(word.start, 3), "end": round(word.end, 3), "probability": 0.97}
        for word in spoken.words
    ]
    told = {"language": "en", "segments": [{"start": 0.0, "end": spoken.seconds, "text": "", "words": words}]}
    file.with_suffix(".json").write_text(json.dumps(told))
