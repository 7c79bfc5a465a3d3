"""How much a task has to do, told from its inputs alone. The same measure serves a quote and what is learned from done work."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Any, Final, NamedTuple

from dropcut.domain.assets import Asset, Kind, Upload
from dropcut.domain.cut import Cut
from dropcut.domain.marks import Suspicion
from dropcut.domain.material import Listen, Material, Search, Transcript
from dropcut.domain.meaning import Understanding
from dropcut.domain.measures import Work
from dropcut.domain.pieces import Divided, Piece
from dropcut.domain.programme import SOUND_RATE, Encoder
from dropcut.domain.provenance import Signing
from dropcut.domain.rendering import Assembly, Mixing, Segment
from dropcut.domain.report import Reporting
from dropcut.domain.scenes import Seeing
from dropcut.domain.searching import Indexing
from dropcut.domain.sorting import kind_of
from dropcut.domain.upscaling import Chunk, Conforming, Finishing, Stretch
from dropcut.domain.values import Value
from dropcut.steps.deliver import Deliverables
from dropcut.steps.synchronise import Sounds

_HEARD_A_MILLI: Final = 32
"""Bytes of sound that a listener takes for a millisecond."""
_A_WORD_MS: Final = 600
"""Of speech, with what is said again."""
_PASSED_OVER: Final = 30
"""So many times faster goes what is only passed over."""
_TERA_IN_THOUSANDTHS: Final = 10**9


def work_of(step: str, inputs: Value) -> Work:
    """How much this is. A step that is not here takes as long one time as another."""
    return _MEASURES[step].of(_first(inputs)) if fits(step, inputs) else Work()


def fits(step: str, inputs: Value) -> bool:
    """Whether these are a product's step and its inputs: another recipe may have a step of that name."""
    return step in _MEASURES and isinstance(_first(inputs), _MEASURES[step].kind)


def _first(inputs: Value) -> object:
    return getattr(inputs, next(iter(type(inputs).model_fields)), None)


class _Measure(NamedTuple):
    kind: type[Value]
    """Of the step's first input."""
    of: Callable[[Any], Work]


def _ingest(upload: Upload) -> Work:
    footage = kind_of(upload.file.path) in {Kind.MEDIA, Kind.OTHER}
    return Work(thousandths=upload.file.size // 1000, variant="" if footage else "no footage")


def _listen(listen: Listen) -> Work:
    return Work(thousandths=_millis_of(listen.asset), variant=listen.engine.name)


def _hear(piece: Piece) -> Work:
    return Work(thousandths=piece.sound.size // _HEARD_A_MILLI, variant=piece.engine.name)


def _gather(divided: Divided) -> Work:
    return _transcript(divided.transcript)


def _transcript(transcript: Transcript) -> Work:
    return Work(thousandths=_heard(transcript), variant=transcript.engine.name)


def _find(search: Search) -> Work:
    """A group of lines is heard closely where it is said, which is about as long as its words take; all else is passed over."""
    heard = _heard(search.transcript)
    said = _A_WORD_MS * sum(len(line.split()) for line in search.lines)
    return Work(thousandths=min(heard, said) + heard // _PASSED_OVER, variant=search.transcript.engine.name)


def _synchronise(sounds: Sounds) -> Work:
    return Work(thousandths=sum(map(_heard, sounds.transcripts)))


def _see(seeing: Seeing) -> Work:
    return Work(thousandths=_pixels_of(seeing.asset) // 1000, variant=seeing.engine.name)


def _find_marks(suspicion: Suspicion) -> Work:
    return Work(thousandths=_millis_of(suspicion.scenes.asset), variant="own model" if suspicion.detector else "")


def _align(material: Material) -> Work:
    lines = len(material.script.lines) if material.script else 1
    return Work(thousandths=1000 * lines * max(1, len(material.transcripts)))


def _understand(understanding: Understanding) -> Work:
    return Work(thousandths=1000 * max(1, len(understanding.lines)), variant=understanding.engine.name)


def _render(segment: Segment) -> Work:
    shape = segment.look.format
    drawn, decoded = shape.width * shape.height, 0
    if segment.asset and segment.asset.footage and segment.asset.footage.pictures:
        picture = segment.asset.footage.pictures[0]
        decoded = int(picture.width * picture.height * min(Fraction(8), picture.rate / shape.rate))
    captions = " with captions" if segment.captions else ""
    return Work(thousandths=segment.frames * (drawn + decoded) // 1000, variant=_encoder(segment.look.encoder) + captions)


def _conform(conforming: Conforming) -> Work:
    stretch = conforming.stretch
    width, height = _size_of(stretch)
    return Work(thousandths=stretch.frames * width * height // 1000)


def _upscale(chunk: Chunk) -> Work:
    source = chunk.source
    width, height = _size_of(source) if isinstance(source, Stretch) else (source.conformed.width, source.conformed.height)
    operations = chunk.sharpening.flops * width * height * chunk.frames
    return Work(thousandths=operations // _TERA_IN_THOUSANDTHS, variant=chunk.sharpening.kind)


def _finish(finishing: Finishing) -> Work:
    look = finishing.segment.look
    pixels = finishing.segment.frames * look.format.width * look.format.height
    return Work(thousandths=pixels // 1000, variant=_encoder(look.encoder))


def _mix(mixing: Mixing) -> Work:
    frames = sum(piece.frames for piece in mixing.pieces)
    return Work(thousandths=int(1000 * frames / mixing.format.rate))


def _assemble(assembly: Assembly) -> Work:
    """It grows with the bytes of the picture, and those with its pixels."""
    shape = assembly.format
    frames = round(shape.rate * Fraction(assembly.sound.samples, SOUND_RATE))
    return Work(thousandths=frames * shape.width * shape.height // 1000, variant=assembly.encoder.preset.value)


def _cut(cut: Cut) -> Work:
    return Work(thousandths=1000 * len(cut.lines))


def _report(made: Reporting) -> Work:
    return _cut(made.cut)


def _index(indexing: Indexing) -> Work:
    lines = len(indexing.script.lines) if indexing.script else 1
    return Work(thousandths=1000 * lines * max(1, len(indexing.transcripts)))


def _sign(signing: Signing) -> Work:
    return Work(thousandths=signing.blob.size // 1000)


def _deliver(made: Deliverables) -> Work:
    return Work(thousandths=sum(blob.size for blob in made.files.values()) // 1000)


def _millis_of(asset: Asset) -> int:
    return int(1000 * asset.footage.duration) if asset.footage else 0


def _heard(transcript: Transcript) -> int:
    return transcript.sound.size // _HEARD_A_MILLI


def _pixels_of(asset: Asset) -> int:
    return (
        sum(picture.width * picture.height * picture.frames for picture in asset.footage.pictures[:1]) if asset.footage else 0
    )


def _size_of(stretch: Stretch) -> tuple[int, int]:
    footage = stretch.asset.footage if stretch.asset else None
    return footage.pictures[0].display_size if footage and footage.pictures else (0, 0)


def _encoder(encoder: Encoder) -> str:
    return f"{encoder.name} {encoder.preset.value}"


_MEASURES: Final[Mapping[str, _Measure]] = {
    "ingest": _Measure(Upload, _ingest),
    "transcribe": _Measure(Listen, _listen),
    "divide": _Measure(Listen, _listen),
    "hear": _Measure(Piece, _hear),
    "gather": _Measure(Divided, _gather),
    "overhear": _Measure(Transcript, _transcript),
    "find": _Measure(Search, _find),
    "synchronise": _Measure(Sounds, _synchronise),
    "find_scenes": _Measure(Seeing, _see),
    "watch": _Measure(Seeing, _see),
    "find_marks": _Measure(Suspicion, _find_marks),
    "align": _Measure(Material, _align),
    "understand": _Measure(Understanding, _understand),
    "render": _Measure(Segment, _render),
    "conform": _Measure(Conforming, _conform),
    "upscale": _Measure(Chunk, _upscale),
    "finish": _Measure(Finishing, _finish),
    "mix": _Measure(Mixing, _mix),
    "assemble": _Measure(Assembly, _assemble),
    "write_report": _Measure(Reporting, _report),
    "write_index": _Measure(Indexing, _index),
    "sign": _Measure(Signing, _sign),
    "deliver": _Measure(Deliverables, _deliver),
}
"""By step, of its first input."""
MEASURED: Final = frozenset(_MEASURES)
"""The steps whose work grows with what they are given."""
