"""The network itself: loaded once, shown batch after batch, and asked again where it repeats itself."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from dropcut.domain.errors import Permanent
from dropcut.domain.pieces import Batch, Phrase, Window
from dropcut.domain.speech import Word
from dropcut.media.pcm import RATE
from dropcut.speech.doubts import repeats_itself
from dropcut.speech.pieces_of_text import words_between
from dropcut.speech.samples import FULL_SCALE, Samples, seconds
from dropcut.speech.whisper_models import UNKNOWN_LANGUAGE, Model
from dropcut.speech.whisper_windows import moved

_FRAME: Final = RATE // 100
_TICKS: Final = 1000
_USUAL: Final = -1
"""In the recogniser's list of what not to say: whatever it never says."""
_TOLD_BY: Final = 4
"""So many windows, from all over the sound, tell its language together: the first may be a countdown or a song."""
_NUMBERS: Final = {"cpu": ("int8", "float32"), "cuda": ("float16", "float32")}
_AT_ONCE: Final = {"cpu": 4, "cuda": 16}


@dataclass(frozen=True)
class Device:
    """What the network runs on here."""

    name: str
    numbers: str
    """What its weights are computed with: the answers differ by it."""

    @property
    def at_once(self) -> int:
        """How many windows it is shown together."""
        return _AT_ONCE[self.name]


def device() -> Device:
    """The GPU where there is one, else the processor."""
    import ctranslate2  # type: ignore[import-untyped]

    name = "cuda" if ctranslate2.get_cuda_device_count() else "cpu"
    able = ctranslate2.get_supported_compute_types(name)
    return Device(name, next(numbers for numbers in _NUMBERS[name] if numbers in able))


class Network:
    """A model, ready to listen. Raises Permanent when it cannot be loaded."""

    def __init__(self, model: Model) -> None:
        from faster_whisper import WhisperModel  # type: ignore[import-untyped]

        on = device()
        try:
            self._model = WhisperModel(str(model.folder), device=on.name, compute_type=on.numbers, local_files_only=True)
        except (RuntimeError, ValueError, OSError, KeyError) as error:
            raise Permanent(
                f"The Whisper model {model.name} cannot be loaded: {str(error).splitlines()[0][:200]}.",
                "Look at it with: dropcut models verify",
            ) from error
        self._name = model.name
        self._never = [_USUAL, *_times(self._model.hf_tokenizer.token_to_id("<|notimestamps|>"), model.folder)]
        """What it must not say: noises, as usual, and times, which nobody asked for and which would break a window up."""

    def language_of(self, samples: Samples, batches: Sequence[Batch], wanted: str, pulse: Callable[[], None]) -> str:
        """`wanted`, or the language that is spoken where nobody told. Raises Permanent for one that the model cannot hear."""
        if not self._model.model.is_multilingual:
            told = "en"
        elif wanted == UNKNOWN_LANGUAGE:
            told = self._told_language(samples, [window for batch in batches for window in batch], pulse)
        else:
            told = wanted
        if wanted not in {UNKNOWN_LANGUAGE, told} or self._model.hf_tokenizer.token_to_id(f"<|{told}|>") is None:
            raise Permanent(
                f"The Whisper model {self._name} does not hear the language {wanted!r}.",
                "Fetch another model, or say which language is spoken: language: en",
            )
        return told

    def phrases(self, samples: Samples, batch: Batch, language: str, pulse: Callable[[], None]) -> Iterator[Phrase]:
        """What it says was said in a batch. Depends on nothing but the batch's own sound, wherever that lies."""
        pulse()
        for window, phrase in self._shown(samples, batch, language):
            if repeats_itself(phrase) and len(window.parts) > 1:
                yield from self._again(samples, window, language, pulse)
            else:
                yield phrase

    def _again(self, samples: Samples, window: Window, language: str, pulse: Callable[[], None]) -> Iterator[Phrase]:
        """Pause by pause: a loop ends where nothing leads into it, and a line that was said many times is heard each time."""
        parts = [Window(start=start, end=end, parts=((start, end),)) for start, end in window.parts]
        at_once = device().at_once
        for at in range(0, len(parts), at_once):
            pulse()
            yield from (phrase for _, phrase in self._shown(samples, tuple(parts[at : at + at_once]), language))

    def _shown(self, samples: Samples, batch: Batch, language: str) -> Iterator[tuple[Window, Phrase]]:
        from faster_whisper import BatchedInferencePipeline

        first = batch[0].start
        inside = moved(batch, -first)
        # A pipeline remembers where speech last ended, in the batch's own time: each batch gets one of its own.
        told, _ = BatchedInferencePipeline(self._model).transcribe(
            _floats(samples[first : batch[-1].end]),
            language=language,
            batch_size=len(batch),
            word_timestamps=True,
            vad_filter=False,
            clip_timestamps=[{"start": one.start / RATE, "end": one.end / RATE} for one in inside],
            condition_on_previous_text=False,
            suppress_tokens=self._never,
        )
        for one in told:
            number = _nearest(inside, one.seek * _FRAME)
            yield batch[number], _phrase(one, inside[number], seconds(first))

    def _told_language(self, samples: Samples, windows: Sequence[Window], pulse: Callable[[], None]) -> str:
        few = windows[:: max(1, len(windows) // _TOLD_BY)][:_TOLD_BY]
        chances = Counter[str]()
        for window in few:
            pulse()
            sound = _floats(samples[window.start : window.end])
            for language, chance in self._model.detect_language(audio=sound, language_detection_threshold=0.0)[2]:
                chances[language] += chance
        return chances.most_common(1)[0][0] if chances else "en"


def _times(last_word: int | None, folder: Path) -> range:
    """The tokens that stand for times: all that follow the last of the words."""
    if last_word is None:
        return range(0)
    listed = folder / "vocabulary.json"
    if listed.exists():
        return range(last_word + 1, len(json.loads(listed.read_bytes())))
    return range(last_word + 1, len((folder / "vocabulary.txt").read_bytes().splitlines()))


def _floats(samples: Samples) -> NDArray[np.float32]:
    return samples.astype(np.float32) / np.float32(FULL_SCALE)


def _nearest(batch: Batch, sample: int) -> int:
    return min(range(len(batch)), key=lambda number: abs(batch[number].start - sample))


def _phrase(told: Any, window: Window, offset: Fraction) -> Phrase:  # noqa: ANN401 - faster-whisper has no types
    start, end = seconds(window.start), seconds(window.end)
    words = tuple(part for word in told.words or () for part in _words(word, start, end))
    return Phrase(
        words=tuple(word.model_copy(update={"start": word.start + offset, "end": word.end + offset}) for word in words),
        no_speech=min(max(_exact(told.no_speech_prob), Fraction(0)), Fraction(1)),
        mean_chance=_exact(told.avg_logprob),
        regularity=_exact(told.compression_ratio),
    )


def _words(word: Any, first: Fraction, last: Fraction) -> Iterator[Word]:  # noqa: ANN401 - the same
    """Rounded in the batch's own time, and never out of the window: so they are the same wherever the batch lies."""
    start = min(max(_exact(word.start), first), last)
    end = min(max(_exact(word.end), start), last)
    return words_between(word.word, start, end, min(max(_exact(word.probability), Fraction(0)), Fraction(1)))


def _exact(number: float) -> Fraction:
    return Fraction(round(float(number) * _TICKS), _TICKS)
