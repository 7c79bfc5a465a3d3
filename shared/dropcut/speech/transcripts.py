"""Transcripts that lie beside a clip: Whisper's JSON in its several shapes, SRT and WebVTT. Written by strangers."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any, Final, NoReturn

from dropcut.domain.errors import Permanent
from dropcut.domain.speech import Word
from dropcut.domain.wording import spoken
from dropcut.editing.script.parse import parse
from dropcut.speech.pieces_of_text import words_between

MOST_BYTES: Final = 32_000_000
_MOST_WORDS: Final = 500_000
_LATEST: Final = Decimal(360_000)
"""No clip lasts a hundred hours."""
_MILLISECONDS: Final = 1000
_SURE: Final = Fraction(1)

Node = Mapping[str, Any]


def words_of(name: str, data: bytes, duration: Fraction) -> tuple[Word, ...]:
    """Every word with its times, in order, none after the sound has ended. Raises Permanent, in one sentence."""
    if len(data) > MOST_BYTES:
        raise Permanent(f"{spoken(name)} is too large for a transcript.", "Export the words of this clip alone.")
    found = _subtitles(name, data) if name.casefold().endswith((".srt", ".vtt")) else _json(name, data)
    words: list[Word] = []
    for word in found:
        if len(words) == _MOST_WORDS:
            raise Permanent(f"{spoken(name)} holds more than {_MOST_WORDS} words.", "Export the words of this clip alone.")
        if word.start < duration:
            words.append(word if word.end <= duration else word.model_copy(update={"end": duration}))
    return tuple(sorted(words, key=lambda word: (word.start, word.end)))


def _subtitles(name: str, data: bytes) -> Iterator[Word]:
    for line in parse(name, data).lines:
        if line.span:
            yield from words_between(line.spoken, line.span.start, line.span.end, _SURE)


def _json(name: str, data: bytes) -> Iterator[Word]:
    try:
        told = json.loads(data.decode("utf-8-sig"), parse_float=Decimal, parse_constant=_no_number)
        yield from _told(told)
    except (ValueError, RecursionError, KeyError, TypeError, AttributeError, ArithmeticError) as error:
        raise Permanent(
            f"{spoken(name)} is not a transcript that Whisper writes: {_said(error)}.", "Export it as SRT, or take it away."
        ) from error


def _said(error: Exception) -> str:
    if isinstance(error, KeyError):
        return f"a part of it has no {error.args[0]}"
    return "it is nested too deeply" if isinstance(error, RecursionError) else "it is no JSON of that shape"


def _no_number(text: str) -> NoReturn:
    raise ValueError(f"{text} is no number")


def _told(told: Any) -> Iterator[Word]:  # noqa: ANN401 - a stranger's JSON
    """The shapes: `segments` (openai, faster-whisper), a bare list of those, `transcription` (whisper.cpp), `words` alone."""
    if isinstance(told, list):
        segments: Sequence[Any] = told
    elif "transcription" in told:
        segments = [_of_whisper_cpp(one) for one in told["transcription"]]
    elif "segments" in told:
        segments = told["segments"]
    else:
        segments = [{"words": told["words"]}]
    own = [word for segment in segments if isinstance(segment.get("words"), list) for word in segment["words"]]
    if not own and not isinstance(told, list) and isinstance(told.get("words"), list):
        segments = [{"words": told["words"]}]
    for segment in segments:
        yield from _of_segment(segment)


def _of_whisper_cpp(one: Node) -> Node:
    offsets = one["offsets"]
    return {"start": Decimal(offsets["from"]) / 1000, "end": Decimal(offsets["to"]) / 1000, "text": one["text"]}


def _of_segment(segment: Node) -> Iterator[Word]:
    words = segment.get("words")
    if not words:
        yield from words_between(_text(segment), *_times(segment), _sure_of_segment(segment))
        return
    before = _time(segment.get("start", 0))
    for word in words:
        start, end = _times(word) if "start" in word else (before, before)  # whisperX gives numbers no times
        before = end
        yield from words_between(_text(word), start, end, _sure(word))


def _text(node: Node) -> str:
    text = node["word"] if "word" in node else node["text"]
    if not isinstance(text, str):
        raise TypeError("a text is no text")
    return text


def _times(node: Node) -> tuple[Fraction, Fraction]:
    start = _time(node["start"])
    return start, max(start, _time(node["end"]))


def _time(number: object) -> Fraction:
    if isinstance(number, bool) or not isinstance(number, int | Decimal):
        raise TypeError("a time is no number")
    return Fraction(round(min(max(Decimal(number), Decimal(0)), _LATEST) * _MILLISECONDS), _MILLISECONDS)


def _sure(node: Node) -> Fraction:
    for name in ("probability", "score", "confidence"):
        if isinstance(node.get(name), int | Decimal):
            return Fraction(round(min(max(Decimal(node[name]), Decimal(0)), Decimal(1)) * 1000), 1000)
    return _SURE


def _sure_of_segment(node: Node) -> Fraction:
    mean = node.get("avg_logprob")
    if not isinstance(mean, int | Decimal):
        return _sure(node)
    return Fraction(round(math.exp(min(max(float(mean), -20.0), 0.0)) * 1000), 1000)
