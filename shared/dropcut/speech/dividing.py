"""A long clip in pieces that are heard by themselves: cut, heard, and joined again."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dropcut.domain.errors import Permanent
from dropcut.domain.material import Listen, Transcript
from dropcut.domain.models import ModelKind
from dropcut.domain.pieces import Batch, Divided, HeardPiece, Phrase, Phrases, Piece
from dropcut.domain.speech import Engine, Heard
from dropcut.ports.tools import Tools
from dropcut.speech.doubts import believed
from dropcut.speech.engines import engine_of
from dropcut.speech.keeping import recording_of, track_of, transcript_of
from dropcut.speech.samples import Samples, samples_of, seconds
from dropcut.speech.whisper import Whisper
from dropcut.speech.whisper_models import UNKNOWN_LANGUAGE
from dropcut.speech.whisper_windows import moved, pieces_of


def divided(tools: Tools, listen: Listen) -> Divided:
    """See `steps.divide`."""
    engine = _whisper(tools, listen.engine, listen.language)
    engine.require_model()
    track = track_of(tools, listen)
    heard = engine.heard_without_words(recording_of(tools, track))
    samples = samples_of(track.sound)
    batches = engine.batches(samples, heard)
    language = engine.told_language(samples, batches, tools.pulse)
    told = (f"its language was told to be {language}",) if listen.language == UNKNOWN_LANGUAGE and batches else ()
    cut = tuple(pieces_of(batches))
    return Divided(
        transcript=transcript_of(tools, listen, track, heard, told),
        pieces=tools.many("pieces.json", _pieces(tools, listen, language, samples, cut)),
        starts=tuple(piece[0][0].start for piece in cut),
    )


def heard_piece(tools: Tools, piece: Piece) -> HeardPiece:
    """See `steps.hear`."""
    engine = _whisper(tools, piece.engine, piece.language)
    phrases = engine.phrases(samples_of(tools.path(piece.sound)), piece.batches, piece.language, tools.pulse)
    with tools.write("phrases.json") as document:
        document.write(Phrases(phrases=phrases).dumped())
    return HeardPiece(phrases=document.blob)


def gathered(tools: Tools, told: Divided, pieces: Sequence[HeardPiece]) -> Transcript:
    """See `steps.gather`."""
    whole = Heard.load(tools.read(told.transcript.heard))
    words = believed(_in_the_clip(tools, pieces, told.starts), whole.stretches)
    with tools.write("heard.json") as document:
        document.write(whole.model_copy(update={"words": words}).dumped())
    return told.transcript.model_copy(update={"heard": document.blob})


def later(phrase: Phrase, start: int) -> Phrase:
    """The same phrase in a clip in which its piece begins at sample `start`."""
    by = seconds(start)
    words = tuple(word.model_copy(update={"start": word.start + by, "end": word.end + by}) for word in phrase.words)
    return phrase.model_copy(update={"words": words})


def _in_the_clip(tools: Tools, pieces: Sequence[HeardPiece], starts: Sequence[int]) -> Iterator[Phrase]:
    for piece, start in zip(pieces, starts, strict=True):
        tools.pulse()
        yield from (later(phrase, start) for phrase in Phrases.load(tools.read(piece.phrases)).phrases)


def _pieces(tools: Tools, listen: Listen, language: str, samples: Samples, cut: Sequence[tuple[Batch, ...]]) -> Iterator[Piece]:
    for number, batches in enumerate(cut):
        start, end = batches[0][0].start, batches[-1][-1].end
        with tools.write(f"piece-{number}.pcm") as target:
            target.write(samples[start:end].tobytes())
        tools.pulse()
        moved_there = tuple(moved(batch, -start) for batch in batches)
        yield Piece(engine=listen.engine, language=language, sound=target.blob, batches=moved_there, clip=listen.spoken())


def _whisper(tools: Tools, engine: Engine, language: str) -> Whisper:
    ready = engine_of(engine, tools.scratch, language, models=tools.models(ModelKind.WHISPER))
    if not isinstance(ready, Whisper):
        raise Permanent(f"The engine {engine.name} hears a clip in one go.", "This is a mistake in the recipe: report it.")
    return ready
