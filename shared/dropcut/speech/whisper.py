"""The engine with a large model: faster-whisper, given speech only, many pieces at once, and not believed blindly."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from importlib.metadata import version
from typing import Any, Final

import numpy as np

from dropcut.domain.errors import Permanent
from dropcut.domain.material import Lexicon
from dropcut.domain.settings import Speech
from dropcut.domain.speech import Engine, Found, Heard, Word
from dropcut.editing.words.matching import tries_in
from dropcut.media.pcm import RATE
from dropcut.ports.hearing import Recording
from dropcut.speech.activity import stretches
from dropcut.speech.chunks import Span, chunks
from dropcut.speech.doubts import Phrase, believed
from dropcut.speech.levels import levels_of
from dropcut.speech.pieces_of_text import words_between
from dropcut.speech.samples import FULL_SCALE, Samples, samples_of, seconds
from dropcut.speech.whisper_models import Model, model_named

_RULES: Final = 1
_LONGEST: Final = 28 * RATE
"""The network sees 30 s at a time; a piece has some silence around it."""
_AT_ONCE: Final = {"cpu": 4, "cuda": 16}
_NUMBERS: Final = {"cpu": "int8", "cuda": "float16"}
_TICKS: Final = 1000
UNKNOWN_LANGUAGE: Final = "und"


def engine_with(model: Model) -> Engine:
    """The engine with a model, on the device that this machine has."""
    parts = f"faster-whisper {version('faster-whisper')}, ctranslate2 {version('ctranslate2')}"
    numbers = _NUMBERS[_device()]
    return Engine(name=Speech.WHISPER.value, version=f"{_RULES}: {parts}, {numbers}, {model.name} {model.digest}")


def model_of(engine: Engine) -> Model:
    """The model that an engine's version names. Raises Permanent when it is not on this machine."""
    name = engine.version.rsplit(", ", 1)[-1].split(" ")[0]
    model = model_named(name)
    if model is None:
        raise Permanent(
            f"The Whisper model {name} is not on this machine.",
            "Install it: pip install 'dropcut[whisper]', then fetch the model, or use --speech guided.",
        )
    return model


@dataclass(frozen=True)
class Whisper:
    """A `Hearing`. Its model is looked for only when it hears: what was heard can be searched without."""

    engine: Engine
    language: str
    """`und` to let the network tell."""
    model: Callable[[Engine], Model] = model_of

    def hear(self, recording: Recording) -> Heard:
        model = self.model(self.engine)
        if engine_with(model) != self.engine:
            raise Permanent(
                f"This job listens with {self.engine.version}, but this machine has {engine_with(model).version}.",
                "Start the job again, so that the engine of this machine is chosen.",
            )
        samples = samples_of(recording.sound)
        spoken = stretches(samples, recording.pulse)
        phrases = _Network(model, self.language).phrases(samples, chunks(samples, spoken, _LONGEST), recording.pulse)
        heard = Heard(engine=self.engine, duration=seconds(len(samples)), stretches=spoken, levels=levels_of(samples, spoken))
        return heard.model_copy(update={"words": believed(list(phrases), spoken)})

    def find(self, recording: Recording, heard: Heard, lines: Sequence[str], lexicon: Lexicon) -> Found:
        recording.pulse()
        return tries_in(heard.words, lines, lexicon, self.engine)

    def overhear(self, recording: Recording, heard: Heard) -> Heard:
        recording.pulse()
        return heard


@dataclass(frozen=True)
class _Network:
    model: Model
    language: str

    def phrases(self, samples: Samples, pieces: Sequence[Span], pulse: Callable[[], None]) -> Iterator[Phrase]:
        """What it says was said in these pieces, in order."""
        if not pieces:
            return
        from faster_whisper import BatchedInferencePipeline, WhisperModel  # type: ignore[import-untyped]

        device = _device()
        network = BatchedInferencePipeline(
            WhisperModel(str(self.model.folder), device=device, compute_type=_NUMBERS[device], local_files_only=True)
        )
        language = None if self.language == UNKNOWN_LANGUAGE else self.language
        for at in range(0, len(pieces), _AT_ONCE[device]):
            pulse()
            some = pieces[at : at + _AT_ONCE[device]]
            first = some[0][0]
            sound = samples[first : some[-1][1]].astype(np.float32) / np.float32(FULL_SCALE)
            told, about = network.transcribe(
                sound,
                language=language,
                batch_size=len(some),
                word_timestamps=True,
                vad_filter=False,
                clip_timestamps=[{"start": (start - first) / RATE, "end": (end - first) / RATE} for start, end in some],
                condition_on_previous_text=False,
            )
            language = language or about.language
            yield from (_phrase(one, seconds(first)) for one in told)


def _phrase(told: Any, offset: Fraction) -> Phrase:  # noqa: ANN401 - faster-whisper has no types
    words = tuple(part for word in told.words or () for part in _words(word, offset))
    return Phrase(words, float(told.no_speech_prob), float(told.avg_logprob), float(told.compression_ratio))


def _words(word: Any, offset: Fraction) -> Iterator[Word]:  # noqa: ANN401 - the same
    start = max(Fraction(round(word.start * _TICKS), _TICKS), Fraction(0)) + offset
    end = max(Fraction(round(word.end * _TICKS), _TICKS) + offset, start)
    sure = Fraction(round(min(max(float(word.probability), 0.0), 1.0) * _TICKS), _TICKS)
    return words_between(word.word, start, end, sure)


def _device() -> str:
    import ctranslate2  # type: ignore[import-untyped]

    return "cuda" if ctranslate2.get_cuda_device_count() else "cpu"
