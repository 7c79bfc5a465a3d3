"""The engine with a large model: faster-whisper, given speech only, many pieces at once, and not believed blindly."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from importlib.metadata import version
from typing import Final

from dropcut.domain.errors import Permanent
from dropcut.domain.material import Lexicon
from dropcut.domain.models import KeptModel
from dropcut.domain.pieces import Batch, Phrase
from dropcut.domain.settings import Speech
from dropcut.domain.speech import Engine, Found, Heard
from dropcut.editing.words.matching import tries_in
from dropcut.ports.hearing import Recording
from dropcut.speech.activity import stretches
from dropcut.speech.doubts import believed
from dropcut.speech.levels import levels_of
from dropcut.speech.samples import Samples, samples_of, seconds
from dropcut.speech.whisper_models import Model, model_named
from dropcut.speech.whisper_network import Network, device
from dropcut.speech.whisper_windows import batches_of

_RULES: Final = 2
"""Raised whenever the same sound would be heard otherwise by what is ours: windows, batches, doubts."""


def engine_with(model: Model) -> Engine:
    """The engine with a model, on the device that this machine has."""
    parts = f"faster-whisper {version('faster-whisper')}, ctranslate2 {version('ctranslate2')}"
    return Engine(name=Speech.WHISPER.value, version=f"{_RULES}: {parts}, {device().numbers}, {model.name} {model.digest}")


def model_of(engine: Engine, kept: Sequence[KeptModel] = ()) -> Model:
    """The model that an engine's version names. Raises Permanent when this machine has it not, or has others."""
    name = engine.version.rsplit(", ", 1)[-1].split(" ")[0]
    model = model_named(name, kept)
    if model is None:
        raise Permanent(
            f"The Whisper model {name} is not on this machine.",
            f"Install it: pip install 'dropcut[whisper]', then dropcut models pull {name}, or use --speech guided.",
        )
    return model


@dataclass(frozen=True)
class Whisper:
    """A `Hearing`. Its model is looked for only when it hears: what was heard can be searched without."""

    engine: Engine
    language: str
    """`und` to let the network tell."""
    model: Callable[[Engine], Model] = model_of

    @classmethod
    def of(cls, engine: Engine, language: str, kept: Sequence[KeptModel]) -> Whisper:
        """With the models of this machine."""
        return cls(engine, language, partial(model_of, kept=kept))

    def hear(self, recording: Recording) -> Heard:
        self.require_model()
        samples = samples_of(recording.sound)
        heard = self.heard_without_words(recording)
        batches = self.batches(samples, heard)
        phrases = self.phrases(samples, batches, self.told_language(samples, batches, recording.pulse), recording.pulse)
        return heard.model_copy(update={"words": believed(phrases, heard.stretches)})

    def find(self, recording: Recording, heard: Heard, lines: Sequence[str], lexicon: Lexicon) -> Found:
        recording.pulse()
        return tries_in(heard.words, lines, lexicon, self.engine)

    def overhear(self, recording: Recording, heard: Heard) -> Heard:
        recording.pulse()
        return heard

    def heard_without_words(self, recording: Recording) -> Heard:
        """Who speaks when, and how loud: all but the words. Needs no model."""
        samples = samples_of(recording.sound)
        spoken = stretches(samples, recording.pulse)
        return Heard(engine=self.engine, duration=seconds(len(samples)), stretches=spoken, levels=levels_of(samples, spoken))

    def batches(self, samples: Samples, heard: Heard) -> tuple[Batch, ...]:
        """What this engine is shown of a sound."""
        return batches_of(samples, heard.stretches, device().at_once)

    def told_language(self, samples: Samples, batches: Sequence[Batch], pulse: Callable[[], None]) -> str:
        """The language to listen for."""
        return self._network.language_of(samples, batches, self.language, pulse) if batches else self.language

    def phrases(
        self, samples: Samples, batches: Sequence[Batch], language: str, pulse: Callable[[], None]
    ) -> tuple[Phrase, ...]:
        """What the network says was said in each batch, before anybody doubts it."""
        return tuple(phrase for batch in batches for phrase in self._network.phrases(samples, batch, language, pulse))

    def require_model(self) -> Model:
        """The model of this job. Raises Permanent when this machine has it not, or would hear otherwise with it."""
        model = self.model(self.engine)
        if (here := engine_with(model)) != self.engine:
            raise Permanent(
                f"This job listens with {self.engine.version}, but this machine has {here.version}.",
                "Start the job again, so that the engine of this machine is chosen.",
            )
        return model

    @cached_property
    def _network(self) -> Network:
        return Network(self.require_model())
