"""The recogniser, told what to expect: sound in, words with times out."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property
from pathlib import Path
from typing import Any, Final

from dropcut.domain.errors import Permanent
from dropcut.editing.words.tokens import HeardToken
from dropcut.media.pcm import RATE
from dropcut.speech.samples import Samples, seconds

_FRAME: Final = Fraction(1, 100)
_VARIANT: Final = re.compile(r"\(\d+\)$")
_NO_WORD: Final = ("<", "[", "(", "+")
_CAREFUL: Final = {"maxwpf": 10}
"""No more than ten words end at a time: without that bound, noise makes lattices that cost half the speed."""
_QUICK: Final = {"ds": 2, "fwdflat": False, **_CAREFUL}
"""Every second frame is scored anew, in one pass: twice as fast, and no line more was lost."""
_WIDE: Final = {"beam": 1e-100, "pbeam": 1e-100, "wbeam": 1e-80, **_CAREFUL}
"""For sound on which the usual search loses every path: four times slower."""


@dataclass(frozen=True)
class Expectation:
    """What one search expects: files that the recogniser reads."""

    model: Path
    dictionary: Path


class Recogniser:
    """One search's recogniser; it keeps no memory of what it heard before."""

    def __init__(self, expectation: Expectation) -> None:
        self._expectation = expectation

    def words(self, samples: Samples, start: int, end: int) -> tuple[HeardToken, ...]:
        """The words between two samples, with times from the start of the sound."""
        return self._decoded(self._quick, samples, start, end)

    def careful_words(self, samples: Samples, start: int, end: int) -> tuple[HeardToken, ...]:
        """The same with every frame scored, twice over: for a second try."""
        return self._decoded(self._careful, samples, start, end)

    def _decoded(self, decoder: Any, samples: Samples, start: int, end: int) -> tuple[HeardToken, ...]:  # noqa: ANN401 - no types
        sound = samples[start:end].tobytes()
        return _moved(_run(decoder, sound) or _run(self._wide, sound), seconds(start))

    def edges(self, samples: Samples, start: int, end: int, words: Sequence[HeardToken]) -> tuple[HeardToken, ...]:
        """These words, all between the two samples, with the edges that forced alignment finds; as they are if it fails."""
        if not words:
            return ()
        aligner = self._aligner
        aligner.set_align_text(" ".join(word.text for word in words))
        found = _moved(_run(aligner, samples[start:end].tobytes()), seconds(start))
        if [word.text for word in found] != [word.text for word in words]:
            return tuple(words)
        return tuple(replace(word, start=edge.start, end=edge.end) for word, edge in zip(words, found, strict=True))

    @cached_property
    def _quick(self) -> Any:  # noqa: ANN401 - pocketsphinx has no types
        return _decoder(self._expectation, **_QUICK)

    @cached_property
    def _careful(self) -> Any:  # noqa: ANN401 - the same
        return _decoder(self._expectation, **_CAREFUL)

    @cached_property
    def _wide(self) -> Any:  # noqa: ANN401 - the same
        return _decoder(self._expectation, **_WIDE)

    @cached_property
    def _aligner(self) -> Any:  # noqa: ANN401 - the same
        return _decoder(self._expectation)


def carried_model() -> Path:
    """The folder of the English model that the recogniser's package carries. Raises Permanent where it is not installed."""
    try:
        from pocketsphinx import get_model_path  # type: ignore[import-untyped]
    except ImportError as error:
        raise Permanent("The guided recogniser is not installed.", "Install it: pip install 'dropcut[guided]'.") from error
    return Path(get_model_path("en-us"))


def acoustics_of(model: Path) -> Path:
    """The folder of the model's own sounds."""
    return model / "en-us"


def _decoder(expectation: Expectation, **options: float) -> Any:  # noqa: ANN401 - pocketsphinx has no types
    from pocketsphinx import Decoder

    files = {"lm": str(expectation.model), "dict": str(expectation.dictionary), "hmm": str(acoustics_of(carried_model()))}
    return Decoder(loglevel="FATAL", samprate=RATE, **files, **options)


def _run(decoder: Any, sound: bytes) -> tuple[HeardToken, ...]:  # noqa: ANN401 - pocketsphinx has no types
    decoder.reinit_feat()
    decoder.start_utt()
    decoder.process_raw(sound, full_utt=True)
    decoder.end_utt()
    if decoder.hyp() is None:
        return ()
    return tuple(_word(piece) for piece in decoder.seg() if not piece.word.startswith(_NO_WORD))


def _word(piece: Any) -> HeardToken:  # noqa: ANN401 - pocketsphinx has no types
    return HeardToken(
        text=_VARIANT.sub("", piece.word),
        start=piece.start_frame * _FRAME,
        end=(piece.end_frame + 1) * _FRAME,
        confidence=_share(piece.prob),
    )


def _share(chance: float) -> Fraction:
    return Fraction(round(min(max(chance, 0.0), 1.0) * 1000), 1000)


def _moved(words: Sequence[HeardToken], by: Fraction) -> tuple[HeardToken, ...]:
    return tuple(replace(word, start=word.start + by, end=word.end + by) for word in words)
